"""The second set of wordings: other fields, other phrasings, other layouts, on the same model."""

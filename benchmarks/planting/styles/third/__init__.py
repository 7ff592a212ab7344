"""The third set of wordings: further fields, other sentences, other tables, on the same model."""

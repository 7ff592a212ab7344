"""The fourth set of wordings: eight further fields, in the plain style of published reports and accounts."""

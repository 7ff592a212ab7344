"""The sixth set of wordings: nine further fields, in the plain style of evaluations by third parties, of monitoring and of institutions."""

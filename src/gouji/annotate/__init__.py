"""A copy of the document with the findings written into it: comments, highlights, suggested changes; what is written was concluded elsewhere."""

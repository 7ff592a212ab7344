"""Annotated copies, format by format."""

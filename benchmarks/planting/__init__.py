"""Consistent reports in several styles, slips planted in them, and what a checker made of each: the parts of `benchmarks/planted.py`."""

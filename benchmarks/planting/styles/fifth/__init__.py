"""The fifth set of wordings: eight further fields, in the orders of statement that ministries and provinces prescribe for such reports."""

"""The seventh set of wordings: ten further fields and a township, in the style of departments, townships and finance bureaus."""

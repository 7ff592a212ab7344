"""Settings files: which keys there are, which file is in force, and what wins over what."""

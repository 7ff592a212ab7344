"""One command a module; what they share is in `call` (is the call right?) and `console` (what is said, and where)."""

"""The arithmetic of printed numbers: numerals, units, number words, intervals. Knows no documents."""

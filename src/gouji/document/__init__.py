"""What a report is, whatever file it came from."""

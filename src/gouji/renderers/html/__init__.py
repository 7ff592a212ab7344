"""The report as one HTML file: the document with its figures marked, the findings with their proofs; nothing is fetched, nothing sent."""

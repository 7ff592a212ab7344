"""Document to Ledger: names what the figures are and hears what the text states about them."""

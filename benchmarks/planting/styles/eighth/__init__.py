"""The eighth set of wordings: six kinds of report as offices, schools, hospitals and cities publish them."""

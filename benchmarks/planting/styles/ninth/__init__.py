"""The ninth set of wordings: six kinds of report in the plain official style of published self-evaluations."""

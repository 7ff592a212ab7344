"""From broken relations to the figure at fault."""

"""How a run is carried out: bounded children, order, progress, resuming, cache, cluster. What is said of a file is decided elsewhere."""

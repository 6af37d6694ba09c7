"""Reading: what an erasure takes, what keeps a file, what waits."""

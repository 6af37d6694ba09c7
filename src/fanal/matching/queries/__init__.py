"""Reading about duplicates and tracing, by noun."""

"""Is she here twice, and is the one we look for already here? Duplicates, tracing, exchanges."""

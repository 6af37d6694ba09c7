"""The pages of duplicates, tracing and exchanges."""

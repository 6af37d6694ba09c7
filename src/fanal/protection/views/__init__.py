"""Pages of the dated records."""

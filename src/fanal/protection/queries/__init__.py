"""What is read of the dated records, by page."""

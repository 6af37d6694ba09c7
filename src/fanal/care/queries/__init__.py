"""Reading requests for care and care files."""

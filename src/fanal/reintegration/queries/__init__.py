"""What the pages of reintegration read."""

"""What the pages of services read."""

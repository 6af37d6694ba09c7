"""What the pages of money read."""

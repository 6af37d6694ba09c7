"""Template tags of retention."""

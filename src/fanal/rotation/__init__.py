"""New keys in place of those that somebody who left, or a thief, may have kept."""

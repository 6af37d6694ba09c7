"""Pages of health care."""

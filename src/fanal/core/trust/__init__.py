"""Whom may we tell, ask, or hand her to; or do we go ourselves."""

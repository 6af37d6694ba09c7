"""The rules on whom we may tell, ask, or hand her to; or whether we go ourselves."""

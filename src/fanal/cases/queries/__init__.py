"""Reading cases, by noun; the number of queries does not grow with the rows."""

"""Forms of what leaves the house, by noun."""

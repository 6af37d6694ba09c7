"""Forms of what leaves the organisation, by noun."""

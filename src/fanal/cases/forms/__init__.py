"""Forms of cases, by noun."""

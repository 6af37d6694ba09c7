"""The pages of cases, by noun."""

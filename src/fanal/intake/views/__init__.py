"""The pages of calls, by noun."""

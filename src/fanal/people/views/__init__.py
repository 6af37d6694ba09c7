"""The pages of people, by noun."""

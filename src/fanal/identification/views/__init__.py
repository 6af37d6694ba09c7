"""The pages of the law, by noun."""

"""The pages of plans of reintegration, by noun."""

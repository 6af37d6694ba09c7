"""Colleagues: when they had supervision, what they learned, what happened to them."""

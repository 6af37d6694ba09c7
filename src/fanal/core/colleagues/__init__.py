"""Colleagues: dates of supervision, what ends by a day, and incidents with who is told of them."""

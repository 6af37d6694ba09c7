"""Proceedings of the people of our cases: steps, hearings, limits, evidence, compensation."""

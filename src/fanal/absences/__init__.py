"""Colleagues who are away: who stands in for them, and what opens to them on a journey."""

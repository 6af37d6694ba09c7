"""Proceedings: their steps, hearings, time limits, evidence and money."""

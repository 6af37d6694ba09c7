"""Reads: what is there, what waits, and what speaks against a change."""

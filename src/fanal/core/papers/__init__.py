"""Typed papers: which there are, where each stands, its days, and what a print of it says."""

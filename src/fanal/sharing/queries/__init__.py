"""Reads of what leaves the house, by what they are for."""

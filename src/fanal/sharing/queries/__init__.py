"""Reads of what leaves the organisation, by what they are for."""

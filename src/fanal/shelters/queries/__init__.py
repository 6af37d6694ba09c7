"""Reads of shelters."""

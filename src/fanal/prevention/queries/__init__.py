"""Reads of prevention."""

"""Reintegration: a plan on the person, followed for years, whatever becomes of her cases."""

"""Reintegration over years: waves of contact, lost contact, her goals, signs, families, rates."""

"""Legs, custodians, hand-overs, signs of life: who each person is with tonight, who is missing."""

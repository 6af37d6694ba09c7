"""Legs, hands, hand-overs, signs of life: in whose hands is each person tonight, who is missing."""

"""Duplicates in a register: candidates, comparison levels, a score in bits, and the reasons.

Nothing is merged here. The answer is a list of pairs for people to look at, best first.
"""

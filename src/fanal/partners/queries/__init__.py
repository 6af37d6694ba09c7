"""Reads of the partners' register, by what they are for."""

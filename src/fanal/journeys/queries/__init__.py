"""Reads of journeys, by what they are for."""

"""Fanal: case work, partners, journeys and honest numbers against human trafficking."""

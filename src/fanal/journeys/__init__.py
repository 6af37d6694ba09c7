"""Rescues, escorts, returns: whose hands each person is in, on the way and after."""

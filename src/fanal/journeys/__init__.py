"""Rescues, escorts, returns: who each person is with, on the way and after."""

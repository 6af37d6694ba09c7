"""Typed papers of a case: what is to be asked for, by when, where the original is, and prints."""

"""Coded facts: what sealed rows say in codes, written with them, so that figures need no key."""

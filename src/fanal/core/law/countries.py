"""The country codes of ISO 3166-1 alpha-2."""

from __future__ import annotations

from importlib.resources import files

COUNTRIES = frozenset((files("fanal.core.law") / "countries.txt").read_text("utf-8").split())

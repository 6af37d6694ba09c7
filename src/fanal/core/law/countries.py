"""The country codes of ISO 3166-1 alpha-2."""

from importlib.resources import files

from fanal.core.data_files.toml_tables import TomlTable
from fanal.core.words import say

COUNTRIES = frozenset((files("fanal.core.law") / "countries.txt").read_text("utf-8").split())


def read_country(row: TomlTable, *, otherwise: str = "") -> str:
    """The country of a row, or `otherwise`, which stands for any. Raises BadInput."""
    country = row.string("country")
    if country not in COUNTRIES and (not otherwise or country != otherwise):
        row.wrong("country", say("{code} is not an ISO 3166 country code", code=country))
    return country

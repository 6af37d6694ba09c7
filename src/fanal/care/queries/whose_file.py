"""The person that a care file is about: its row says it in clear, its records say it sealed."""

from collections.abc import Iterable

from fanal.care.models import CareFile
from fanal.care.queries.pages import Read


def is_of_another(file: CareFile, read: Iterable[Read]) -> bool:
    """Whether somebody pointed the file at another person in the database."""
    hers = str(file.person_id)  # records of 0.2.0 and before do not say whose they are
    return any(content.get("person", hers) != hers for _row, content in read)

"""Which partners a form of a case offers, and in which order."""

from collections.abc import Callable

from fanal.accounts.models import User
from fanal.cases.models import Case

type PartnerChoices = tuple[str, list[tuple[str, str]]]  # what its partners are called, and each

# The never-tell list stands above the cases: the app that keeps it answers here.
BY_FIT: list[Callable[[Case, User], tuple[list[PartnerChoices], frozenset[str]]]] = []


def partners_by_fit(case: Case, user: User) -> list[PartnerChoices]:
    """Groups of choices, those found fit first. None is greyed: she may be asked of any."""
    return [group for ask in BY_FIT for group in ask(case, user)[0]]

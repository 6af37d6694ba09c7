"""What apps above the register know of the work of a partner: facts for its lead, no finding."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fanal.accounts.models import User
from fanal.partners import access
from fanal.partners.models import Partner


@dataclass(frozen=True)
class PartnerSignal:
    """A fact about the work of a partner. `people`: the code name and the address of each that the
    reader may open, and no other."""

    title: str
    words: str
    people: Sequence[tuple[str, str]] = ()


# Filled when the server starts, by the apps that know.
SIGNALS: list[Callable[[User, Partner], Iterable[PartnerSignal]]] = []
# Of what a reader knows already from cases of hers, so that this page is not calm beside them.
FROM_CASES: list[Callable[[User, Partner], Iterable[PartnerSignal]]] = []


def signals_of(user: User, partner: Partner) -> list[PartnerSignal]:
    """Return the signals for leads and the director; none for anybody else."""
    if not access.leads(user):
        return []
    return [one for read in SIGNALS for one in read(user, partner)]


def warnings_of(user: User, partner: Partner) -> list[PartnerSignal]:
    """Return the warnings for whoever reads the page: each source asks which cases are open to
    her."""
    return [one for read in FROM_CASES for one in read(user, partner)]

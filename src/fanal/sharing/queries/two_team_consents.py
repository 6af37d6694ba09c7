"""What she answered, asked whether both teams of a two-country file tell each other: by which team,
when and how, for both to read. Who she is and what she said stays in the file of who asked her."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.accounts.models import Team
from fanal.cases.forms.fields import PARTS
from fanal.cases.models import Case, Consent
from fanal.cases.queries.consent_validity import as_records, standing_of
from fanal.core.casework.consent import ConsentPurpose, ConsentState, GivenBy
from fanal.core.trust.vocabulary import DataClass
from fanal.sharing.actions.shared import RUNNING
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import as_agreed
from fanal.web.days_in_words import date_here
from fanal.web.words import translated


@dataclass(frozen=True)
class AskedOfBoth:
    """One answer: whose team asked, on which day, where it stands today. `of`: her code name, for
    who works on the case in which it stands, where it is about several people."""

    team: Team
    on: date
    state: ConsentState
    how: tuple[str, ...]
    of: str

    @property
    def stands(self) -> bool:
        return self.state.allows


def asked_of_both(ours: Side, other: Side) -> list[AskedOfBoth]:
    """Return the last answer of each person, of the other team's file first, as long as neither
    has ended the file: what she answers the other after that stays there."""
    runs = ours.shared.state in RUNNING
    theirs = asked_in(other.case, named=False) if other.case and runs and as_agreed(ours) else []
    return theirs + (asked_in(ours.case) if ours.case else [])


def asked_in(case: Case, *, named: bool = True) -> list[AskedOfBoth]:
    """Return the last answer of each person whom this case concerns."""
    last = _last_of_each(case)
    stands = standing_of(as_records(last.values()), timezone.localdate())
    named = named and len(last) > 1
    return [
        AskedOfBoth(
            case.team,
            row.on,
            stands[row.id],
            tuple(_how(row)),
            row.person.code_name if named else "",
        )
        for row in last.values()
    ]


def _last_of_each(case: Case) -> dict[UUID, Consent]:
    rows = case.consents.filter(person__in=case.concerned.order_by().values("person"))
    rows = rows.select_related("person", "giver").order_by("on", "id")
    return {row.person_id: row for row in rows if row.purpose == ConsentPurpose.BOTH_TEAMS}


def _how(row: Consent) -> Iterator[str]:
    """Yield what of the conversation can be told without a key: who answered, with whose help, of
    what, and until when."""
    yield translated(GivenBy(row.given_by).label)
    if row.assent is not None:
        yield _("the child agrees too") if row.assent else _("the child does not agree")
    if row.interpreter:
        yield _("with an interpreter")
    part = row.data_class
    yield translated(DataClass.EXISTENCE.label) if part == "existence" else str(dict(PARTS)[part])
    if row.withdrawn_on:
        yield _("taken back on {day}").format(day=date_here(row.withdrawn_on))
    elif row.until:
        yield _("valid until {day}").format(day=date_format(row.until))

"""When a colleague is away, as a lead agreed to it: for what is planned for a day ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.absences.models import StandIn
from fanal.accounts.models import User
from fanal.accounts.names import names_of_colleagues
from fanal.authority import genuine_rows
from fanal.core.words import Sentence, say


@dataclass(frozen=True)
class AgreedAbsence:
    """`who`: her name."""

    person: UUID
    who: str
    since: date
    until: date

    @property
    def sentence(self) -> Sentence:
        return say(
            "{who} is away from {since} until {until}, as was agreed.",
            who=self.who,
            since=self.since,
            until=self.until,
        )


def absences_between(first: date, last: date) -> dict[UUID, AgreedAbsence]:
    """Who is away on one of these days, by person: the absence that begins first. Without a
    question to the database."""
    found: dict[UUID, AgreedAbsence] = {}
    for absence in sorted(_agreed(), key=lambda absence: absence.since):
        if absence.since <= last and first <= absence.until:
            found.setdefault(absence.person, absence)
    return found


def absences_ahead() -> dict[UUID, AgreedAbsence]:
    """Who is away from today on, or will be: the next absence of each."""
    return absences_between(timezone.localdate(), date.max)


def named_with_absence(person: User, ahead: dict[UUID, AgreedAbsence]) -> str:
    """As a list of colleagues offers her: “Noi (away from 28 Nov until 3 Dec)”."""
    away = ahead.get(person.pk)
    if away is None:
        return str(person)
    days = [date_format(one, "MONTH_DAY_FORMAT") for one in (away.since, away.until)]
    return _("{who} (away from {since} until {until})").format(
        who=person, since=days[0], until=days[1]
    )


def _agreed() -> Iterator[AgreedAbsence]:
    names = names_of_colleagues()
    for row in genuine_rows.rows_of(StandIn):
        if row["agreed_on"]:
            since, until = (date.fromisoformat(str(row[name])) for name in ("since", "until"))
            away = UUID(str(row["away_id"]))
            yield AgreedAbsence(away, names.get(away, ""), since, until)

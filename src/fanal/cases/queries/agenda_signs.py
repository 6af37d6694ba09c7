"""The signs of life that are due: from whom, in which case, and at what hour."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.cases.models import Case, CasePerson
from fanal.cases.models.state import Stored
from fanal.cases.queries.agenda_asked import Asked, first_of_days, of_open_cases
from fanal.cases.queries.agenda_items import SIGN, AgendaItem
from fanal.cases.queries.at_risk import files_with_sign_due
from fanal.cases.queries.codes import WARNED_OF, stored_codes_of
from fanal.cases.queries.present import states_of
from fanal.core.casework.present import DangerState, worst
from fanal.database.sql import these
from fanal.people.models import Person
from fanal.web.days_in_words import day_of
from fanal.web.words import translated


class SignDue(NamedTuple):
    """A sign of life that is due: from whom, in the case in which she stood first, and what is
    stored of her, with the day."""

    person: UUID
    case: UUID
    stored: Stored


def signs_of_life(asked: Asked) -> list[AgendaItem]:
    return signs_of(asked, signs_due(asked))


def signs_due(asked: Asked) -> list[SignDue]:
    """Return the first signs due from the people of these cases, by the day that is stored."""
    due = files_with_sign_due(asked.today)
    links = of_open_cases(asked, CasePerson.objects.exclude(of_family=True))
    if asked.team:  # from the few who are awaited to their cases
        links = links.filter(person__in=these(due))
    first: dict[UUID, UUID] = {}  # the case in which each stood first
    for person, case in links.order_by("id").values_list("person", "case"):
        if person in due:
            first.setdefault(person, case)
    first_signs = _first_signs(asked, stored_codes_of(first)) if first else {}
    return [SignDue(who, first[who], stored) for who, stored in first_signs.items()]


def signs_of(asked: Asked, due: Collection[SignDue]) -> list[AgendaItem]:
    """Return these signs with their hours, where the reader may know them: of each all that was
    said is opened."""
    if not due:
        return []
    # Read by their ids, not by the rules once more.
    person_of = Person.objects.in_bulk([sign.person for sign in due])
    case_of = Case.objects.in_bulk({sign.case for sign in due})
    seen = states_of([sign.person for sign in due], asked.user, asked.ring, asked.now)
    return [
        replace(
            _sign(
                person_of[sign.person],
                sign.case,
                worst([sign.stored.code, seen[sign.person].code]),
                seen[sign.person].state.next_due or sign.stored.due,
            ),
            stands_in=asked.why_hers(case_of[sign.case].assignee_id),
        )
        for sign in due
    ]


def _first_signs(asked: Asked, signs: Mapping[UUID, Stored]) -> dict[UUID, Stored]:
    """Return the first signs that are due, by the day that is stored."""
    due = [(stored.due, str(who), who) for who, stored in signs.items() if stored.due]
    return {who: signs[who] for _day, _id, who in first_of_days(asked, SIGN, sorted(due))}


def _sign(person: Person, case: UUID, code: DangerState, due: datetime | date | None) -> AgendaItem:
    hour = timezone.localtime(due).time() if isinstance(due, datetime) else None
    return AgendaItem(
        SIGN,
        _("Sign of life: {who}").format(who=person.code_name),
        reverse("cases:case", args=[case]),
        due and day_of(due),
        hour.replace(second=0, microsecond=0) if hour else None,
        more=translated(code.sentence()),
        danger=code in WARNED_OF,
        do=reverse("cases:sign_of_life", args=[case, person.id]),
        hears=person.id,
    )

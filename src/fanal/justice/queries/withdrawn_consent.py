"""A yes that she took back, for her lawyer, who does not open what else was said to her worker."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Consent
from fanal.cases.queries.ask_whom import to_be_called
from fanal.cases.queries.consent_answers import said_to_each
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.consent import NO, OF_LAW, ConsentAnswer, ConsentPurpose
from fanal.core.roles import Permission
from fanal.database.sql import these
from fanal.justice import access
from fanal.web.days_in_words import relative_day
from fanal.web.words import translated

SHOWN = timedelta(days=14)


def taken_back_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return rows of the start page for two weeks, unless she said yes again since: also a yes
    after which she was asked anew and said no. Whoever works on the case wrote it down, or reads it
    there."""
    if not user.may(Permission.WORK_LEGAL) or user.may(Permission.WORK_CASES):
        return []
    today = timezone.localdate(now)
    rows = Consent.objects.filter(
        Q(withdrawn_on__gte=today - SHOWN) | Q(on__gte=today - SHOWN),
        case__in=these(access.legal_cases_for(user).values_list("id", flat=True)),
    )
    found = rows.select_related("case__team", "case__assignee", "person").order_by("id")
    # In order, so that the last of one purpose overwrites the others.
    last = {
        (ConsentPurpose(row.purpose), row.person_id): row
        for row in sorted(found, key=_since)
        if row.purpose in OF_LAW and (row.withdrawn_on or row.answer != ConsentAnswer.GIVEN)
    }
    said_yes = _said_yes(person for _purpose, person in last)
    noes = _noes([one for one in last if one in said_yes], today)
    return [_row(row, user, now) for one, row in last.items() if one in noes]


def _since(row: Consent) -> date:
    return row.withdrawn_on or row.on


def _said_yes(people: Iterable[UUID]) -> set[tuple[str, UUID]]:
    """Return to what each of them said yes once: a no alone takes nothing back."""
    rows = Consent.objects.filter(person__in=these(list(people))).order_by()
    return {(row.purpose, row.person_id) for row in rows if row.answer == ConsentAnswer.GIVEN}


def _noes(
    asked: Collection[tuple[ConsentPurpose, UUID]], today: date
) -> set[tuple[ConsentPurpose, UUID]]:
    """Return those of these where her answer is no today. In one query for a purpose."""
    people: dict[ConsentPurpose, list[UUID]] = defaultdict(list)
    for purpose, person in asked:
        people[purpose].append(person)
    return {
        (purpose, person)
        for purpose, whom in people.items()
        for person, state in said_to_each(purpose, whom, today).items()
        if state in NO
    }


def _row(row: Consent, user: User, now: datetime) -> TodayRow:
    purpose = translated(ConsentPurpose(row.purpose).sentence())
    return TodayRow(
        reverse("justice:case", args=[row.case_id]),
        _("She took her yes back: {what}").format(what=purpose),
        code=row.person.code_name,
        more=_("Do nothing more on it before you asked {who}.").format(
            who=to_be_called(row.case, reader=user)
        ),
        when=relative_day(_since(row), now.date()),
        icon="law",
        tone="care",
    )

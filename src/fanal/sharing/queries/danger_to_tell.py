"""What her case says of danger, for the other side of a two-country file: proposed to whoever warns
them."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import compartments_for, opened
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.present import states_in
from fanal.core.casework.answers import text_in
from fanal.core.casework.entries import entry_kind
from fanal.core.casework.statements import CaseStatement, StatementSource
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.ring import Ring
from fanal.sharing.queries.proposed_texts import ProposedText
from fanal.web.days_in_words import date_here, day_of
from fanal.web.words import translated

SAFETY = entry_kind("safety")
# Not to whom she can go: who learns of it could look for her there.
TOLD = ("dangers", "warning_signs")


def danger_in_case(case: Case, user: User, ring: Ring) -> ProposedText | None:
    """Return that she is in danger and what was written of it last. Nothing of a case of several
    people: their file is about all of them."""
    people = [concern.person_id for concern in case.concerned]
    if len(people) != 1 or NARRATIVE not in compartments_for(user, case):
        return None
    said = [*_danger(case, people[0], user, ring), *_last_written(case, ring)]
    if not said:
        return None
    opened(user, case, NARRATIVE, ring=ring)
    return ProposedText(
        "\n\n".join(said),
        _("From what the case says of danger: correct it, and take out names."),
    )


def _danger(case: Case, person: UUID, user: User, ring: Ring) -> Iterator[str]:
    state = states_in(case, user, ring)[person].state
    if not state.in_danger:
        return
    code = capfirst(translated(state.danger.sentence()))
    # The day itself: what is told is read much later.
    sources = [f"{_source(one)}, {date_here(day_of(one.said))}" for one in state.dangers]
    yield f"{code} ({' · '.join(sources)})" if sources else code


def _source(said: CaseStatement) -> str:
    """Return in which role it was said, and never the name of a relative; who wrote it down, where
    nobody else said it."""
    ours = said.source in (StatementSource.LEAD, StatementSource.NOT_SAID)
    return (said.by if ours else "") or translated(said.source.sentence())


def _last_written(case: Case, ring: Ring) -> Iterator[str]:
    """Yield the questions and answers of the last entry that this ring opens."""
    rows = CaseEntry.objects.of_kinds([case.id], SAFETY.code).order_by("-number")
    told = next((data for row in rows if (data := row.try_unseal(ring)) is not None), {})
    for field in SAFETY.fields:
        if field.name in TOLD and (words := text_in(told, field.name)):
            yield f"{translated(field.label)}\n{words}"

"""What the team or the worker before wrote for whoever has a case now, until it was read."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from fanal.cases.actions.tasks import HANDED_OVER, TAKEN_OVER
from fanal.cases.models import CaseEntry, Task
from fanal.cases.queries.story import WORDS_ALONG, StoryQuery, WordsAlong, told_by
from fanal.core.casework.answers import text_in
from fanal.core.casework.statements import CaseStatement
from fanal.web.days_in_words import day_of


def words_along(
    query: StoryQuery, tasks: Iterable[Task], proofs: Iterable[CaseStatement | None]
) -> list[WordsAlong]:
    """Return it while the task to read it is among the open `tasks`, the newest first. `proofs`:
    when each person was seen last; None of whom nobody saw."""
    open_ones = list(tasks)
    taken_over = any(task.title == str(TAKEN_OVER) for task in open_ones)
    of_the_team = told_by(WORDS_ALONG, query) if taken_over else []
    # Of one day a colleague wrote after the team before: who takes a case over gives it on.
    newest_first = [*reversed(_of_colleagues(query, open_ones)), *of_the_team]
    seen = [day_of(proof.said) if proof else date.min for proof in proofs]
    marked = [replace(one, past=bool(seen) and min(seen) > one.on) for one in newest_first]
    return sorted(marked, key=lambda one: one.on, reverse=True)


def _of_colleagues(query: StoryQuery, tasks: Iterable[Task]) -> list[WordsAlong]:
    notes = _notes(tasks)
    if not notes or not query.rights.works or query.case.closed:
        return []
    rows = CaseEntry.objects.filter(case=query.case, id__in=notes).select_related("made_by")
    told = [(row, row.try_unseal(query.ring)) for row in rows.order_by("number")]
    return [
        WordsAlong(text_in(data, "text"), str(row.made_by), row.made_on)
        for row, data in told
        if data
    ]


def _notes(tasks: Iterable[Task]) -> list[str]:
    """Return the ids of the notes that the tasks name."""
    said = [task.sentence for task in tasks if task.sentence]
    return [values["note"] for template, values in said if template == HANDED_OVER.template]

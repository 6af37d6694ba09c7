"""Writes: studies, their registration, and estimates that are frozen. Links: `links.py`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import unseen
from fanal.audit import actions as audit
from fanal.core.errors import BadInput
from fanal.core.libraries import own_errors
from fanal.core.words import say
from fanal.figures import queries, tables, worker
from fanal.figures.links import RecordedFact as RecordedFact
from fanal.figures.links import note_links as note_links
from fanal.figures.links import renew_where_changed as renew_where_changed
from fanal.figures.models import Snapshot, SnapshotContent, Study, UploadedTable
from fanal.figures.queries import Given
from fanal.figures.tables import ColumnRole
from unseen import Counted

if TYPE_CHECKING:
    from fanal.accounts.models import User
    from unseen import Sheet  # needs numpy: loaded when it is used

ACTS = {
    "figures.uploaded": _("{who} uploaded a table for an estimate"),
    "figures.linked": _("{who} coded which sources know whom"),
    "figures.study": _("{who} defined lists for an estimate ({about})"),
    "figures.registered": _("{who} fixed the choices of an estimate beforehand ({about})"),
    "figures.estimated": _("{who} made an estimate ({about})"),
    "figures.publishing_asked": _("{who} asked for a second person about an estimate ({about})"),
    "figures.published": _(
        "{who} agreed, as second person, that an estimate is published ({about})"
    ),
    "figures.withdrawn": _(
        "{who} agreed, as second person, that an estimate is withdrawn ({about})"
    ),
    "figures.publishing_not_agreed": _(
        "{who} did not agree to what was asked about an estimate ({about})"
    ),
}


COUNTING, RECKONING, SAVING = 1, 2, 3  # the steps of an estimate
type AtStep = Callable[[int], object]


def unseen_step(_step: int) -> None:
    """Do nothing, where nobody waits at a page."""


@transaction.atomic
def define(
    *,
    title: str,
    who_counts: str,
    begins: date,
    ends: date,
    lists: dict[str, list[str]],
    choices: Given,
    by: User,
    area: str = "",
) -> Study:
    """Define a study. Raises BadInput for a period that is not of whole months, or choices that
    make no sense."""
    _check_months(begins, ends)
    _check_lists(lists)
    _check_choices(choices, len(lists))
    study = Study.objects.create(
        title=title,
        who_counts=who_counts,
        area=area,
        begins=begins,
        ends=ends,
        lists=lists,
        choices=choices,
        by=by,
    )
    audit.record(act="figures.study", by=by, about=study.id)
    return study


def _check_months(begins: date, ends: date) -> None:
    _check_order(begins, ends)
    # A link knows its month alone: of other days the number would be of people whom it left out.
    if begins.day != 1:
        raise BadInput("begins", say("Lists count whole months: the first day of one is needed."))
    if (ends + timedelta(days=1)).day != 1:
        raise BadInput("ends", say("Lists count whole months: the last day of one is needed."))


def _check_order(begins: date, ends: date) -> None:
    if ends < begins:
        raise BadInput("ends", say("This day is before the first one."))


def _check_lists(lists: dict[str, list[str]]) -> None:
    used = [source for sources in lists.values() for source in sources]
    if len(lists) < 2:
        raise BadInput("lists", say("An overlap needs at least two lists."))
    # A source on two lists would be an overlap of the list with itself: the estimate would come
    # out too low.
    if len(used) != len(set(used)):
        raise BadInput("lists", say("A source can be on one list only."))


@transaction.atomic
def register(*, study: Study, by: User) -> None:
    """Fix lists and choices. From here on a number may be shown; nothing of the study changes."""
    # Locked: choices are fixed once, by the first who fixes them.
    study = Study.objects.select_for_update().get(id=study.id)
    if study.registered_on is not None:
        return
    study.registered_on, study.registered_by = timezone.localdate(), by
    study.save(update_fields=["registered_on", "registered_by"])
    audit.record(act="figures.registered", by=by, about=study.id)


@transaction.atomic
def upload(*, sheet: Sheet, name: str, by: User) -> UploadedTable:
    """Keep a table until its columns are chosen; one that she uploaded before goes."""
    # The upload may hold names; two of them would be one that nobody comes back to.
    UploadedTable.objects.filter(by=by).delete()
    content = {"title": sheet.title, "heading": sheet.heading, "rows": sheet.rows}
    table = UploadedTable.objects.create(
        name=name, content=json.dumps(content, ensure_ascii=False), day=timezone.localdate(), by=by
    )
    audit.record(act="figures.uploaded", by=by)
    return table


def forget_tables(before: date) -> int:
    """Delete the tables uploaded before this day whose columns nobody chose; how many went."""
    return UploadedTable.objects.filter(day__lt=before).delete()[0]


@transaction.atomic
def define_from_table(
    *,
    table: UploadedTable,
    roles: dict[str, ColumnRole],
    title: str,
    who_counts: str,
    begins: date,
    ends: date,
    choices: Given,
    by: User,
    area: str = "",
) -> Study:
    """Keep the counts of the columns that were chosen, and delete the table.

    Raises BadInput, which names line and column for a cell that cannot be read.
    """
    _check_order(begins, ends)
    counted = tables.chosen(queries.sheet_of(table), roles, table.name)
    _check_choices(choices, len(counted.lists))
    study = Study.objects.create(
        title=title,
        who_counts=who_counts,
        area=area,
        begins=begins,
        ends=ends,
        # No sources: such a study is no tracer of our own lists, and is compared with none of
        # their estimates.
        lists={name: [] for name in counted.lists},
        from_table=True,
        table=counted.to_json(),
        choices=choices,
        by=by,
    )
    # Of the table only the counts of the chosen columns stay.
    table.delete()
    audit.record(act="figures.study", by=by, about=study.id)
    return study


def checked(study: Study, choices: Given | None) -> Given:
    """The choices to estimate with. Raises BadInput before the study is registered, and for choices
    that make no sense."""
    # Pre-registration: whoever sees a number first can choose the method that gives the one she
    # likes.
    if study.registered_on is None:
        raise BadInput("", say("Fix the choices first; the number is shown after that."))
    given = study.choices if choices is None else choices
    _check_choices(given, len(study.lists))
    return given


def estimate(
    *, study: Study, by: User, choices: Given | None = None, at_step: AtStep = unseen_step
) -> Snapshot:
    """Work out the number and freeze it. The same counts and choices give the same snapshot.
    `at_step` is told how far it is.

    Raises BadInput as `checked` does, for links that make no lists, and for lists too near to those
    of another estimate; Refused where the process that works it out took too long or died.
    """
    given = checked(study, choices)
    if study.from_table:
        return estimate_table(study, given, by, at_step)
    counted = queries.counted_for(study)
    # Looked up before anything is worked out: an estimate takes minutes, and the same question has
    # one answer.
    mark = queries.fingerprint(queries.table_of(counted, study), given)
    known = study.snapshots.filter(fingerprint=mark).first()
    return known or freeze(study, counted, given, mark, by, at_step)


def estimate_table(study: Study, given: Given, by: User, at_step: AtStep) -> Snapshot:
    """An uploaded table is whole in itself: it is compared with no other estimate."""
    table = queries.uploaded(study)
    mark = queries.fingerprint_of_table(table, given)
    known = study.snapshots.filter(fingerprint=mark).first()
    if known:
        return known
    content: SnapshotContent = {"kind": table.kind, "choices": given, "edition": queries.EDITION}
    at_step(RECKONING)
    if table.kind == "lists":
        lists = table.all_lists()
        choices, method = queries.choices_of(given), str(queries.complete(given)["method"])
        content |= {"names": lists.names, "counts": sorted(lists.counts.items())}
        content |= worker.estimated(lists, choices, method)
    else:
        content |= worker.estimated_table(table, queries.complete(given))
    with transaction.atomic():
        at_step(SAVING)
        return kept(study, mark, content, {}, given, by)


def freeze(
    study: Study, counted: Counted, given: Given, mark: str, by: User, at_step: AtStep = unseen_step
) -> Snapshot:
    """The slow work is done before the transaction opens: somebody who asked for the same meanwhile
    gets what was kept first, and who asked for what is too near to it is refused.
    """
    choices, method = queries.choices_of(given), str(queries.complete(given)["method"])
    table = queries.table_of(counted, study)
    content: SnapshotContent = {
        "names": table.names,
        "counts": sorted(table.counts.items()),
        "choices": given,
    }
    content["edition"] = queries.EDITION
    at_step(RECKONING)
    content |= worker.estimated(table, choices, method)
    with transaction.atomic():
        at_step(SAVING)
        # Without the lock two estimates made at once could each be far from all others, and near
        # to one another.
        list(Study.objects.select_for_update().order_by("id").values_list("id"))  # one at a time
        queries.must_stand_apart(study, counted)
        return kept(study, mark, content, counted.people, given, by)


def kept(
    study: Study,
    mark: str,
    content: SnapshotContent,
    people: Mapping[str, int],
    given: Given,
    by: User,
) -> Snapshot:
    snapshot, is_first = Snapshot.objects.get_or_create(
        study=study,
        fingerprint=mark,
        defaults={
            "day": timezone.localdate(),
            "by": by,
            # Pre-registration is only worth something where a later choice can be told from the
            # first.
            "as_registered": queries.complete(given) == queries.complete(study.choices),
            "content": json.dumps(content, ensure_ascii=False),
            "people": json.dumps(people) if people else "",
        },
    )
    # Two who asked at the same time share one snapshot, which the journal names once.
    if is_first:
        audit.record(act="figures.estimated", by=by, about=snapshot.id)
    return snapshot


def _check_choices(given: Given, lists: int) -> None:
    """Raise BadInput for what the chosen method cannot do."""
    choices, method = queries.choices_of(given), str(queries.complete(given)["method"])
    with own_errors():
        unseen.check_method(method, lists, choices.order)

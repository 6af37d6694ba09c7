"""Writes: links, studies, their registration, and estimates that are frozen."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.audit import actions as audit
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.figures import queries, worker
from fanal.figures.models import CodedLink, Snapshot, Study
from fanal.server_key import derived
from unseen import Counted

ACTS = {
    "figures.linked": _("{who} coded which sources know whom"),
    "figures.study": _("{who} defined lists for an estimate ({about})"),
    "figures.registered": _("{who} fixed the choices of an estimate beforehand ({about})"),
    "figures.estimated": _("{who} made an estimate ({about})"),
}


class RecordedFact(NamedTuple):
    """A person is known to a source: her id, the source, when, where, and what she counts as."""

    person: UUID
    source: str
    month: date
    area: str
    counts_as: str


@transaction.atomic
def note_links(*, links: Iterable[RecordedFact], by: Any) -> int:
    """Keep links, each with the person's id replaced by a keyed digest. Returns how many."""
    rows = [CodedLink(month=one.month.replace(day=1), fact=coded(one)) for one in links]
    CodedLink.objects.bulk_create(rows)
    audit.record(act="figures.linked", by=by, detail={"links": len(rows)})
    return len(rows)


@transaction.atomic
def renew_own(links: Iterable[RecordedFact]) -> int:
    """Make the links of our own files equal to `links`: new ones are added, those that no longer
    hold are deleted. Returns how many changed; the journal is written only if any did.
    """
    wanted = {(one.month.replace(day=1), coded(one)) for one in links}
    stale = []
    for link in CodedLink.objects.filter(own=True).order_by("month", "id"):
        if (link.month, link.fact) in wanted:
            wanted.remove((link.month, link.fact))
        else:
            stale.append(link.id)
    CodedLink.objects.filter(id__in=stale).delete()
    new = [CodedLink(month=month, fact=fact, own=True) for month, fact in sorted(wanted)]
    CodedLink.objects.bulk_create(new)
    if new or stale:
        audit.record(
            act="figures.linked", by=None, detail={"links": len(new), "deleted": len(stale)}
        )
    return len(new) + len(stale)


def coded(one: RecordedFact) -> str:
    pseudonym = hmac.new(derived("figures"), one.person.bytes, "sha256").hexdigest()
    fact = {"pseudonym": pseudonym, "source": one.source, "area": one.area}
    return json.dumps(fact | {"counts_as": one.counts_as})


@transaction.atomic
def define(
    *,
    title: str,
    who_counts: str,
    begins: date,
    ends: date,
    lists: dict[str, list[str]],
    choices: dict[str, Any],
    by: Any,
    area: str = "",
) -> Study:
    """Raises BadInput for a period that ends before it begins, or choices that make no sense."""
    if ends < begins:
        raise BadInput("ends", say("This day is before the first one."))
    used = [source for sources in lists.values() for source in sources]
    if len(lists) < 2:
        raise BadInput("lists", say("An overlap needs at least two lists."))
    if len(used) != len(set(used)):
        raise BadInput("lists", say("A source can be on one list only."))
    queries.check_choices(choices, len(lists))
    study = Study.objects.create(
        title=title, who_counts=who_counts, area=area, begins=begins, ends=ends, lists=lists,
        choices=choices, by=by,
    )  # fmt: skip
    audit.record(act="figures.study", by=by, about=study.id)
    return study


@transaction.atomic
def register(*, study: Study, by: Any) -> None:
    """Fix lists and choices. From here on a number may be shown; nothing of the study changes."""
    study = Study.objects.select_for_update().get(id=study.id)
    if study.registered_on is not None:
        return
    study.registered_on, study.registered_by = timezone.localdate(), by
    study.save(update_fields=["registered_on", "registered_by"])
    audit.record(act="figures.registered", by=by, about=study.id)


def estimate(*, study: Study, by: Any, choices: dict[str, Any] | None = None) -> Snapshot:
    """Work out the number and freeze it. The same counts and choices give the same snapshot.

    Raises BadInput before the study is registered, for links that make no lists, and for lists too
    near to those of another estimate; Refused where the process that works it out took too long or
    died.
    """
    if study.registered_on is None:
        raise BadInput("", say("Fix the choices first; the number is shown after that."))
    given = study.choices if choices is None else choices
    queries.check_choices(given, len(study.lists))
    counted = queries.counted_for(study)
    mark = queries.fingerprint(queries.table_of(counted, study), given)
    known = study.snapshots.filter(fingerprint=mark).first()
    return known or freeze(study, counted, given, mark, by)


def freeze(study: Study, counted: Counted, given: dict[str, Any], mark: str, by: Any) -> Snapshot:
    """The slow work is done before the transaction opens: somebody who asked for the same meanwhile
    gets what was kept first, and who asked for what is too near to it is refused.
    """
    choices, method = queries.choices_of(given), queries.complete(given)["method"]
    table = queries.table_of(counted, study)
    content = {"names": table.names, "counts": sorted(table.counts.items()), "choices": given}
    content["edition"] = queries.EDITION
    content |= worker.estimated(table, choices, method)
    as_registered = queries.complete(given) == queries.complete(study.choices)
    with transaction.atomic():
        list(Study.objects.select_for_update().order_by("id").values_list("id"))  # one at a time
        queries.must_stand_apart(study, counted)
        snapshot, is_first = Snapshot.objects.get_or_create(
            study=study,
            fingerprint=mark,
            defaults={
                "day": timezone.localdate(), "by": by, "as_registered": as_registered,
                "content": json.dumps(content, ensure_ascii=False),
                "people": json.dumps(counted.people),
            },
        )  # fmt: skip
        if is_first:
            audit.record(act="figures.estimated", by=by, about=snapshot.id)
    return snapshot

"""Communities, and what somebody saw that they can do by themselves."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import long_text, short_text, short_texts
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Conflict
from fanal.core.prevention.capacity import CapacityLook, check_look
from fanal.core.prevention.codes import CommunityKind, CommunityState
from fanal.core.words import say
from fanal.database.sql import next_number
from fanal.partners.models import Area
from fanal.prevention.models import CapacityFact, Community

TEXTS = ("name", "invited_by", "languages")


@transaction.atomic
def add_community(
    *, area: Area | None, answers: Mapping[str, object], by: User, on: date | None = None
) -> Community:
    """Add a community. Raises `BadInput` naming the question."""
    row = Community(
        area=_must_have(area),
        told=_checked_texts(answers),
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    row.ended = row.stands is CommunityState.ENDED
    row.save(force_insert=True)
    audit.record(act="prevention.community", by=by)
    return row


@transaction.atomic
def change_community(
    *,
    community: Community,
    area: Area | None,
    answers: Mapping[str, object],
    by: User,
    version: int,
) -> None:
    """Change a community as it was at `version`. Raises `Conflict`; `BadInput` naming the
    question."""
    community.area, community.told = _must_have(area), _checked_texts(answers)
    community.ended = community.stands is CommunityState.ENDED
    try:
        community.save_if_version(version)
    except Conflict as met:
        yours, theirs = (_answers_of(row) for row in (met.yours, met.theirs))
        # The answers alone: the page shows both, and knows nothing of columns.
        raise Conflict(yours, theirs, met.version) from None
    audit.record(act="prevention.community", by=by)


@transaction.atomic
def add_look(
    *, community: Community, look: CapacityLook, by: User, today: date | None = None
) -> CapacityFact:
    """Add what was found today. An earlier look stays as it was. Raises `BadInput`."""
    check_look(look, today or timezone.localdate())
    rows = CapacityFact.objects.filter(community=community)
    number = next_number(rows, Community.objects.filter(pk=community.pk))
    coded = {
        "kind": look.kind,
        "answer": look.answer,
        "evidence": short_text("evidence", look.evidence),
    }
    fact = CapacityFact.objects.create(
        community=community, number=number, seen_on=look.seen_on, coded=coded, made_by=by
    )
    audit.record(act="prevention.looked", by=by)
    return fact


def _must_have(area: Area | None) -> Area:
    if area is None:
        raise BadInput("area", say("say in which area it lies"))
    return area


def _checked_texts(values: Mapping[str, object]) -> dict[str, str]:
    texts = short_texts(TEXTS, values)
    if not texts["name"]:
        # A household is a family: of a community nothing is kept that points at one.
        raise BadInput("name", say("say what it is called: a village or a school, no household"))
    for name, codes in (("kind", CommunityKind), ("state", CommunityState)):
        code = str(values.get(name) or "")
        check_code(name, code, codes)
        texts[name] = code
    return texts | {"way": long_text("way", str(values.get("way") or ""))}


def _answers_of(row: Mapping[str, object]) -> dict[str, object]:
    answers = row["told"]
    return dict(answers) if isinstance(answers, Mapping) else {}

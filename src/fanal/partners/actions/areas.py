"""Areas and their reforms."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.partners.models import Area, AreaSuccession
from fanal.partners.starting_set import StartingArea, starting_areas


@transaction.atomic
def add_area(
    *,
    code: str,
    name: str,
    kind: str,
    by: User,
    within: Area | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    overlaps: Iterable[Area] = (),
) -> Area:
    """Add an area.

    `overlaps`: areas it lies beside in the tree, and on the ground in or over: what danger is known
    there is danger here, as after a reform. Raises `BadInput` for a code twice.
    """
    if Area.objects.filter(code=code).exists():
        raise BadInput("code", say("{code} is known already", code=code))
    area = Area.objects.create(
        code=code,
        name=name,
        kind=kind,
        within=within,
        valid_from=valid_from,
        valid_until=valid_until,
        latitude=latitude,
        longitude=longitude,
    )
    AreaSuccession.objects.bulk_create(
        [AreaSuccession(from_area=other, to_area=area) for other in overlaps]
    )
    audit.record(act="partner.area", by=by, about=area.id)
    return area


@transaction.atomic
def add_starting_areas(
    *, codes: Iterable[str], by: User, overlaps: Mapping[str, Iterable[Area]] | None = None
) -> list[Area]:
    """Add several of the starting set at once, each with the country it lies in.

    Those that are on file already stay as they are. `overlaps`, by code, as for `add_area`. Raises
    `BadInput` for a code that the set has not.
    """
    listed, made = starting_areas(), []
    wanted = list(dict.fromkeys(codes))
    if unknown := [one for one in wanted if one not in listed]:
        raise BadInput("codes", say("{code} is not in the starting set", code=unknown[0]))
    # The countries first: without what it lies in, a danger of the whole country would not reach
    # the province.
    around = [listed[one].within for one in wanted if listed[one].within]
    for code in dict.fromkeys([*around, *wanted]):
        if not Area.objects.filter(code=code).exists():
            made.append(_add(listed[code], by, (overlaps or {}).get(code, ())))
    return made


def _add(one: StartingArea, by: User, overlaps: Iterable[Area]) -> Area:
    return add_area(
        code=one.code,
        name=one.name,
        kind=one.kind,
        latitude=one.latitude,
        longitude=one.longitude,
        within=Area.objects.filter(code=one.within).first(),
        overlaps=overlaps,
        by=by,
    )


@transaction.atomic
def reform(*, area: Area, into: Iterable[Area], on: date, by: User | None) -> None:
    """Put `into` in the place of `area` from `on`. Danger follows; trust does not.

    Without `into` the area is closed from that day: a crossing that nobody may use.
    """
    successors = list(into)
    check_reform(area, successors)
    # Closed and never deleted: findings of before name it, and danger follows from it into what
    # replaced it.
    area.valid_until = on - timedelta(days=1)
    area.save(update_fields=["valid_until"])
    # Of a new area it was asked whether it lies over a part of this one: danger follows already.
    known = set(AreaSuccession.objects.filter(from_area=area).values_list("to_area", flat=True))
    AreaSuccession.objects.bulk_create(
        [AreaSuccession(from_area=area, to_area=one) for one in successors if one.pk not in known]
    )
    audit.record(act="partner.area", by=by, about=area.id)


def check_reform(area: Area, successors: Collection[Area]) -> None:
    """Raise `BadInput` for a reform that cannot be."""
    if area.valid_until is not None:
        raise BadInput("on", say("This area was closed or replaced already."))
    if area in successors or any(successor.valid_until for successor in successors):
        raise BadInput("into", say("An area is replaced by others that are valid."))

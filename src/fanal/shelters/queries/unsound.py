"""Stays that somebody changed by hand in the database, and what their steps say of them.

Every step is sealed for its stay: whoever writes to the database ends a stay by its columns, and
adds no step that says so.
"""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from django.db import IntegrityError, models, transaction

from fanal.authority import completeness, findings, reading
from fanal.authority.attested import as_before
from fanal.authority.models import RowFinding
from fanal.authority.tables import table
from fanal.core.errors import BadInput
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.shelters.stays import StayNow, StayState, StayStep, stands
from fanal.database.sql import db_uuid, placeholders
from fanal.keys.models import Folder
from fanal.keys.queries import teams_of_folders
from fanal.sealed import substitutes
from fanal.sealed.columns import as_written, opens
from fanal.shelters.models import Incident, Shelter, ShelterStay

type Stays = models.QuerySet[ShelterStay]
type Incidents = models.QuerySet[Incident]


def put_back(shelters: Collection[UUID]) -> list[ShelterStay]:
    """Make each stay of these that was changed by hand what its steps say; where they cannot be
    read she is here. Return who of them is there, whether her row could be put back or not."""
    if not shelters:
        return []
    ids, marks = db_uuid(shelters), placeholders(shelters)
    # also one that was moved to another shelter: the folder says whose it was
    also = f"WHERE w.shelter_id IN ({marks}) OR w.folder IN ({marks})"
    changed = reading.keys_not_genuine(ShelterStay, also, [*ids, *ids])
    rows = ShelterStay.objects.filter(pk__in=changed) if changed else ()
    replayed_rows = [(row, _state_by_steps(row)) for row in rows]
    for row, now in replayed_rows:
        _put_back(row, now)
    return [row for row, now in replayed_rows if now.over is None and now.since is not None]


def put_back_everywhere() -> None:
    """Do the same for every shelter, for shelters themselves, and for incidents; what is gone is
    kept as found. For the sweep: pages that add up many shelters read what it left."""
    put_back(list(Shelter.objects.values_list("id", flat=True)))
    put_back_shelters()
    completeness.is_whole(ShelterStay)
    name_lost_steps()
    forget_readings_by_hand()
    completeness.is_whole(Incident)


def put_back_shelters() -> None:
    """Open again a shelter that somebody closed by hand while people sleep there: nobody would
    count them. Give one that was pointed at another team to the team of its folder; of one that is
    gone nothing can be put back: it is named."""
    shelters = dict(Shelter.objects.order_by().values_list("id", "team"))
    sleep_there = ShelterStay.objects.filter(over_on=None).order_by().values("shelter")
    closed = Shelter.objects.exclude(closed_on=None).filter(id__in=sleep_there).order_by()
    for id in closed.values_list("id", flat=True):
        _put_back_shelter(id, closed_on=None)
    for id, team in teams_of_folders(shelters).items():
        if shelters[id] != team:
            _put_back_shelter(id, team=team)
    _name_those_that_are_gone()


def _name_those_that_are_gone() -> None:
    """Name the shelters that are gone. Asked of both tables at once: one that is opened just now is
    in both. Named once: two people who looked would else find it again with each sweep."""
    folders = Folder.objects.filter(kind="shelter").order_by()
    folders = folders.exclude(id__in=Shelter.objects.order_by().values("id"))
    _note_missing(Shelter, {folder.id.hex for folder in reading.rows_that_count(folders)})


def _note_missing(model: type[models.Model], ids: Collection[str]) -> None:
    """Note those as missing of which it was not said before."""
    known = RowFinding.objects.filter(table=table(model), row__in=ids, why=findings.MISSING)
    for id in {*ids}.difference(known.values_list("row", flat=True)):
        findings.noted(table(model), id, findings.MISSING)


def _put_back_shelter(id: UUID, **columns: object) -> None:
    findings.noted(table(Shelter), id.hex, findings.ALTERED)
    Shelter.objects.filter(id=id).update(**columns, version=models.F("version") + 1)


def any_changed() -> bool:
    """Whether a stay of any shelter was changed or is gone, and two people have not looked since:
    whoever counts then counts who is in the shelter, not who is on the list."""
    return RowFinding.objects.filter(table=table(ShelterStay), settled=None).exists()


def can_be_saved(stay: ShelterStay) -> bool:
    return as_before(ShelterStay) or reading.row_counts(stay)


def _state_by_steps(row: ShelterStay) -> StayNow:
    try:
        with substitutes.without():  # with every step, or with none
            state = stands(replayed(row))
    except (BrokenSeal, BadInput):  # of steps that are gone, what is left may not follow
        state = StayNow()
    return state if state.state else StayNow(StayState.HERE, since=row.since or row.made_on)


def _put_back(row: ShelterStay, now: StayNow) -> None:
    """Write the state into the row. Where another sleeps in her bed by now, or she elsewhere, it
    stays as it is."""
    replayed_values = {"state": str(now.state), "since": now.since, "over_on": now.over}
    other = {
        name: value for name, value in replayed_values.items() if not _column_says(row, name, value)
    }
    if not other:
        return
    for name, value in other.items():
        setattr(row, name, value)
    # Not by the rows' own `update`, which leaves alone what is not genuine.
    rows: Stays = models.QuerySet(ShelterStay).filter(pk=row.pk)
    with suppress(IntegrityError), transaction.atomic():
        rows.update(**as_written(row, other))


def _column_says(row: ShelterStay, name: str, value: object) -> bool:
    return opens(row, name) and bool(getattr(row, name) == value)


def forget_readings_by_hand(shelter: Shelter | None = None) -> None:
    """Forget who read what somebody changed by hand in the database: nobody did."""
    also, ids = "WHERE w.read_on IS NOT NULL", db_uuid([shelter.id] if shelter else [])
    changed = reading.keys_not_genuine(
        Incident, f"{also} AND w.shelter_id = %s" if shelter else also, ids
    )
    if changed:
        rows: Incidents = models.QuerySet(Incident).filter(pk__in=changed)
        rows.update(read_on=None, read_by=None)


# The steps of a stay, as the rules read them.
def replayed(stay: ShelterStay) -> list[StayStep]:
    """Return the steps in their order; a stay that is just being made has none."""
    return [step.step() for step in stay.steps.all().order_by("number")]


def lacks_steps(stay: ShelterStay) -> bool:
    """Whether somebody deleted or changed one of its steps in the database: they leave a gap, or
    come to something else than what the stay says. Of fetched steps without a question."""
    rows = sorted(stay.steps.all(), key=lambda row: row.number)
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        return True
    try:
        return stands(row.step() for row in rows) != as_stored(stay)
    except (BrokenSeal, BadInput):
        return True


def as_stored(stay: ShelterStay) -> StayNow:
    """Return what the stay itself says."""
    return StayNow(stay.stands, str(stay.bed_id), stay.since, stay.over_on)


def name_lost_steps() -> None:
    """Report each running stay that lacks steps; once two people have looked, on its own pages
    alone."""
    running = ShelterStay.objects.filter(over_on=None).prefetch_related("steps")
    _note_missing(ShelterStay, {row.id.hex for row in running if lacks_steps(row)})

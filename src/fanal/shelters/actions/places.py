"""A shelter, its beds, and who works there."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.shelters.kinds import BedKind, ShelterKind
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.actions import create_folder, revoke
from fanal.keys.ring import Ring
from fanal.partners.models import Area
from fanal.shelters.actions.asking import close_to, held_open, let_read, open_to
from fanal.shelters.models import Bed, Shelter

MOST_BEDS = 60


@transaction.atomic
def open_shelter(
    *,
    team: Team,
    area: Area | None,
    answers: Mapping[str, object],
    by: User,
    ring: Ring,
    on: date | None = None,
) -> Shelter:
    """Open a shelter of this team, with its own keys. Raises BadInput naming the question."""
    shelter = Shelter(
        id=uuid4(),
        team=team,
        area=area,
        told=_checked_answers(answers),
        made_by=by,
        opened_on=on or timezone.localdate(),
    )
    create_folder(folder=shelter.id, kind="shelter", team=team, by=by, ring=ring)
    shelter.save(force_insert=True)
    audit.record(act="shelters.opened", by=by, about=shelter.id)
    return shelter


@transaction.atomic
def change_shelter(
    *, shelter: Shelter, area: Area | None, answers: Mapping[str, object], version: int, by: User
) -> None:
    """Change what is known of a shelter. Raises Conflict; BadInput naming the question."""
    # Merged: rules, inspections and keys of the door stand in the same column.
    shelter.area, shelter.told = area, shelter.told | _checked_answers(answers)
    shelter.save_if_version(version)
    audit.record(act="shelters.changed", by=by, about=shelter.id)


def _checked_answers(values: Mapping[str, object]) -> dict[str, object]:
    name = short_text("name", str(values.get("name", "")), needed=say("give it a code name"))
    kind = str(values.get("kind", ""))
    check_code("kind", kind, ShelterKind)
    restricted = bool(values.get("restricted"))
    why, order = (
        long_text(name_of_text, str(values.get(name_of_text) or ""))
        for name_of_text in ("why", "order")
    )
    # A shelter that residents may not leave deprives them of their liberty: that takes a reason and
    # an order which others can look at.
    if restricted and not (why and order):
        empty = "why" if not why else "order"
        raise BadInput(
            empty, say("a shelter that is not open says why, and by which order of which body")
        )
    per_staff = values.get("per_staff")
    if per_staff is not None and not (isinstance(per_staff, int) and 0 < per_staff <= MOST_BEDS):
        raise BadInput("per_staff", say("from 1 to {n}", n=MOST_BEDS))
    answers = {"name": name, "kind": kind, "restricted": restricted, "why": why, "order": order}
    answers |= {"per_staff": per_staff}
    # Where a shelter stands is in no column of ours: a seized server must lead nobody to its door.
    for field in ("name", "why", "order"):
        check_no_place(field, str(answers[field]))
    return answers


@transaction.atomic
def add_beds(
    *, shelter: Shelter, kind: str, room: str, how_many: int, by: User, on: date | None = None
) -> list[Bed]:
    """Add several beds of one room. Raises BadInput naming the question."""
    needed = say("say in which room they stand")
    room = check_no_place("room", short_text("room", room, needed=needed))
    check_code("kind", kind, BedKind)
    if not 0 < how_many <= MOST_BEDS:
        raise BadInput("how_many", say("from 1 to {n}", n=MOST_BEDS))
    held_open(shelter)
    # Also of beds that are gone: a number is given once, so that the steps of earlier stays still
    # name one bed.
    last = Bed.objects.filter(shelter=shelter).aggregate(last=Max("number"))["last"] or 0
    rows = [
        Bed(
            shelter=shelter,
            kind=kind,
            label=f"{room}.{last + n}",
            number=last + n,
            since=on or timezone.localdate(),
        )
        for n in range(1, how_many + 1)
    ]
    Bed.objects.bulk_create(rows)
    audit.record(act="shelters.beds", by=by, about=shelter.id, detail={"beds": how_many})
    return rows


@transaction.atomic
def end_bed(*, bed: Bed, by: User, on: date | None = None) -> None:
    """End a bed that is there no more. Raises Refused while somebody has it."""
    # Held, so that nobody is given the bed between the question and the answer.
    locked = Bed.objects.select_for_update().get(pk=bed.pk)
    if locked.stays.filter(over_on=None).exists():
        raise Refused(say("Somebody sleeps in this bed: give her another one first."))
    locked.ended_on = on or timezone.localdate()
    locked.save(update_fields=["ended_on"])
    audit.record(act="shelters.bed_ended", by=by, about=locked.shelter_id)


@transaction.atomic
def let_in(
    *, shelter: Shelter, staff: Iterable[User], by: User, ring: Ring, until: date | None = None
) -> None:
    """Let colleagues read and write the book of this shelter, and nothing of a case; until the end
    of a day, where they stand in for somebody."""
    staff = list(staff)
    for colleague in staff:
        let_read(shelter.id, [(colleague, until)], by, ring)
        detail = {"to": str(colleague.pk)}
        audit.record(act="shelters.let_in", by=by, about=shelter.id, detail=detail)
    # Requests and their places have keys of their own, by name: without this she would find
    # residents of whom she reads nothing.
    open_to(shelter, staff, by, ring, until)


@transaction.atomic
def let_go(*, shelter: Shelter, one: User, by: User) -> None:
    """Take the key of the book from a colleague who works there no more."""
    revoke(folder=shelter.id, to=one, by=by, compartments=[NARRATIVE])
    close_to(shelter, one, by)
    audit.record(act="shelters.let_go", by=by, about=shelter.id, detail={"to": str(one.pk)})


# What a shelter is held to: its rules, by version.
@transaction.atomic
def write_rules(*, shelter: Shelter, words: str, version: int, by: User) -> None:
    """Write a new version of the rules: whoever lives there is asked anew. The same words are no
    new version. Raises Conflict; BadInput without words."""
    needed = say("write the rules as they are explained")
    text = check_no_place("words", long_text("words", words, needed=needed))
    # A new version asks everybody who lives there anew, so a press of the button alone makes none.
    if text == shelter.rules_text:
        return
    shelter.told = shelter.told | {
        "rules": shelter.rules_version + 1,
        "rules_on": timezone.localdate().isoformat(),
        "rules_text": text,
    }
    shelter.save_if_version(version)
    audit.record(act="shelters.rules", by=by, about=shelter.id)

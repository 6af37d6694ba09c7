"""The words of an incident: under the keys of who reported it, who was told, and the direction."""

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.colleagues import access
from fanal.colleagues.helper_access import team_beside
from fanal.colleagues.models import IncidentWords, SecurityIncident
from fanal.keys.actions import create_folder
from fanal.keys.queries import teams_of_folders
from fanal.keys.ring import Ring

FOLDER = "incident"


def folder_of(incident: SecurityIncident, ring: Ring | None = None) -> Ring:
    """A ring that can seal into it: its folder is made with the first word."""
    if ring is not None and incident.pk in teams_of_folders([incident.pk]):
        return ring
    user_ids = incident.notices.values_list("to", flat=True)
    # Not to whom it happened, where another reported it: her account may be in other hands.
    who = {*user_ids, *access.directors()} - {incident.colleague_id} | {incident.made_by_id}
    return create_folder(
        folder=incident.pk,
        kind=FOLDER,
        team=team_beside(incident.made_by),
        by=None,
        ring=ring,
        holders=User.objects.filter(pk__in=who),
    )


def add(*, incident: SecurityIncident, words: str, by: User, ring: Ring) -> IncidentWords:
    """Add words to an incident. Raises NotGranted for who holds no key of it."""
    note = IncidentWords(
        incident=incident,
        folder=incident.pk,
        number=incident.words.count() + 1,
        made_by=by,
        made_on=timezone.localdate(),
    )
    note.seal(ring, {"words": words})
    note.save(force_insert=True)
    return note


@transaction.atomic
def move(incident: SecurityIncident) -> None:
    """What was kept under the server's key goes under the keys of those who may know."""
    locked = SecurityIncident.objects.select_for_update().get(pk=incident.pk)
    notes = list(locked.notes.select_related("made_by"))
    first = locked.told.get("words")
    if not (first or notes):
        return
    ring = folder_of(locked)
    written = [(first, locked.made_by, locked.made_on)] if first else []
    for number, (words, by, on) in enumerate(
        [*written, *((note.words, note.made_by, note.made_on) for note in notes)], start=1
    ):
        row = IncidentWords(
            incident=locked, folder=locked.pk, number=number, made_by=by, made_on=on
        )
        row.seal(ring, {"words": words})
        row.save(force_insert=True)
    # In the transaction of the copies: at no moment do the words stand nowhere, or twice.
    locked.notes.all().delete()
    locked.told = {name: value for name, value in locked.told.items() if name != "words"}
    locked.save(update_fields=["told"])
    incident.told = locked.told


@transaction.atomic
def note_unopened(incident: SecurityIncident) -> None:
    """Note that nobody else opened the device, beside what stands there now: words that were moved
    meanwhile are not put back."""
    locked = SecurityIncident.objects.select_for_update().get(pk=incident.pk)
    locked.told = incident.told = locked.told | {"unopened": True}
    locked.save(update_fields=["told"])


def opened(incident: SecurityIncident, ring: Ring) -> list[tuple[IncidentWords, str | None]]:
    """Return the rows of an incident, each with its words; None where the reader has no key."""
    ring.prepare([incident.pk])
    rows = incident.words.select_related("made_by")
    contents = [(row, row.try_unseal(ring)) for row in rows]
    return [(row, content["words"] if content else None) for row, content in contents]

"""A care file: made by who keeps it, opened to whom she names, with the yes of whom it is about."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.care import access
from fanal.care.actions.counting import count_again
from fanal.care.models import FILE_FOLDER, CareFile
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import MEDICAL
from fanal.core.words import say
from fanal.keys.actions import create_folder, grant, revoke
from fanal.keys.ring import Ring
from fanal.people.models import Person


def file_about(*, person: Person, team: Team, by: User, ring: Ring) -> CareFile:
    """Hers about this person; a new one, whose keys she alone holds, where she has none. `team`:
    that of the case, in whose office it is; it gets no key."""
    found = CareFile.objects.filter(person=person, kept_by=by).first()
    if found is not None:
        return found
    id = uuid4()
    create_folder(folder=id, kind=FILE_FOLDER, team=team, by=by, ring=ring, holders=[by])
    made = CareFile.objects.create(
        id=id, person=person, made_by=by, made_on=timezone.localdate(), kept_by=by
    )
    audit.record(act="care.file_made", by=by, about=person.id)
    return made


@transaction.atomic
def name(*, file: CareFile, to: User, agreed: str, by: User, ring: Ring) -> None:
    """Let another health worker into the file. Raises `BadInput`."""
    _may_be_let_in(file, to, agreed, by)
    grant(folder=file.id, compartments=[MEDICAL], to=to, by=by, ring=ring, reason="care")
    audit.record(act="care.named", by=by, about=file.person_id, detail={"to": str(to.pk)})


def _may_be_let_in(file: CareFile, to: User, agreed: str, by: User) -> None:
    if agreed != "yes":
        raise BadInput("agreed", say("without her yes nobody else opens it"))
    if not access.could_keep(file, by).filter(pk=to.pk).exists():
        raise BadInput("to", say("choose one of the health workers"))


@transaction.atomic
def hand_over(*, file: CareFile, to: User, agreed: str, by: User, ring: Ring) -> None:
    """`to` keeps the file from now on, with the requests that run, and `by` opens none of it any
    more. Raises BadInput; Refused for who does not keep it."""
    locked = CareFile.objects.select_for_update().get(pk=file.pk)
    if locked.kept_by_id != by.pk:
        raise Refused(say("whoever keeps the file hands it over"))
    _may_be_let_in(locked, to, agreed, by)
    running = list(locked.asked.filter(over_on=None))
    for folder in (locked.id, *(one.id for one in running)):
        grant(folder=folder, compartments=[MEDICAL], to=to, by=by, ring=ring, reason="care")
        revoke(folder=folder, to=by, by=by)
    locked.asked.filter(pk__in=[one.pk for one in running]).update(to=to)
    locked.kept_by = to
    locked.save(update_fields=["kept_by"])
    count_again(by=by, ring=ring)
    audit.record(act="care.handed_over", by=by, about=locked.person_id, detail={"to": str(to.pk)})


@transaction.atomic
def take_back(*, file: CareFile, to: User, by: User) -> None:
    """`to` opens it no more. Raises `Refused` for who keeps it."""
    if to.pk == file.kept_by_id:
        raise Refused(say("whoever keeps the file stays with it"))
    revoke(folder=file.id, to=to, by=by)
    audit.record(act="care.named_no_more", by=by, about=file.person_id, detail={"to": str(to.pk)})

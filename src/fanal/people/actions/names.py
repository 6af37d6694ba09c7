"""Names: any number, one of them to be used, shown on demand and not otherwise."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.name_kinds import NameKind
from fanal.core.casework.rendering import short_text
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.models import Person, PersonName
from fanal.people.search_entries import refresh


@transaction.atomic
def add_name(
    *,
    person: Person,
    text: str,
    by: User,
    ring: Ring,
    kind: str = NameKind.AS_SAID,
    language: str = "",
    script: str = "",
    to_use: bool | None = None,
    on: date | None = None,
    listed: bool = True,
) -> PersonName:
    """Add one name. The first one is to be used unless `to_use` says otherwise.

    Raises `BadInput` for an empty name, one of more than 200 letters, or an unknown kind.
    """
    text = short_text("text", text)
    if not text:
        raise BadInput("text", say("a name is missing"))
    if kind not in set(NameKind):
        raise BadInput("kind", say("{code} is not a kind of name", code=kind))
    names = PersonName.objects.filter(person=person)
    to_use = not names.exists() if to_use is None else to_use
    if to_use:
        names.filter(to_use=True).update(to_use=False)
    name = PersonName(
        person=person, folder=person.id, to_use=to_use, made_on=on or timezone.localdate()
    )
    name.seal(ring, {"text": text, "kind": kind, "language": language, "script": script})
    name.save()
    audit.record(act="person.named", by=by, about=person.id)
    if listed:
        refresh(person, ring)
    return name


@transaction.atomic
def use_name(*, name: PersonName, by: User) -> None:
    """Make this the one to be used."""
    PersonName.objects.filter(person=name.person_id, to_use=True).update(to_use=False)
    PersonName.objects.filter(id=name.id).update(to_use=True)
    audit.record(act="person.name_chosen", by=by, about=name.person_id)


@transaction.atomic
def reveal_name(*, person: Person, by: User, ring: Ring) -> str | None:
    """The name to be used, written down as shown. None where there is no name.

    Raises Locked or NotGranted.
    """
    name = PersonName.objects.filter(person=person).first()
    audit.record(act="person.name_shown", by=by, about=person.id)
    return str(name.unseal(ring)["text"]) if name else None

"""Who may visit: found by whoever opens the case, because only she knows who must never be told."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.rendering import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.shelters.visits import REFUSED, check_visitor
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.shelters.models import BedRequest, ShelterStay, Visit, Visitor
from fanal.shelters.queries.told import tell_leads
from fanal.shelters.queries.visitors import around_her, feared, ids_feared, is_a_feared_partner


@transaction.atomic
def allow_visitor(
    *,
    stay: ShelterStay,
    name: str,
    relation: str,
    she_agrees: bool,
    by: User,
    ring: Ring,
    who: str = "",
    another: bool = False,
) -> Visitor:
    """`who`: the entry of somebody around her; "" for anybody else, by name. Raises BadInput where
    she did not agree, or where it is, by id or by a name in any script, somebody who must never be
    told of her, is suspected, or is part of the danger; where the name only looks alike, until she
    said that it is `another`."""
    known = around_her(stay, ring).get(who)
    name = known.name if known and known.name else short_text("name", name)
    if not name:
        raise BadInput("name", say("write the name as it stands on a paper"))
    if not she_agrees:
        raise BadInput("she_agrees", say("ask her first: nobody visits her whom she does not want"))
    fear = feared(stay, ring)
    if known and known.entry.id in fear.ids:
        raise BadInput("who", REFUSED)
    if is_a_feared_partner(stay, name):
        raise BadInput("who" if known else "name", REFUSED)
    check_visitor(name, fear.names, another=another)
    made = Visitor(
        id=uuid4(),
        folder=folder_of_visitors(stay),
        stay=stay,
        made_by=by,
        made_on=timezone.localdate(),
    )
    relation = short_text("relation", relation)
    made.seal(ring, {"name": name, "relation": relation, "around": who if known else ""})
    made.save(force_insert=True)
    audit.record(act="shelters.visitor", by=by, about=stay.case_id)
    return made


def folder_of_visitors(stay: ShelterStay) -> UUID:
    """Both sides open it: where another team asked for the bed, that of its request."""
    asked = BedRequest.objects.filter(stay=stay).values_list("id", flat=True).first()
    return asked or stay.shelter_id


@transaction.atomic
def end_visitor(*, visitor: Visitor, by: User) -> None:
    """Nobody who may visit any more."""
    held = Visitor.objects.select_for_update().get(pk=visitor.pk)
    held.ended_on = timezone.localdate()
    held.save(update_fields=["ended_on"])
    audit.record(act="shelters.visitor_ended", by=by, about=visitor.stay.case_id)


@transaction.atomic
def visit(
    *,
    stay: ShelterStay,
    visitor: Visitor | None,
    words: str,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> Visit:
    """Somebody came. Whoever is not on her list is turned away, and a lead is told. Raises BadInput
    where nothing is said of whoever was turned away."""
    if visitor is not None and (visitor.stay_id != stay.id or visitor.ended_on):
        raise BadInput("visitor", say("may not visit her"))
    if visitor is not None and _is_feared_by_now(stay, visitor, ring):
        raise BadInput("visitor", REFUSED)
    if visitor is None and not words.strip():
        raise BadInput("words", say("say who stood at the door, and what was said"))
    made = Visit(
        id=uuid4(),
        folder=stay.shelter_id,
        stay=stay,
        visitor=visitor,
        made_by=by,
        on=on or timezone.localdate(),
        coded={"let_in": visitor is not None},
    )
    text = check_no_place("words", long_text("words", words))
    made.seal(ring, {"words": text, "at": timezone.localtime().isoformat()})
    made.save(force_insert=True)
    audit.record(act="shelters.visit", by=by, about=stay.shelter_id)
    if visitor is None:
        tell_leads(stay.shelter, by)
    return made


def _is_feared_by_now(stay: ShelterStay, visitor: Visitor, ring: Ring) -> bool:
    """Whether somebody around her who could visit has come on the list since: asked by id, at the
    door, where nobody opens the case."""
    around = (visitor.try_unseal(ring) or {}).get("around")
    return bool(around) and UUID(around) in ids_feared(stay.case)

"""Who may visit: found by whoever opens the case, because only she knows who must never be told."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.queries.around import people_around
from fanal.core.casework.rendering import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.shelters.visits import check_visitor
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.sharing.queries.pages import must_not_know
from fanal.shelters.models import BedRequest, ShelterStay, Visit, Visitor
from fanal.shelters.queries.told import tell_leads


@transaction.atomic
def allow_visitor(
    *, stay: ShelterStay, name: str, relation: str, she_agrees: bool, by: User, ring: Ring
) -> Visitor:
    """Raises BadInput where she did not agree, or where the name is that of somebody who must never
    be told of her, is suspected, or is part of the danger."""
    name = short_text("name", name)
    if not name:
        raise BadInput("name", say("write the name as it stands on a paper"))
    if not she_agrees:
        raise BadInput("she_agrees", say("ask her first: nobody visits her whom she does not want"))
    around = people_around(stay.case, ring)
    never = [shown for _row, shown in must_not_know(stay.case, around)]
    danger = [one.name for one in around.values() if one.danger and one.name]
    check_visitor(name, [*never, *danger])
    made = Visitor(
        id=uuid4(), folder=folder_of_visitors(stay), stay=stay, made_by=by,
        made_on=timezone.localdate(),
    )  # fmt: skip
    made.seal(ring, {"name": name, "relation": short_text("relation", relation)})
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
    *, stay: ShelterStay, visitor: Visitor | None, words: str, by: User, ring: Ring,
    on: date | None = None,
) -> Visit:  # fmt: skip
    """Somebody came. Whoever is not on her list is turned away, and a lead is told. Raises BadInput
    where nothing is said of whoever was turned away."""
    if visitor is not None and (visitor.stay_id != stay.id or visitor.ended_on):
        raise BadInput("visitor", say("may not visit her"))
    if visitor is None and not words.strip():
        raise BadInput("words", say("say who stood at the door, and what was said"))
    made = Visit(
        id=uuid4(), folder=stay.shelter_id, stay=stay, visitor=visitor, made_by=by,
        on=on or timezone.localdate(), coded={"let_in": visitor is not None},
    )  # fmt: skip
    text = check_no_place("words", long_text("words", words))
    made.seal(ring, {"words": text, "at": timezone.localtime().isoformat()})
    made.save(force_insert=True)
    audit.record(act="shelters.visit", by=by, about=stay.shelter_id)
    if visitor is None:
        tell_leads(stay.shelter, by)
    return made

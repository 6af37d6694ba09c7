"""Who may visit: found by whoever opens the case, because only she knows who must never be told."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority.attested import must_be_genuine
from fanal.cases.queries.helpers import NOT_HERE, must_name_nobody_left_out
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.shelters.visitors import COMPARE_ANEW, REFUSED, check_visitor
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.sharing.queries.never_told import ids_feared
from fanal.shelters.models import BedRequest, ShelterStay, Visit, Visitor
from fanal.shelters.queries.alert_recipients import tell_leads
from fanal.shelters.queries.visitors import (
    around_her,
    fear_marks,
    feared,
    helper_who_may_not,
    is_a_feared_partner,
    is_compared,
)


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
    """Put a visitor on her list. `who`: the entry of somebody around her; "" for anybody else, by
    name. Raises BadInput where she did not agree, or where it is, by id or by a name in any script,
    somebody who must never be told of her, is suspected, or is part of the danger; where the name
    only looks alike, until she said that it is `another`."""
    must_name_nobody_left_out(stay.case, f"{name} {relation}", where="name", by=by, ring=ring)
    known = around_her(stay, ring).get(who)
    needed = say("write the name as it stands on a paper")
    name = known.name if known and known.name else short_text("name", name, needed=needed)
    if not she_agrees:
        raise BadInput("she_agrees", say("ask her first: nobody visits her against her wishes"))
    if known and (known.entry.id in feared(stay, ring).ids or is_a_feared_partner(stay, name)):
        raise BadInput("who", REFUSED)
    compared = _compared(stay, name, ring, another)
    visitor = Visitor(
        id=uuid4(),
        folder=folder_of_visitors(stay),
        stay=stay,
        made_by=by,
        made_on=timezone.localdate(),
    )
    relation = short_text("relation", relation)
    visitor.seal(
        ring, {"name": name, "relation": relation, "around": who if known else ""} | compared
    )
    visitor.save(force_insert=True)
    audit.record(act="shelters.visitor", by=by, about=stay.case_id)
    return visitor


def _compared(stay: ShelterStay, name: str, ring: Ring, another: bool) -> dict[str, object]:
    """Return with whom the name was compared: with whoever comes to be feared later it was not."""
    if is_a_feared_partner(stay, name):
        raise BadInput("name", REFUSED)
    check_visitor(name, feared(stay, ring).names, another=another)
    return {"compared": sorted(fear_marks(stay))}


@transaction.atomic
def compare_anew(*, visitor: Visitor, by: User, ring: Ring, another: bool = False) -> None:
    """Compare the name again: somebody has come to be feared since. Raises BadInput as
    `allow_visitor`."""
    locked = Visitor.objects.select_for_update().get(pk=visitor.pk)
    content = locked.unseal(ring)
    locked.seal(ring, content | _compared(visitor.stay, content["name"], ring, another))
    locked.save()
    audit.record(act="shelters.visitor", by=by, about=visitor.stay.case_id)


def folder_of_visitors(stay: ShelterStay) -> UUID:
    """Return the folder that both sides open: that of the request, where another team asked."""
    request_id = BedRequest.objects.filter(stay=stay).values_list("id", flat=True).first()
    return request_id or stay.shelter_id


@transaction.atomic
def end_visitor(*, visitor: Visitor, by: User) -> None:
    """Take a visitor off her list."""
    locked = Visitor.objects.select_for_update().get(pk=visitor.pk)
    locked.ended_on = timezone.localdate()
    locked.save(update_fields=["ended_on"])
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
    """Record that somebody came. Whoever is not on her list is turned away, and a lead is told.
    Raises BadInput where nothing is said of whoever was turned away."""
    if visitor is not None:
        _may_be_let_in(stay, visitor, on, ring)
    elif not words.strip():
        raise BadInput("words", say("say who stood at the door, and what was said"))
    visit = Visit(
        id=uuid4(),
        folder=stay.shelter_id,
        stay=stay,
        visitor=visitor,
        made_by=by,
        on=on or timezone.localdate(),
        coded={"let_in": visitor is not None},
    )
    text = check_no_place("words", long_text("words", words))
    visit.seal(ring, {"words": text, "at": timezone.localtime().isoformat()})
    visit.save(force_insert=True)
    audit.record(act="shelters.visit", by=by, about=stay.shelter_id)
    if visitor is None:
        tell_leads(stay.shelter, by, [stay])
    return visit


def _may_be_let_in(stay: ShelterStay, visitor: Visitor, on: date | None, ring: Ring) -> None:
    """Raise BadInput for somebody who is not on her list any more, or may not come to her now."""
    if visitor.stay_id != stay.id or visitor.ended_on:
        raise BadInput("visitor", say("may not visit her"))
    # A visitor who was put into the table by hand would be let in by the staff, who know nothing
    # of the case.
    must_be_genuine(visitor)
    _must_not_be_feared_by_now(stay, visitor, ring)
    if helper_who_may_not(stay, visitor.try_unseal(ring) or {}, on):
        raise BadInput("visitor", NOT_HERE)


def _must_not_be_feared_by_now(stay: ShelterStay, visitor: Visitor, ring: Ring) -> None:
    """Raise BadInput where somebody who could visit has come to be feared since: asked without a
    key of her case, which nobody at the door has. Of somebody around her by id; of a name, whether
    it was compared with everybody whom she fears by now."""
    content = visitor.try_unseal(ring) or {}
    around = content.get("around")
    if around and UUID(around) in ids_feared([stay.case]):
        raise BadInput("visitor", REFUSED)
    # Somebody may have come to be a suspect since: the door has no key to compare, so it refuses
    # until the case does.
    if not is_compared(content, fear_marks(stay)):
        raise BadInput("visitor", COMPARE_ANEW)

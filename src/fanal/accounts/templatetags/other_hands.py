"""What who decides reads of whoever asked: her telephone may be in other hands."""

from collections.abc import Iterable
from datetime import date

from django import template

from fanal.accounts.models import User
from fanal.accounts.other_hands import (
    AskedBy,
    asked_in_other_hands,
    in_doubt,
    in_other_hands,
    in_other_hands_since,
)

register = template.Library()


@register.filter
def asked_on(who: User | None, on: date) -> AskedBy | None:
    return None if who is None else AskedBy(who, on)


@register.filter
def has_her_telephone(who: User) -> bool:
    return who.pk not in in_other_hands()


@register.filter
def in_her_own_hands(asked: AskedBy | Iterable[AskedBy] | None) -> bool:
    """Whether what was asked for by her, or by all of these, can be agreed to now, as
    `must_be_in_her_own_hands` has it: no page offers a yes that is only refused."""
    every = [asked] if isinstance(asked, AskedBy) else asked or ()
    return all(in_doubt(one.who.pk, one.on) is None for one in every)


@register.inclusion_tag("accounts/asked_in_her_name.html", takes_context=True)
def asked_in_her_name(
    context: template.Context, asked: AskedBy | None, *, stops: bool = False
) -> dict[str, User | date | bool | None]:
    """Warn of what was asked in the name of somebody; nothing where her telephone is, and was, with
    her. `stops`: whether nobody can agree, as `must_be_in_her_own_hands` has it."""
    # Whoever has her telephone is not told that we know.
    others = asked if asked is not None and asked.who != context["request"].user else None
    meanwhile = asked_in_other_hands(others.who.pk, others.on) if others else None
    return {
        "who": asked and asked.who,
        "since": in_other_hands_since().get(others.who.pk) if others else None,
        "until": meanwhile and meanwhile.until,
        "unreadable": meanwhile and meanwhile.unreadable,
        "stops": stops,
    }

"""What who decides reads of whoever asked: her telephone may be in other hands."""

from collections.abc import Iterable
from datetime import date

from django import template

from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands_since

register = template.Library()


@register.filter
def in_her_own_hands(asked_by: User | Iterable[User] | None) -> bool:
    """Whether what was asked for by her, or by all of these, can be agreed to now, as
    `must_be_in_her_own_hands` has it: no page offers a yes that is only refused."""
    people = [asked_by] if isinstance(asked_by, User) else asked_by or ()
    unsafe = in_other_hands_since()
    return all(person.pk not in unsafe for person in people)


@register.inclusion_tag("accounts/asked_in_her_name.html", takes_context=True)
def asked_in_her_name(
    context: template.Context, who: User | None, *, stops: bool = False
) -> dict[str, User | date | bool | None]:
    """Warn of what was asked in the name of `who`; nothing where her telephone is with her.
    `stops`: whether nobody can agree now, as `must_be_in_her_own_hands` has it."""
    # Whoever has her telephone is not told that we know.
    others = who if who is not None and who != context["request"].user else None
    since = in_other_hands_since().get(others.pk) if others else None
    return {"who": who, "since": since, "stops": stops}

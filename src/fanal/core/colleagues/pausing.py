"""Somebody who helps us is paused at once and goes on later; why is sealed, and told to nobody.

One rule for volunteers of prevention and for interpreters and volunteers of cases: domain page on
the programmes, 1.4 (6).
"""

from collections.abc import Iterable, Mapping
from datetime import date

from fanal.core.errors import BadInput, Refused
from fanal.core.words import say

type Pauses = list[Mapping[str, str]]


def paused(already: bool, before: Iterable[Mapping[str, str]], why: str, today: date) -> Pauses:
    """Return what is sealed of her pauses, with this one. Raises `Refused`;
    `BadInput` naming why."""
    if already:
        raise Refused(say("This one is paused already."))
    if not why:
        raise BadInput("why", say("say why: it is sealed, and nobody is told"))
    return [*before, {"on": today.isoformat(), "why": why}]


def check_goes_on(is_paused: bool) -> None:
    """Check that she is paused. Raises `Refused`."""
    if not is_paused:
        raise Refused(say("This one is not paused."))

"""Tells a requester which colleagues may decide her request, and finds who is owed a mail for it.

The rules are not here: each kind in `fanal.web.decisions` has its own, and is asked for each
colleague.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.models import ToldOfDecision, User
from fanal.accounts.other_hands import reachable
from fanal.accounts.requests import SignedInRequest
from fanal.core.roles import Permission
from fanal.core.sealing.failures import BrokenSeal
from fanal.sealed import substitutes
from fanal.web.decisions import RequestKind, WaitingRequest, kinds, some_of

# Names each, with the days of her absence, whoever is away last. Filled when the server starts, by
# the app that knows who is.
NAMED: list[Callable[[Iterable[User]], list[str]]] = []
# Returns those who are away today, by the same app.
AWAY: list[Callable[[], set[UUID]]] = []

type WhatWaits = tuple[UUID, str, UUID]  # for whom, the code of its kind, its row


def who_decides(code: str, id: UUID) -> list[User]:
    """The colleagues in whose list this request stands."""
    return list(_asked(code, id))


def _asked(code: str, id: UUID, among: QuerySet[User] | None = None) -> dict[User, WaitingRequest]:
    kind = kinds()[code]
    people = _who_may_ever(kind)
    if among is not None:
        people = people.filter(pk__in=among.order_by().values("pk"))
    # By asking the list of each: there is no second form of who may decide, that could differ.
    return {person: row for person in people for row in kind.rows(person) if row.id == id}


def tell_who_decides(
    request: SignedInRequest, code: str, id: UUID, among: QuerySet[User] | None = None
) -> None:
    """Say on the page that comes after who can decide it, or that nobody can and whom to call."""
    found = _asked(code, id, among)
    level = messages.SUCCESS if _are_enough(found) else messages.WARNING
    messages.add_message(request, level, _in_words(found, code, request.user))


def who_is_asked(code: str, id: UUID, user: User) -> str:
    """The same in words, for the page of what waits."""
    return _in_words(_asked(code, id), code, user)


def _in_words(found: dict[User, WaitingRequest], code: str, user: User) -> str:
    if not found:
        return nobody(code, user)
    words = waits_for(found, _still(found))
    # Who is there may say yes, and that is not enough; or nobody of them is there.
    return words if _are_enough(found) else " ".join([words, *_what_it_takes(code, user)])


def _are_enough(found: dict[User, WaitingRequest]) -> bool:
    """Whether as many as have to agree are at work today."""
    away = set[UUID]().union(*(says() for says in AWAY))
    return sum(person.pk not in away for person in found) >= _still(found)


def _still(found: dict[User, WaitingRequest]) -> int:
    return max((row.still for row in found.values()), default=1)


def waits_for(able: Collection[User], still: int = 1) -> str:
    """What the requester reads where somebody is there: who, and how many have to agree."""
    text = ngettext(
        "It waits for a second person: {names}. They find it under “Decisions”.",
        "{n} of these still have to agree: {names}. They find it under “Decisions”.",
        still,
    )
    return text.format(n=still, names=", ".join(named(able)))


def nobody(code: str, user: User, *, saved: bool = True) -> str:
    """What the requester reads where nobody is there to decide, or conflicts keep all out."""
    text = (
        _("It is saved, and nobody can decide it now.") if saved else _("Nobody can do this now.")
    )
    return " ".join([text, *_what_it_takes(code, user)])


def _what_it_takes(code: str, user: User) -> list[str]:
    # What it takes is said by its kind: a role, another office, two people.
    parts = [str(kinds()[code].takes)]
    if names := ", ".join(named(directors_to_call(user))):
        parts.append(_("Call {names}.").format(names=names))
    return parts


def named(people: Iterable[User]) -> list[str]:
    """Return them by name; of who is away, until when."""
    asked = list(people)
    return next((says(asked) for says in NAMED), [*map(str, asked)])


def directors_to_call(user: User) -> list[User]:
    """The directors, who can bring in a second person; without any, the administrators."""
    # Directors first, since they can bring in a second person (ADR 20).
    for permission in (Permission.SEE_OVERVIEW, Permission.MANAGE_ACCOUNTS):
        people = User.objects.who_may(permission).exclude(pk=user.pk)
        if found := reachable(people.order_by("display_name", "id")):
            return found
    return []


@transaction.atomic
def newly_asked(today: date, failed: list[BrokenSeal] | None = None) -> set[User]:
    """The people with a new request to decide, who count as told from now on.

    What no longer waits is forgotten, so that people are told again should it wait once more.
    `failed` takes why of whom it is not known what waits; without it that is raised.
    """
    # By person, kind and row: one request may wait for several.
    # Nothing of a request is mailed: a name that somebody broke keeps nobody from being told. What
    # decides whose turn it is, is read as everywhere.
    with substitutes.on_a_page(substitutes.PageKind.SENT):
        now, not_known = _everything()
    if failed is None and not_known:
        raise next(iter(not_known.values()))
    if failed is not None:
        failed.extend(not_known.values())
    before = {
        (user, kind, about): id
        for user, kind, about, id in ToldOfDecision.objects.values_list(
            "user", "kind", "about", "id"
        )
    }
    ended = [id for place, id in before.items() if place not in now and place[:2] not in not_known]
    # Forgotten, so that it is told again if it comes back.
    ToldOfDecision.objects.filter(id__in=ended).delete()
    fresh = [place for place in now if place not in before]
    ToldOfDecision.objects.bulk_create(
        [ToldOfDecision(user_id=u, kind=k, about=a, on=today) for u, k, a in fresh],
        # Two sweeps at once tell a person once.
        ignore_conflicts=True,
    )
    return {now[place] for place in fresh}


def _everything() -> tuple[dict[WhatWaits, User], dict[tuple[UUID, str], BrokenSeal]]:
    """Return who is asked, by person, kind and row; and, by person and kind, why that is not known:
    one value that somebody broke keeps nobody from being told of anything else."""
    # Of the others the journal tells (see `RequestKind`).
    mailed = {code: kind for code, kind in kinds().items() if kind.mailed}
    asked: dict[WhatWaits, User] = {}
    not_known = {}
    for kind in some_of(mailed):
        for user in _who_may_ever(kind):
            try:
                asked |= {(user.pk, kind.code, row.id): user for row in kind.rows(user)}
            except BrokenSeal as broken:
                not_known[user.pk, kind.code] = broken
    return asked, not_known


def _who_may_ever(kind: RequestKind) -> QuerySet[User]:
    return User.objects.who_may(*kind.open_to).order_by("display_name", "id")

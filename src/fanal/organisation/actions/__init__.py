"""Asking for a change, agreeing to it, refusing it, taking it back: each with its entry."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import (
    end_waiting,
    must_be_in_her_own_hands,
    must_be_one_of,
)
from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission, roles_that
from fanal.core.words import Translatable, say
from fanal.organisation.actions import stand_ins, successions, travel
from fanal.organisation.changes import KINDS, SUCCESSION, Values
from fanal.organisation.changes.base import NotYet
from fanal.organisation.models import OrganisationChange

ACTS = {
    "organisation.asked": _("{who} asked a second person to agree to a change: {change}, {about}"),
    "organisation.agreed": _("{who} agreed to a change that {whom} asked for: {change}, {about}"),
    "organisation.alone": _(
        "{who} made a change alone: {change}, {about}; there was no director yet who could agree"
    ),
    "organisation.refused": _("{who} refused a change that {whom} asked for: {change}, {about}"),
    "organisation.taken_back": _("{who} took back what was asked for: {change}, {about}"),
    "organisation.told": _("{about} was told that a change waits or was decided"),
}
ACTS |= stand_ins.ACTS | travel.ACTS | successions.ACTS
WAITS_FOR = timedelta(days=7)
CHANGED = say("Something was changed meanwhile. Look at the page again, and ask anew.")


@transaction.atomic
def propose(
    *, kind: str, about: UUID, before: Values, wanted: Values, by: User
) -> OrganisationChange | None:
    """Ask for a change; None where it needed nobody else and is made.

    `before`: the values that `by` saw. Raises BadInput for what cannot be, Refused where somebody
    changed it since, or asks for a change of the same.
    """
    change = KINDS[kind]
    # Two administrators with the same page open: the second would undo the first without seeing it.
    _must_be_as_seen(kind, about, before)
    if dict(before) == dict(wanted):
        raise Refused(say("Nothing is different."))
    change.check(about, wanted)
    if not needs_a_second():
        change.make(about, wanted, by)
        _entry("organisation.alone", kind, about, by)
        return None
    # One change of the same waits at a time (a constraint): what nobody answered makes room.
    OrganisationChange.objects.filter(about=about, until__lt=timezone.localdate()).delete()
    row = _save_proposal(kind, about, before, wanted, by)
    _entry("organisation.asked", kind, about, by, change_id=str(row.pk), content=digest(row))
    _tell_deciders(row, by)
    return row


@transaction.atomic
def agree(*, row: OrganisationChange, by: User | None) -> None:
    """Make it so. Raises Refused for who may not decide, for what was decided or changed
    meanwhile, and with whatever speaks against it now."""
    _settle(row, by)
    if row.by:
        must_be_in_her_own_hands(AskedBy(row.by, row.asked_on))
    wanted = values(row.wanted)
    # Days may lie between asking and the yes: it is a yes to this change of that state.
    _must_be_as_seen(row.kind, row.about, values(row.before))
    KINDS[row.kind].check(row.about, wanted)
    KINDS[row.kind].make(row.about, wanted, by)
    _entry("organisation.agreed", row.kind, row.about, by, whom=row.by_id)
    _tell_deciders(row, by)


@dataclass(frozen=True)
class Objections:
    """What speaks against a change. `for_now`: until it is settled, and not for good."""

    reasons: Sequence[str | Translatable]
    for_now: bool = False


def speaks_against(row: OrganisationChange) -> Objections:
    """Return why it cannot be made, for both people before they wait for it or agree."""
    try:
        _must_be_as_seen(row.kind, row.about, values(row.before))
        KINDS[row.kind].check(row.about, values(row.wanted))
    except Refused as refused:
        return Objections(refused.reasons, for_now=isinstance(refused, NotYet))
    except BadInput as mistake:
        return Objections([mistake.why])
    return Objections(())


@transaction.atomic
def refuse(*, row: OrganisationChange, by: User) -> None:
    """Refuse: everything stays as it is. Raises Refused."""
    _settle(row, by)
    _entry("organisation.refused", row.kind, row.about, by, whom=row.by_id)
    _tell_deciders(row, by)


@transaction.atomic
def take_back(*, row: OrganisationChange, by: User) -> None:
    """An administrator asks for it no more. Raises Refused where it was decided."""
    end_waiting(OrganisationChange.objects.all(), row)
    _entry("organisation.taken_back", row.kind, row.about, by)


def waiting() -> QuerySet[OrganisationChange]:
    rows = OrganisationChange.objects.filter(until__gte=timezone.localdate())
    return rows.select_related("by").order_by("asked_on", "id")


def needs_a_second() -> bool:
    """Return whether a second person must agree.

    Only at the beginning nobody is there who could; who was there counts, or an administrator would
    end that account first.
    """
    return User.objects.filter(role__in=roles_that(Permission.SEE_OVERVIEW)).exists()


def who_may_agree(row: OrganisationChange) -> QuerySet[User]:
    """Return the directors, without who asked, whose account it is, and whoever gets something by
    it."""
    directors = User.objects.who_may(Permission.SEE_OVERVIEW)
    apart = {user_id for user_id in (row.by_id, row.about) if user_id}
    others = directors.exclude(pk__in=apart | KINDS[row.kind].not_by(values(row.wanted)))
    return others.select_related("office").order_by("display_name", "id")


def account_ended(sender: object, user: User, **rest: object) -> None:
    about_her = Q(about=user.pk) & ~Q(kind=SUCCESSION.code)  # who follows her is asked all the more
    OrganisationChange.objects.filter(Q(by=user) | about_her).delete()


def values(text: str) -> Values:
    read_values: Values = json.loads(text)
    return read_values


def digest(row: OrganisationChange) -> str:
    """What the journal keeps of what was asked for, to know the row again."""
    return sha256(f"{row.kind}|{row.about}|{row.before}|{row.wanted}".encode()).hexdigest()


def _save_proposal(
    kind: str, about: UUID, before: Values, wanted: Values, by: User
) -> OrganisationChange:
    until = timezone.localdate() + WAITS_FOR
    try:
        # Of its own: after the refusal of the constraint the outer transaction goes on
        # (PostgreSQL).
        with transaction.atomic():
            return OrganisationChange.objects.create(
                kind=kind,
                about=about,
                before=_text(before),
                wanted=_text(wanted),
                by=by,
                until=until,
            )
    except IntegrityError:
        other = OrganisationChange.objects.filter(about=about).select_related("by").first()
        who = other.by if other else ""
        raise Refused(
            say("{who} asked for a change of the same already: it waits for an answer.", who=who)
        ) from None


def _text(given_values: Values) -> str:
    # Sorted: what was seen and what stands are compared as texts.
    return json.dumps(dict(given_values), sort_keys=True, ensure_ascii=False)


def _must_be_as_seen(kind: str, about: UUID, before: Values) -> None:
    if _text(KINDS[kind].now(about)) != _text(before):
        raise Refused(CHANGED)


def _settle(row: OrganisationChange, by: User | None) -> None:
    """End the waiting. On the server, where `by` is None, only what nobody is left to decide."""
    must_be_one_of(who_may_agree(row), by)
    end_waiting(waiting(), row)


def _entry(act: str, kind: str, about: UUID, by: User | None, **detail: object) -> None:
    entry: Mapping[str, object] = {"change": kind, **detail}
    audit.record(act=act, by=by, about=about, detail=entry)


def _tell_deciders(row: OrganisationChange, by: User | None) -> None:
    """Tell everybody who could decide that it waits, or that somebody did, also who did: it may
    have been done in her session by another."""
    for user in who_may_agree(row):
        audit.record(act="organisation.told", by=by, about=user.pk)

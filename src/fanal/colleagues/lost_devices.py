"""What follows an incident: whose keys are in other hands and what was opened with them, and what a
colleague to whom something happened had in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.absences.reachable import with_absences
from fanal.accounts.models import User
from fanal.accounts.other_hands import InOtherHands, reachable
from fanal.audit.reading import files_opened_by
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.cases.queries.today.rows import TodayRow
from fanal.colleagues import access
from fanal.colleagues.models import SecurityIncident
from fanal.core.colleagues.incidents import DEVICES
from fanal.core.roles import Permission
from fanal.core.sealing.failures import BrokenSeal
from fanal.database.kept_questions import Kept
from fanal.rotation.queries import keys_replaced_since
from fanal.sealed.substitutes import without
from fanal.web.days_in_words import date_here
from fanal.web.request_cache import once_a_page
from fanal.web.set_up import UrgentStep
from fanal.web.typing import Context, PermissionHolder

LOOKED_BACK = 30  # days of what was opened on a device (domain page on the programmes, T5)

# Of a colleague, for a reader: what she has in hand, from the apps that know.
IN_HAND: list[Callable[[User, User], Iterable[TodayRow]]] = []

LASTING = Kept(  # nearly every page asks it
    lambda: SecurityIncident.objects.filter(ended_on=None).order_by("on", "id")
)


def opens_devices(incident: SecurityIncident) -> bool:
    """Whether keys and travel mode are to be thought of: not where nothing happened."""
    return incident.ended_on is None and _took_devices(incident)


def _took_devices(incident: SecurityIncident) -> bool:
    return incident.kind in DEVICES and not incident.near


def keys_wait(incident: SecurityIncident) -> bool:
    """Whether keys that may be known to others still open what they opened."""
    who = incident.colleague
    return (
        opens_devices(incident) and who.is_active and keys_replaced_since(who, incident.on) is None
    )


def devices_in_other_hands() -> Iterator[InOtherHands]:
    """Yield of each colleague since when her devices are in other hands, until what happened is
    over."""
    for row in LASTING.ask():
        yield from _were_in_other_hands(row)


def devices_were_in_other_hands(day: date) -> Iterator[InOtherHands]:
    """Yield on which days devices were in other hands that were so on this one, of what is over;
    not where nobody else can have opened them."""
    for row in _over():
        if row.ended_on and row.on <= day <= row.ended_on:
            yield from _were_in_other_hands(row)


@once_a_page
def _over() -> list[SecurityIncident]:
    return list(SecurityIncident.objects.exclude(ended_on=None).order_by("on", "id"))


# What does not open may be about anybody: nothing that was asked for on its days is agreed to, and
# who decides reads why.
def _were_in_other_hands(row: SecurityIncident) -> Iterator[InOtherHands]:
    try:
        with without():
            whose: list[UUID | None] = (
                [row.colleague_id]
                if _took_devices(row) and not (row.ended_on and row.unopened)
                else []
            )
    except BrokenSeal:
        whose = [None]
    for user in whose:
        yield InOtherHands(user, row.on, row.ended_on)


def is_back(reader: User, incident: SecurityIncident) -> bool:
    """Whether she came back with new keys, for who sees to the incident: colleagues are told not to
    call her until it is over."""
    if not (opens_devices(incident) and access.sees_to(reader, incident)):
        return False
    replaced = keys_replaced_since(incident.colleague, incident.on) is not None
    return replaced and incident.colleague.keys.filter(retired=None).exists()


def what_to_do_of_devices(incident: SecurityIncident, reader: User) -> Context:
    """Return whom to call, until the keys that were on the device open nothing any more."""
    if not opens_devices(incident):
        return {"devices": False}
    over = keys_replaced_since(incident.colleague, incident.on)
    return {
        "devices": True,
        "keys_over": over,
        "keys_wait": keys_wait(incident),
        "administrators": [] if over else administrators_but(incident.colleague),
        "reader_is_her": incident.colleague_id == reader.pk,
    }


def administrators_but(colleague: User) -> list[str]:
    """Who replaces her keys or ends her account: never herself."""
    rows = User.objects.who_may(Permission.MANAGE_ACCOUNTS).exclude(pk=colleague.pk)
    return with_absences(reachable(rows.order_by("display_name", "id")))


def keys_to_replace(user: PermissionHolder) -> Iterator[UrgentStep]:
    """Yield a step for an administrator for each colleague who lost a device and whose keys are as
    before: who it is, and not what happened."""
    if not user.may(Permission.MANAGE_ACCOUNTS):
        return
    rows = SecurityIncident.objects.filter(ended_on=None).select_related("made_by")
    lost: dict[UUID, SecurityIncident] = {}
    for row in rows.order_by("on", "id"):
        if keys_wait(row):
            lost.setdefault(row.colleague_id, row)
    for row in lost.values():
        yield UrgentStep(
            _("The keys of {who} may be known to others").format(who=row.colleague),
            _("Reported on {day}. Until you replace them, they still open everything.").format(
                day=date_here(row.made_on)
            ),
            _("Replace her keys"),
            "rotation:suspect_person",
            row.colleague_id,
        )


@dataclass(frozen=True)
class OpenedBefore:
    """The cases that were opened on a device; `others`: how many the reader does not open
    herself."""

    cases: list[Case]
    others: int


def opened_before(incident: SecurityIncident, reader: User) -> OpenedBefore | None:
    """What who lost a device had opened in the thirty days before; None of any other incident, and
    for who reported what happened to another."""
    hers = incident.colleague_id == reader.pk
    if not (opens_devices(incident) and (hers or access.sees_to(reader, incident))):
        return None
    return opened_until(incident.on, incident.colleague_id, reader)


def opened_until(day: date, colleague: UUID, reader: User) -> OpenedBefore:
    """What a colleague opened in the thirty days that end with this one."""
    about = files_opened_by(colleague, [day - timedelta(days=n) for n in range(LOOKED_BACK)])
    rows = Case.objects.filter(id__in=about)
    her_cases = list(cases_for(reader).filter(id__in=about).order_by("opened_on", "id"))
    return OpenedBefore(her_cases, rows.count() - len(her_cases))


def in_hand(incident: SecurityIncident, reader: User) -> list[TodayRow]:
    """Return what is in her hands: whoever something happened to may have somebody with her, and
    nobody is lost between two custodians. Not for herself, who knows, nor for who reports it of
    her."""
    if incident.ended_on is not None or incident.near or not access.sees_to(reader, incident):
        return []
    return all_in_hand(incident.colleague, reader)


def all_in_hand(colleague: User, reader: User) -> list[TodayRow]:
    return [row for ask in IN_HAND for row in ask(colleague, reader)]

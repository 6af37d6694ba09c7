"""Interpreters and volunteers: added, tied, vetted, paused, kept off a case. Each journalled."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority.attested import must_be_genuine
from fanal.cases.actions.emergencies import close_to_team
from fanal.cases.models import Case
from fanal.colleagues import helper_access as access
from fanal.colleagues.models import Helper, HelperHours, HelperInCase
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.colleagues.helpers import HelperKind, HelperState, TieKind, check_hours
from fanal.core.colleagues.pausing import check_goes_on, paused
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.volunteers import Vetted, check_vetting
from fanal.core.sealing.compartments import IDENTITY
from fanal.core.words import say
from fanal.database.sql import free_number
from fanal.keys.actions import create_folder, grant
from fanal.keys.ring import Ring
from fanal.web.words import translated

FOLDER = "helper"
SAID = ("name", "languages", "phone")
FOUR_DIGITS = range(1_000, 10_000)
KEEP = 2
S = HelperState
APART = say("kept apart until further notice")  # never why: she is one of us now


@transaction.atomic
def add_helper(*, kind: str, answers: Mapping[str, str], by: User, ring: Ring) -> Helper:
    """Add a helper, who is offered for nothing before she is vetted. Raises `BadInput`."""
    check_code("kind", kind, HelperKind)
    texts = {field: short_text(field, answers.get(field, "")) for field in SAID}
    if not texts["name"]:
        raise BadInput("name", say("write the name"))
    if kind == HelperKind.INTERPRETER and not texts["languages"]:
        raise BadInput("languages", say("say which languages"))
    row = Helper(
        id=uuid4(),
        number=free_number(Helper, FOUR_DIGITS),
        kind=kind,
        state=S.ACTIVE,
        made_by=by,
        made_on=timezone.localdate(),
    )
    row.folder = row.id
    _make_folder(row.id, by, ring)
    row.seal(ring, texts | {"ties": [], "vetted": [], "pauses": []})
    row.save(force_insert=True)
    audit.record(act="colleagues.helper", by=by, about=row.id)
    return row


def _make_folder(folder: UUID, by: User, ring: Ring) -> None:
    team = access.team_beside(by)
    # No team opens it: whom an interpreter is tied to is for those alone who plan interpreters.
    create_folder(folder=folder, kind=FOLDER, team=team, by=by, ring=ring, holders=())
    for holder in access.holders(by):
        grant(folder=folder, compartments=[IDENTITY], to=holder, by=by, ring=ring)


@transaction.atomic
def share(*, by: User, ring: Ring) -> int:
    """The register to whoever came later. To how many."""
    lacking = access.not_held(by)
    # All keys in one query, before each is wrapped by itself.
    ring.prepare({folder for some in lacking.values() for folder in some})
    for user, folders in lacking.items():
        for folder in folders:
            grant(folder=folder, compartments=[IDENTITY], to=user, by=by, ring=ring)
    return len(lacking)


@transaction.atomic
def tie(*, helper: Helper, kind: str, name: str, by: User, ring: Ring, version: int) -> None:
    """What she is tied to, as she or another said. Raises `Conflict`, `BadInput`."""
    check_code("kind", kind, TieKind)
    name = short_text("name", name, needed=say("write the name"))
    content = helper.unseal(ring)
    tie_made = {"kind": kind, "name": name, "on": timezone.localdate().isoformat()}
    helper.write(ring, content | {"ties": [*content["ties"], tie_made]}, version)
    audit.record(act="colleagues.helper_tied", by=by, about=helper.id)


@transaction.atomic
def vet(*, helper: Helper, vetted: Vetted, by: User, ring: Ring, version: int) -> None:
    """Vet a helper. Raises `Conflict`; `BadInput` naming what is missing."""
    until = check_vetting(vetted, timezone.localdate())
    content = helper.unseal(ring)
    look = {"on": vetted.on.isoformat(), "references": vetted.references}
    helper.write(ring, content | {"vetted": [*content["vetted"], look]}, version)
    _attested(helper, vetted_until=until)
    audit.record(act="colleagues.helper_vetted", by=by, about=helper.id)


@transaction.atomic
def pause(*, helper: Helper, why: str, by: User, ring: Ring, version: int) -> None:
    """Pause a helper at once: offered nowhere, and no list says why. Raises `Conflict`, `BadInput`,
    `Refused`."""
    content = helper.unseal(ring)
    pauses = paused(
        helper.stands is S.PAUSED, content["pauses"], long_text("why", why), timezone.localdate()
    )
    helper.write(ring, content | {"pauses": pauses}, version)
    _attested(helper, state=S.PAUSED)
    audit.record(act="colleagues.helper_paused", by=by, about=helper.id)


@transaction.atomic
def resume(*, helper: Helper, by: User, ring: Ring, version: int) -> None:
    """Let her go on, as far as her vetting holds. Raises `Conflict`, `Refused`."""
    check_goes_on(helper.stands is S.PAUSED)
    helper.write(ring, helper.unseal(ring), version)
    _attested(helper, state=S.ACTIVE)
    audit.record(act="colleagues.helper_paused", by=by, about=helper.id)


def _attested(helper: Helper, **changes: object) -> None:
    """What is written beside the sealed text. Raises Unauthentic."""
    # An update attests what it finds: a row changed by hand would become genuine by it.
    must_be_genuine(Helper.objects.get(pk=helper.pk))
    Helper.objects.filter(pk=helper.pk).update(**changes)
    helper.refresh_from_db()


@transaction.atomic
def add_hours(*, helper: Helper, on: date, hours: Decimal, by: User) -> HelperHours:
    """Add the hours of a day. Raises `BadInput` naming the question."""
    refuse_future("on", on, timezone.localdate())
    # Held, so that hours of one day written by two are added up by the second.
    Helper.objects.select_for_update().get(pk=helper.pk)
    check_hours(hours, helper.worked.filter(on=on).values_list("hours", flat=True))
    row = HelperHours.objects.create(
        helper=helper, on=on, hours=hours, made_by=by, made_on=timezone.localdate()
    )
    audit.record(act="colleagues.helper_hours", by=by, about=helper.id)
    return row


@transaction.atomic
def decide_in_case(*, case: Case, helper: Helper, cleared: bool, by: User) -> HelperInCase:
    """Keep a helper off a case, by whoever works on it; clear one for it, by a lead alone."""
    # Keeping somebody off errs on the safe side; letting in after a warning is a lead's to answer
    # for.
    if cleared and not access.keeps_helpers(by):
        raise Refused(say("a lead decides this"))
    today = timezone.localdate()
    row, _new = HelperInCase.objects.update_or_create(
        case=case, helper=helper, defaults={"cleared": cleared, "made_by": by, "made_on": today}
    )
    act = "colleagues.helper_cleared" if cleared else "colleagues.helper_kept_off"
    audit.record(act=act, by=by, about=case.id)
    return row


@transaction.atomic
def close_file(*, case: Case, chosen: Collection[User], by: User) -> int:
    """Close the old file of somebody we helped, who helps others now: to her team but the two whom
    she names, and to whoever joins the team later. Return to how many it closed now. Raises
    `BadInput`."""
    # Of the team alone: a file closed to its team and open to others would be no protection.
    named = list(access.team_of(case).filter(pk__in={user.pk for user in chosen}))
    if len(named) != KEEP:
        raise BadInput("first", say("choose two of the team whom she named"))
    closed = close_to_team(case=case, named=named, reason=translated(APART), by=by)
    audit.record(act="colleagues.file_closed", by=by, about=case.id)
    return closed

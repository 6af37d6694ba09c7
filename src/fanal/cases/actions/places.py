"""A case goes to a colleague of the team, with the key of where she sleeps, held by name."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from fanal.accounts.models import Team, User
from fanal.cases.actions.cases import assign
from fanal.cases.models import Case
from fanal.core.errors import Refused
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.core.words import say
from fanal.keys import whereabouts_access
from fanal.keys.actions import grant, offboarding, revoke
from fanal.keys.ring import Ring


@transaction.atomic
def give_case(*, case: Case, to: User, by: User, ring: Ring, version: int, place: bool) -> None:
    """To a colleague of the team; `place`: who opens where she sleeps from now on. Raises
    `BadInput`, `Conflict`, `Locked`."""
    assign(case=case, to=to, by=by, version=version)
    if place:
        pass_on_places(cases=[case], to=to, by=by, ring=ring)


def pass_on_places(*, cases: Collection[Case], to: User, by: User, ring: Ring) -> None:
    """Where she sleeps in each, as far as `by` opens it and `to` does not. Raises `Locked`."""
    ids = {case.id for case in cases}
    teams = Team.objects.filter(pk__in={case.team_id for case in cases})
    lacking = [
        folder
        for team in teams.order_by("name")
        for folder in whereabouts_access.missing_grants(team, to, by)
        if folder in ids
    ]
    ring.prepare(lacking)
    for folder in lacking:
        grant(folder=folder, compartments=[WHEREABOUTS], to=to, by=by, ring=ring)


@transaction.atomic
def take_from(*, case: Case, holder: User, by: User) -> None:
    """What was granted to her by name of this case. Raises Refused where nobody else would open
    where she is."""
    if any(one.folder_id == case.id for one in offboarding.only_hers(holder)):
        raise Refused(
            say(
                "Nobody else can see where she is: first {who} hands the case over to a "
                "colleague who may know it, or gives another lead access, on the page “Team”.",
                who=str(holder),
            )
        )
    revoke(folder=case.id, to=holder, by=by)

"""Which rows of the tables of level 2 the journal does not know: approvals, findings, cases.

Used by `certifying`. A row that only keeps people out of something needs no entry: nobody gains
anything by adding one. The models belong to higher layers, so they are looked up by name.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.apps import apps

from fanal.audit.actions import that_say
from fanal.authority.models import Attested
from fanal.keys.models import Folder
from fanal.sealed.columns import opens

type Above = Any  # a row of a model of a higher layer, which is looked up by name
type Check = Callable[[Acts, Above], bool]

ACTS = (
    "sharing.approved",
    "sharing.override_asked",
    "sharing.override",
    "sharing.never_tell_ended",
    "partner.area",
    "partner.changed",
    "partner.found",
    "partner.confirmed",
    "partner.merged",
    "partner.withdrawn",
    "team.leave_asked",
    "person.passed_on",
    "person.made",
    "person.same",
    "case.made",
    "case.closing_asked",
    "organisation.asked",
)


class Acts:
    """What the journal says was done: an act about what, by whom, with each of its details."""

    def __init__(self) -> None:
        self._done: set[tuple[str, ...]] = set()
        for entry in that_say(*ACTS):
            self._done.add((entry.act, entry.about))
            self._done.add((entry.act, entry.about, "by", str(entry.by_id)))
            for name, value in json.loads(entry.detail).items():
                self._done.add((entry.act, entry.about, name, str(value)))
        folders = Folder.objects.values_list("id", "team_id")
        self.teams = {str(folder): team for folder, team in folders}

    def knows(self, act: str, about: object, **detail: object) -> bool:
        """Whether the journal says so, with each of these details."""
        facts = ((act, str(about), name, str(value)) for name, value in detail.items())
        return (act, str(about)) in self._done and self._done.issuperset(facts)


def _approval(acts: Acts, row: Above) -> bool:
    # What was approved is sealed in its row: a text that was copied here from another approval does
    # not open.
    if not opens(row, "classes"):
        return False
    detail = {"partner": row.partner_id, "classes": row.classes}
    return acts.knows("sharing.approved", row.case_id, by=row.by_id, **detail)


def _override(acts: Acts, row: Above) -> bool:
    whom = row.partner_id or row.team_id
    asked = acts.knows("sharing.override_asked", row.case_id, by=row.first_id, recipient=whom)
    second = {"by": row.second_id, "override": row.pk}
    return asked and (not row.second_id or acts.knows("sharing.override", row.case_id, **second))


def _never_tell(acts: Acts, row: Above) -> bool:
    # Who added a name to the list is not asked: a name too many keeps back a message, one that was
    # ended by hand lets it out.
    ended = ("sharing.never_tell_ended", row.case_id)
    return row.ended_on is None or acts.knows(*ended, by=row.ended_by_id)


def _partner(acts: Acts, row: Above) -> bool:
    """Return whether a partner was merged with another as somebody did it, and not where nobody
    did."""
    if row.merged_into_id is None:
        return not acts.knows("partner.merged", row.pk)
    return acts.knows("partner.merged", row.pk, into=row.merged_into_id)


def _area(acts: Acts, row: Above) -> bool:
    return acts.knows("partner.area", row.pk)


def _agreement(acts: Acts, row: Above) -> bool:
    return acts.knows("partner.changed", row.partner_id)


def _finding(acts: Acts, row: Above) -> bool:
    ended = not row.withdrawn_on or acts.knows("partner.withdrawn", row.pk, by=row.withdrawn_by_id)
    by_two = not row.confirmed_on or acts.knows("partner.confirmed", row.pk, by=row.confirmed_by_id)
    return acts.knows("partner.found", row.pk, by=row.said_by_id) and ended and by_two


def _leaving(acts: Acts, row: Above) -> bool:
    return acts.knows("team.leave_asked", row.user_id, by=row.by_id, team=row.team_id)


def _change(acts: Acts, row: Above) -> bool:
    """Return whether the journal knows a change with the values that were asked for: of those that
    differ nobody would know."""
    plain = f"{row.kind}|{row.about}|{row.before}|{row.wanted}"
    content = sha256(plain.encode()).hexdigest()
    asked = {"by": row.by_id, "change_id": row.pk, "content": content}
    return acts.knows("organisation.asked", row.about, **asked)


def _also_in(acts: Acts, row: Above) -> bool:
    passed = ("person.passed_on", row.person_id)
    return acts.knows(*passed, to=row.team_id) or acts.knows(*passed, **{"from": row.team_id})


def _person(acts: Acts, row: Above) -> bool:
    # A file that is merged by hand would show what stands in it to whoever opens the other.
    into = row.merged_into_id
    merged = into is None or acts.knows("person.same", into, other=row.pk)
    return (
        acts.knows("person.made", row.pk, by=row.made_by_id) and merged and _of_its_team(acts, row)
    )


def _case(acts: Acts, row: Above) -> bool:
    return acts.knows("case.made", row.pk, by=row.made_by_id) and _of_its_team(acts, row)


def _of_its_team(acts: Acts, row: Above) -> bool:
    return bool(acts.teams.get(str(row.pk)) == row.team_id)


def _closure(acts: Acts, row: Above) -> bool:
    return acts.knows("case.closing_asked", row.case_id, by=row.asked_by_id)


CHECKS: dict[str, Check] = {
    "sharing.Approval": _approval,
    "sharing.Override": _override,
    "sharing.NeverTell": _never_tell,
    "partners.Agreement": _agreement,
    "partners.Area": _area,
    "partners.Partner": _partner,
    "partners.TrustFinding": _finding,
    "accounts.TeamRemoval": _leaving,
    "organisation.OrganisationChange": _change,
    "people.AdditionalTeam": _also_in,
    "people.Person": _person,
    "cases.Case": _case,
    "cases.Closure": _closure,
}


def checks() -> list[tuple[type[Attested], Callable[[Above], bool]]]:
    """Return each model, with whether the journal knows one of its rows."""
    acts = Acts()

    def of(known: Check) -> Callable[[Above], bool]:
        return lambda row: known(acts, row)

    return [(apps.get_model(label), of(known)) for label, known in CHECKS.items()]

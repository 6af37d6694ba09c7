"""What the pages show: offices with their teams, and what a change would alter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.accounts.access import case_teams
from fanal.accounts.models import Office, Team, User
from fanal.core.roles import Role
from fanal.core.words import Sentence
from fanal.organisation.actions import Objections, speaks_against, values, waiting, who_may_agree
from fanal.organisation.changes import KINDS, REACH, ChangeKind, Values
from fanal.organisation.changes.base import NOTHING
from fanal.organisation.models import OrganisationChange
from fanal.web.codes import COUNTRIES, LANGUAGES
from fanal.web.places import area_name
from fanal.web.set_up import proposing
from fanal.web.time_zones import in_words
from fanal.web.typing import Context, PageText
from fanal.web.words import labelled, translated


@dataclass(frozen=True)
class OfficeCard:
    """An office as the page shows it, with its teams."""

    office: Office
    country: str
    time_zone: str
    languages: str
    teams: list[TeamCard]


@dataclass(frozen=True)
class TeamCard:
    """A team: who leads it, and whether somebody holds its key."""

    team: Team
    leads: list[User]
    has_key: bool

    def invites(self) -> str:
        """Return what the page of an invitation proposes: a lead for this team."""
        return proposing(Role.TEAM_LEAD, self.team.pk)


def offices() -> list[OfficeCard]:
    """Return all offices by name, in a constant number of queries."""
    leads = User.objects.filter(is_active=True, role=Role.TEAM_LEAD).order_by("display_name", "id")
    at_work = case_teams().values("pk")
    closed = Team.objects.exclude(closed_on=None).values("pk")
    # Those that were closed are shown as well, the emergency group is not.
    teams = (
        Team.objects.filter(pk__in=at_work.union(closed))
        .order_by("name")
        .prefetch_related(Prefetch("members", leads, to_attr="leads"), "keys")
    )
    rows = Office.objects.order_by("name").prefetch_related(Prefetch("teams", teams, "shown"))
    return [_card(row) for row in rows]


def _card(office: Office) -> OfficeCard:
    spoken = ", ".join(map(LANGUAGES.name, (office.languages or "").split()))
    teams = [
        TeamCard(team, team.leads, any(key.retired is None for key in team.keys.all()))
        for team in office.shown  # type: ignore[attr-defined]  # of `Prefetch`
    ]
    zone = in_words(office.time_zone) if office.time_zone else ""
    return OfficeCard(office, COUNTRIES.name(office.country), zone, spoken, teams)


@dataclass(frozen=True)
class ShownChange:
    """A change that waits, as both people see it."""

    row: OrganisationChange
    kind: ChangeKind
    name: str
    rows: list[Context]
    follows: list[Sentence]

    @property
    def against(self) -> Objections:
        """Why it cannot be made: asked of the pages that show it, and not for a list."""
        return speaks_against(self.row)

    @property
    def to_take_over(self) -> Sequence[str]:
        """What others have to take over first, as `against`: asked of the pages that show it."""
        before, wanted = values(self.row.before), values(self.row.wanted)
        return self.kind.to_take_over(self.row.about, before, wanted)

    @property
    def title(self) -> PageText:
        return self.kind.title

    @property
    def new(self) -> bool:
        """Whether nothing stands there yet to compare it with."""
        return values(self.row.before) == {}


def shown(row: OrganisationChange) -> ShownChange:
    before, wanted = values(row.before), values(row.wanted)
    kind = KINDS[row.kind]
    name = kind.name(row.about, before or wanted)
    return ShownChange(
        row, kind, name, differences(kind, before, wanted), list(kind.follows(before, wanted))
    )


def in_short(row: OrganisationChange) -> str:
    """What it is and what comes of it, for who agreed."""
    change = shown(row)
    parts = [f"{change.title} · {change.name}.", *map(translated, change.follows)]
    return " ".join(parts)


def differences(kind: ChangeKind, before: Values, wanted: Values) -> list[Context]:
    """Return each value for `compare.html`: what it was, what it would be."""
    named = [name for name in kind.labels if name in wanted]
    return [
        {
            "label": kind.labels[name],
            "left": kind.in_words(name, before[name]) if name in before else NOTHING,
            "right": kind.in_words(name, wanted[name]),
            "differs": before.get(name) != wanted[name],
        }
        for name in named
    ]


def under_way() -> list[tuple[ShownChange, list[User]]]:
    """What waits, for whoever asks: each with who can agree."""
    return [(shown(row), list(who_may_agree(row))) for row in waiting()]


def waiting_about(about: UUID) -> ShownChange | None:
    """What was asked of this already: a second request for it is refused."""
    row = waiting().filter(about=about).first()
    return shown(row) if row else None


def asked_reaches(team: Team) -> list[ShownChange]:
    """Return what waits of where this team can go: it stands beside where it can."""
    rows = waiting().filter(kind=REACH.code)
    return [shown(row) for row in rows if values(row.wanted)["team"] == str(team.pk)]


def asked_of_account(user: User) -> list[str]:
    """Return in words what waits of this account, for its page."""
    change = waiting_about(user.pk)
    if change is None:
        return []
    told = "; ".join(
        f"{labelled(str(row['label']), str(row['left']))} → {row['right']}"
        for row in change.rows
        if row["differs"]
    )
    says = _("Waits for a director until {day}: {what}")
    return [says.format(day=date_format(change.row.until), what=told)]


def office_without_team() -> UUID | None:
    """Return the one office in which no team is at work: the next one is most likely its own."""
    rows = Office.objects.exclude(pk__in=case_teams().values("office"))
    found = list(rows.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def reaches(team: Team) -> list[Context]:
    """Return where it can go, as words."""
    return [
        {
            "area": area_name(row.country),
            "days": row.days,
            "languages": REACH.in_words("languages", row.languages),
            "permitted": REACH.in_words("permitted", row.permitted),
            "until": row.permitted_until,
        }
        for row in team.reaches.select_related("country").order_by("country__name", "id")
    ]

"""Where a team can go: in how many days, with which languages, with a permit until when.

Who must not go along with somebody is said of each colleague and each case, not of a team.
"""

from datetime import date
from uuid import UUID, uuid5

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import Team, User
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.database.stored_values import day_of
from fanal.organisation.changes.base import ChangeKind, Value, Values, named, text, yes_no
from fanal.partners.languages import language_names
from fanal.partners.models import Area
from fanal.sharing.actions.rules import set_reach
from fanal.sharing.models import TeamReach
from fanal.web.places import area_name

MOST_DAYS = 60


class ReachChange(ChangeKind):
    def now(self, about: UUID) -> Values:
        # The id is derived from team and area (`reach_id`) and leads back to neither; there are few
        # rows.
        for row in TeamReach.objects.all():
            if reach_id(row.team_id, row.country_id) == about:
                return _values(row)
        return {}

    def check(self, about: UUID, wanted: Values) -> None:
        if not Team.objects.filter(pk=text(wanted, "team"), closed_on=None).exists():
            raise BadInput("team", say("This team was closed."))
        if not Area.objects.filter(pk=text(wanted, "area"), valid_until=None).exists():
            raise BadInput("area", say("This area is not known. Choose one of the list."))
        if not 0 <= _days(wanted) <= MOST_DAYS:
            raise BadInput("days", say("between 0 and {most}", most=MOST_DAYS))

    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        set_reach(
            team=Team.objects.get(pk=text(wanted, "team")),
            country=Area.objects.get(pk=text(wanted, "area")),
            days=_days(wanted),
            languages=text(wanted, "languages"),
            permitted=bool(wanted.get("permitted")),
            permitted_until=day_of(text(wanted, "permitted_until")),
            by=by,
        )

    def name(self, about: UUID, values: Values) -> str:
        return f"{self.in_words('team', values['team'])} · {self.in_words('area', values['area'])}"

    def in_words(self, name: str, value: Value) -> str:
        if name == "team":
            return named(Team, value)
        if name == "area":
            return area_name(Area.objects.filter(pk=str(value)).first())
        if name == "permitted":
            return yes_no(value)
        if name == "languages" and isinstance(value, str) and value:
            return language_names(value)
        if name == "permitted_until" and isinstance(value, str) and value:
            return date_format(date.fromisoformat(value))
        return super().in_words(name, value)


def reach_id(team: UUID, area: UUID) -> UUID:
    """Return one id for a team in an area, also before it is written down."""
    return uuid5(team, str(area))


def _days(values: Values) -> int:
    value = values.get("days")
    return value if isinstance(value, int) else -1


def _values(row: TeamReach) -> Values:
    return {
        "team": str(row.team_id),
        "area": str(row.country_id),
        "days": row.days,
        "languages": row.languages,
        "permitted": row.permitted,
        "permitted_until": row.permitted_until.isoformat() if row.permitted_until else "",
    }


REACH = ReachChange(
    "reach",
    _("Where a team can go"),
    {
        "team": _("Team"),
        "area": _("Country or area"),
        "days": _("Days to get there"),
        "languages": _("Languages it speaks there"),
        "permitted": _("May work there"),
        "permitted_until": _("Permit until"),
    },
)

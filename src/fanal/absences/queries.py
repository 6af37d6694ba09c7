"""Who stands in for whom today, and what travel mode leaves open: read from the small tables that
each request has verified, without a question to the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.absences.models import StandIn, TravelMode
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import Membership, Team, User
from fanal.accounts.names import names_of_colleagues, who_may
from fanal.accounts.office_time import day_of_office
from fanal.authority import genuine_rows
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.database.sql import these


@dataclass(frozen=True)
class StandingIn:
    """One colleague stood in for: for whom, in which team, and until when."""

    away: UUID
    stand_in: UUID
    team: UUID
    until: date

    @property
    def last_day(self) -> str:
        return date_format(self.until, "MONTH_DAY_FORMAT")


def standing_in_for(user: User) -> list[StandingIn]:
    """Return for whom this user stands in today."""
    return [standing_in for standing_in in in_force() if standing_in.stand_in == user.pk]


def stand_ins_of(people: set[UUID]) -> set[UUID]:
    """Return who stands in for one of these today."""
    return {standing_in.stand_in for standing_in in in_force() if standing_in.away in people}


def leading_now(team: UUID) -> set[UUID]:
    """Return who leads this team, and who stands in for one of these in it: none who is in travel
    mode, in which no page of the work opens. Of a stand-in from another team nothing opens here."""
    leads = set(User.objects.leading(team).values_list("pk", flat=True))
    stand_ins = {one.stand_in for one in in_force() if one.team == team and one.away in leads}
    return {user for user in leads | stand_ins if travelling(user) is None}


def in_force() -> Iterator[StandingIn]:
    """What was agreed to and holds on the day that it is in the office of the team, while both are
    of the team and the stand-in has an account: a colleague who left it stands in for nobody."""
    for row in genuine_rows.rows_of(StandIn):
        # By the day of the office and not of the server: a leave of an office in Asia begins while
        # it is still yesterday in Europe.
        today = _day_of(Team, _id(row["team_id"]))
        begun = date.fromisoformat(str(row["since"])) <= today
        if begun and _goes_on(row, today) and {row["away_id"], row["stand_in_id"]} <= _there(row):
            yield _standing_in(row)


def left_without() -> Iterator[StandingIn]:
    """Yield the absences that go on though the stand-in, who was agreed to, has left."""
    for row in genuine_rows.rows_of(StandIn):
        gone = row["away_id"] in (there := _there(row)) and row["stand_in_id"] not in there
        if gone and _goes_on(row, _day_of(Team, _id(row["team_id"]))):
            yield _standing_in(row)


def _goes_on(row: dict[str, str | None], today: date) -> bool:
    return bool(row["agreed_on"]) and today <= date.fromisoformat(str(row["until"]))


def _there(row: dict[str, str | None]) -> set[str | None]:
    """Return who is of its team; its stand-in only with an account that works."""
    team = row["team_id"]
    members = {one["user_id"] for one in genuine_rows.rows_of(Membership) if one["team_id"] == team}
    if _id(row["stand_in_id"]) in names_of_colleagues(active=True):
        return members
    return members - {row["stand_in_id"]}


def _standing_in(row: dict[str, str | None]) -> StandingIn:
    away, stand_in, team = (_id(row[f"{name}_id"]) for name in ("away", "stand_in", "team"))
    return StandingIn(away, stand_in, team, date.fromisoformat(str(row["until"])))


def whose_work(user: User) -> list[UUID]:
    """Return whose cases, tasks and check-ins are hers to see to today: her own, and those of the
    colleagues for whom she stands in."""
    return [user.pk, *dict.fromkeys(standing_in.away for standing_in in standing_in_for(user))]


def teams_led(user: User) -> RawSQL | None:
    """Return the teams of which what nobody works on is hers to see to: of a lead her own; of
    whoever else stands in for one, that team. None where there is none."""
    if user.may(Permission.LEAD_CASES):
        return team_ids_of(user)
    teams = led_for_others(user)
    return these(teams) if teams else None


def led_for_others(user: User) -> set[UUID]:
    """Return the teams in which this user stands in for a lead today."""
    found = standing_in_for(user) if user.may(Permission.WORK_CASES) else []
    leads = who_may(Permission.LEAD_CASES) if found else frozenset()
    return {standing_in.team for standing_in in found if standing_in.away in leads}


def said_of(user: User) -> dict[UUID, str]:
    """Return “for Noi, until 3 Dec” by the id of who is away, to stand beside what is not one's
    own."""
    found = standing_in_for(user)
    names = names_of_colleagues() if found else {}
    return {
        standing_in.away: _("for {who}, until {day}").format(
            who=names.get(standing_in.away, ""), day=standing_in.last_day
        )
        for standing_in in found
    }


def _day_of(model: type[Team | User], id: UUID) -> date:
    """The day that it is in the office of this team or person."""
    offices = (row["office_id"] for row in genuine_rows.rows_of(model) if _id(row["id"]) == id)
    office = next(offices, None)
    return day_of_office(_id(office), timezone.now()) if office else timezone.localdate()


def _id(text: str | None) -> UUID:
    return UUID(str(text))


# ── Travel mode ──────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Travelling:
    """Travel mode of a user: until which day, and the only folders that open."""

    until: date
    folders: frozenset[UUID]


def travelling(user_id: UUID) -> Travelling | None:
    """Return the travel mode of this user; None for whoever is not in it today."""
    for row in genuine_rows.rows_of(TravelMode):
        if _id(row["user_id"]) == user_id and _travels_today(row):
            until = date.fromisoformat(str(row["until"]))
            return Travelling(until, frozenset(map(_id, str(row["folders"]).split())))
    return None


def _travels_today(row: dict[str, str | None]) -> bool:
    return _day_of(User, _id(row["user_id"])) <= date.fromisoformat(str(row["until"]))


# When a colleague is away, as a lead agreed to it: for what is planned for a day ahead.
@dataclass(frozen=True)
class AgreedAbsence:
    """An absence that was agreed to. `who`: the name of who is away."""

    person: UUID
    who: str
    since: date
    until: date

    @property
    def today(self) -> date:
        """Return the day that it is in her office: after midnight where her reader is, it may still
        be the evening of her last day."""
        return _day_of(User, self.person)

    @property
    def begun(self) -> bool:
        return self.since <= self.today

    @property
    def is_today(self) -> bool:
        return self.since <= self.today <= self.until

    @property
    def sentence(self) -> Sentence:
        return say(
            "{who} is away from {since} until {until}, as was agreed.",
            who=self.who,
            since=self.since,
            until=self.until,
        )


def absences_between(first: date, last: date) -> dict[UUID, AgreedAbsence]:
    """Who is away on one of these days, by person: the absence that begins first. Without a
    question to the database."""
    return _first_of_each(one for one in _agreed() if one.since <= last and first <= one.until)


def absences_ahead() -> dict[UUID, AgreedAbsence]:
    """Who is away from today on, or will be: the next absence of each."""
    return _first_of_each(one for one in _agreed() if one.today <= one.until)


def absence_today(person: UUID) -> AgreedAbsence | None:
    """Her absence of today, by whichever team it was agreed: she is on leave from all of them."""
    absences = (one for one in _agreed() if one.person == person)
    return _first_of_each(one for one in absences if one.is_today).get(person)


def away_today() -> set[UUID]:
    """Return who is on leave today, as was agreed, or in travel mode. Whoever is may decide still;
    another is asked beside her, or what waits would wait until she is back."""
    travel_modes = genuine_rows.rows_of(TravelMode)
    travellers = {_id(row["user_id"]) for row in travel_modes if _travels_today(row)}
    return travellers | {one.person for one in _agreed() if one.is_today}


def _first_of_each(absences: Iterable[AgreedAbsence]) -> dict[UUID, AgreedAbsence]:
    found: dict[UUID, AgreedAbsence] = {}
    for absence in sorted(absences, key=lambda absence: absence.since):
        found.setdefault(absence.person, absence)
    return found


def named_with_absence(who: str, away: AgreedAbsence | None) -> str:
    """Return how a list of colleagues offers her: “Noi (away from 28 Nov until 3 Dec)”."""
    if away is None:
        return who
    days = [date_format(one, "MONTH_DAY_FORMAT") for one in (away.since, away.until)]
    return _("{who} (away from {since} until {until})").format(
        who=who, since=days[0], until=days[1]
    )


def _agreed() -> Iterator[AgreedAbsence]:
    names = names_of_colleagues()
    for row in genuine_rows.rows_of(StandIn):
        if row["agreed_on"]:
            since, until = (date.fromisoformat(str(row[name])) for name in ("since", "until"))
            away = UUID(str(row["away_id"]))
            yield AgreedAbsence(away, names.get(away, ""), since, until)

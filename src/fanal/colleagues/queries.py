"""The list of whom one supervises, a colleague's page, and the board of incidents."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.absences.queries import in_force
from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.colleagues import access
from fanal.colleagues.later_directors import LaterDirector, later_directors
from fanal.colleagues.lost_devices import is_back
from fanal.colleagues.models import ColleagueComplaint, Qualification, SecurityIncident, Supervision
from fanal.core.colleagues.complaints import answer_due
from fanal.core.colleagues.incidents import NAMED_ONLY, SecurityIncidentKind
from fanal.core.colleagues.supervision import SupervisionFacts, facts_of, share_held
from fanal.core.colleagues.validity import ValidityState, state_on
from fanal.web.words import translated

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class ShownQualification:
    row: Qualification
    state: ValidityState


@dataclass(frozen=True)
class ColleaguePage:
    """A colleague as her supervisor sees her.

    `ending`: what ends soon or is over, and was not shown anew. `open_cases`: in her hands, of
    those that no conflict closes to the reader. `away`: until when somebody stands in for her.
    """

    colleague: User
    open_cases: int
    away: date | None
    supervision: SupervisionFacts
    meetings: list[Supervision]
    qualifications: list[ShownQualification]

    @property
    def ending(self) -> list[ShownQualification]:
        # Newest first from the database: read backwards, the newest of each kind is what stays. A
        # certificate that was renewed is not "about to end".
        newest = {
            qualification.row.kind: qualification for qualification in reversed(self.qualifications)
        }
        return [
            qualification
            for qualification in newest.values()
            if qualification.state is not ValidityState.VALID
        ]


def pages_of(people: QuerySet[User], reader: User, today: date) -> list[ColleaguePage]:
    """Return a page for each of these people, in a constant number of queries."""
    # Grouped here: one question for all, in place of one for each colleague.
    meetings: dict[UUID, list[Supervision]] = defaultdict(list)
    for row in access.meetings_of(people).select_related("supervisor"):
        meetings[row.colleague_id].append(row)
    shown: dict[UUID, list[ShownQualification]] = defaultdict(list)
    for qualification in access.qualifications_of(people).select_related("made_by"):
        shown[qualification.colleague_id].append(
            ShownQualification(qualification, state_on(qualification.until, today))
        )
    # Counts of open cases for herself and her supervisor; facts, no index and no comparison between
    # names (domain page on the programmes, 7.2).
    load = access.open_cases_of(people, reader)
    away = {absence.away: absence.until for absence in in_force()}
    return [
        ColleaguePage(
            user,
            load.get(user.pk, 0),
            away.get(user.pk),
            facts_of((row.meeting() for row in meetings[user.pk]), _joined_on(user), today),
            meetings[user.pk],
            shown[user.pk],
        )
        for user in people
    ]


def _joined_on(user: User) -> date:
    joined: datetime | date = user.joined
    return joined.date() if isinstance(joined, datetime) else joined


@dataclass(frozen=True)
class HeldShare:
    held: int
    due: int


def held_in_a_year(people: QuerySet[User], today: date) -> HeldShare:
    # A share of what was due: a planned meeting that lies ahead is neither held nor missed.
    rows = access.meetings_of(people).filter(on__gt=today - A_YEAR)
    return HeldShare(*share_held((row.meeting() for row in rows), today))


@dataclass(frozen=True)
class IncidentCount:
    kind: SecurityIncidentKind
    happened: int
    near: int


def counted_incidents(today: date) -> list[IncidentCount]:
    """Return the incidents of a year by kind: numbers only, of every kind.

    What came near is a sign that colleagues report, and no sign of less danger.
    """
    happened: Counter[SecurityIncidentKind] = Counter()
    near: Counter[SecurityIncidentKind] = Counter()
    for incident in SecurityIncident.objects.filter(on__gt=today - A_YEAR):
        (near if incident.near else happened)[incident.kind] += 1
    return [
        IncidentCount(kind, happened[kind], near[kind])
        for kind in SecurityIncidentKind
        if happened[kind] or near[kind]
    ]


def is_named_only(incident: SecurityIncident) -> bool:
    # Two named readers alone: sexual violence against staff (7.3).
    return incident.kind in NAMED_ONLY


def incidents_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Incidents of which she was told and has not said that she knows; directors who came after one
    of hers."""
    incidents = access.incidents_for(user, now.date())
    waiting = [
        TodayRow(
            reverse("colleagues:incident", args=[incident.pk]),
            capfirst(translated(incident.kind.sentence())),
            more=str(incident.colleague),
            tone="danger",
        )
        for incident in incidents
        # Whoever reported it knows of it; the others are asked until they say so.
        if incident.ended_on is None and _waits_for(user, incident)
    ]
    # A colleague who is back with new keys may be called again, once a lead has said so: until then
    # every page names others.
    back = [_is_back(row) for row in incidents if not _waits_for(user, row) and is_back(user, row)]
    given = [_to_give(director) for director in later_directors(user, incidents)]
    return [*waiting, *back, *given]


def _is_back(incident: SecurityIncident) -> TodayRow:
    return TodayRow(
        reverse("colleagues:incident", args=[incident.pk]),
        _("{who} is back with new keys: can she be called again?").format(who=incident.colleague),
        more=_("Until you say that nothing more is to be done, no page tells anybody to call her."),
        tone="care",
    )


def _to_give(later: LaterDirector) -> TodayRow:
    title = _("{name} joined later: give her earlier incidents").format(name=later.director)
    address = reverse("colleagues:give_incidents", args=[later.director.pk])
    return TodayRow(address, title, icon="safety")


def named_incident(row: SecurityIncident) -> str:
    """Kind and day, as a field offers it."""
    return f"{capfirst(translated(row.kind.sentence()))} · {date_format(row.on)}"


def _waits_for(user: User, incident: SecurityIncident) -> bool:
    # Nobody is asked to confirm what she wrote herself.
    if incident.made_by_id == user.pk:
        return False
    notice = access.notice_to(user, incident)
    # No row: nobody told her yet. A row without a day: told, and not seen.
    return notice is None or notice.seen_on is None


@dataclass(frozen=True)
class ShownComplaint:
    row: ColleagueComplaint
    due: date
    late: bool


def shown_complaints(user: User, today: date) -> list[ShownComplaint]:
    """Return the complaints that she answers, what waits first."""
    country = user.office.country
    complaints = []
    for row in access.complaints_for(user):
        # Three working days by the calendar of the office (7.4, marked as a design).
        due = answer_due(row.on, country)
        complaints.append(ShownComplaint(row, due, row.answered_on is None and due < today))
    # `sorted` is stable, so the order by day within both halves stays.
    return sorted(complaints, key=lambda one: one.row.answered_on is not None)


def complaints_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """How many wait for an answer of hers."""
    # A number and no subject: the start page is read over one's shoulder.
    n = access.complaints_for(user).filter(answered_on=None).count()
    if not n:
        return []
    title = ngettext(
        "%(n)d complaint about a colleague waits", "%(n)d complaints about colleagues wait", n
    ) % {"n": n}
    return [TodayRow(reverse("colleagues:complaints"), title, icon="note", tone="care")]

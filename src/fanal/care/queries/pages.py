"""What the pages of care show: requests, and what a file holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from fanal.accounts.models import User
from fanal.care import access
from fanal.care.models import CareFile, CareRecord, CareRequest, CareSummary
from fanal.care.queries.windows import windows_for
from fanal.care.words import DANGER_TOLD, READ_ANSWER, SEE_TODAY
from fanal.cases.models import Case, Task
from fanal.cases.queries.ask_whom import danger_words, to_be_asked, to_be_called, whom_to_ask_about
from fanal.cases.queries.helpers import no_longer_help
from fanal.coded_facts.coders import RowContent
from fanal.core.care.asking import RUNNING, CareState, SeenWithin
from fanal.core.care.samples import CustodyEntry, CustodyStep
from fanal.core.care.windows import ActTime, see_today
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.words import Sentence
from fanal.keys.queries import living_grants_on
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_ages
from fanal.shelters.queries.absent_residents import lost_among
from fanal.web.words import translated


@dataclass(frozen=True)
class ShownRequest:
    """A request as the pages of care show it.

    `said`: what is sealed, {} where it is closed to the reader. `today`: to be seen today.
    `ask_whom`: of her who is in danger, `ask_where`: of whom nobody knows where she is, for a
    health worker, who opens no case; `age`: as far as it decides whose consent counts;
    `to_replace`: who of those that were to interpret or come along may not help any more.
    """

    row: CareRequest
    said: Content
    summaries: list[tuple[CareSummary, str]]
    act: ActTime | None
    today: bool
    ask_whom: str = ""
    ask_where: str = ""
    age: ConsentAge | None = None
    to_replace: str = ""

    @property
    def ask_about_child(self) -> str:
        """Return whom to ask what was not said: who asked, or who may be asked instead by now."""
        return to_be_asked(self.row.made_by, self.row.case)

    @property
    def danger_words(self) -> str:
        return danger_words(self.ask_whom, self.ask_where)

    @property
    def child_words(self) -> Sentence | str:
        """The sentence that she is to be treated as a child, and her age; "" of an adult."""
        return self.age.sentence() if self.age and self.age.as_child else ""

    @property
    def age_words(self) -> Sentence | str:
        """The age of an adult: who sees her knows it, as whoever asked was told; "" of a child."""
        return self.age.sentence() if self.age and not self.age.as_child else ""

    @property
    def needs_carer(self) -> bool:
        return self.age is not None and self.age.as_child and self.age.needed.carers

    @property
    def state(self) -> CareState:
        return self.row.stands

    @property
    def to_read(self) -> Task | None:
        """The task to read the answer, until somebody has."""
        task = self.row.task
        if task is None or task.done_on is not None:
            return None
        return task if (task.sentence or [""])[0] == READ_ANSWER.template else None

    @property
    def left(self) -> bool:
        """Whether whoever was asked works here no longer: another is to be asked."""
        return self.open and not self.row.to.is_active

    @property
    def open(self) -> bool:
        return self.state in RUNNING


def shown_requests(rows: Iterable[CareRequest], ring: Ring, now: datetime) -> list[ShownRequest]:
    requests = list(rows)
    ring.prepare([row.id for row in requests])
    shown = [_shown_request(row, ring, now) for row in requests]
    gone = no_longer_help(_planned(one, timezone.localdate(now)) for one in shown)
    return [replace(one, to_replace=whom) for one, whom in zip(shown, gone, strict=True)]


def _planned(shown: ShownRequest, today: date) -> tuple[UUID, date, list[str]]:
    said = [str(shown.said.get(name, "")) for name in ("language", "comes")]
    return shown.row.case_id, max(shown.row.due, today), said if shown.open else []


def _shown_request(row: CareRequest, ring: Ring, now: datetime) -> ShownRequest:
    content = row.try_unseal(ring) or {}
    act = act_of(content)
    summaries = [
        (summary, words["words"] or translated(DANGER_TOLD))
        for summary in row.summaries.all()
        # A summary that does not open is left out: its number alone would tell nothing.
        if (words := summary.try_unseal(ring)) is not None
    ]
    today = row.stands in RUNNING and (
        _waits_for_today(row, content)
        or (bool(content.get("happened")) and see_today(act, now, windows_for(row.to, act)))
    )
    return ShownRequest(row, content, summaries, act, today)


def _waits_for_today(row: CareRequest, content: Content) -> bool:
    """Return whether she is still to be seen today, and not as long as her care goes on."""
    if content.get("within") != SeenWithin.TODAY or row.task is None:
        return False
    is_to_see = (row.task.sentence or [""])[0] == SEE_TODAY.template
    return is_to_see and row.task.done_on is None


def of_case(case: Case, ring: Ring, now: datetime) -> list[ShownRequest]:
    return shown_requests(access.requests_of(case).order_by("-made_on", "id"), ring, now)


def requests_with_danger(
    rows: Iterable[CareRequest],
    reader: User,
    ring: Ring,
    now: datetime,
    *,
    closed_too: bool = False,
) -> list[ShownRequest]:
    """Return the requests as whoever was asked reads them: who is a child, who is in danger, whom
    to ask about her. `closed_too`: also of those that the reader does not open."""
    shown = shown_requests(rows, ring, now)
    opened = [request.row for request in shown if closed_too or request.open]
    whom = whom_to_ask_about(opened, reader)
    ages = consent_ages({request.row.person_id for request in shown}, timezone.localdate(now))
    lost = lost_among({row.person_id for row in opened}, timezone.localdate(now))
    where = {
        row.id: to_be_called(row.case, reader=reader) for row in opened if row.person_id in lost
    }
    return [
        replace(
            request,
            ask_whom=whom.get(request.row.id, ""),
            ask_where=where.get(request.row.id, ""),
            age=ages[request.row.person_id],
        )
        for request in shown
    ]


def last_asked(
    files: Collection[CareFile], reader: User, ring: Ring, now: datetime
) -> dict[UUID, ShownRequest]:
    """Return by file the last request, of whomever, also one that is over: whoever was let in is
    asked by no case, and she is still a child, or in danger."""
    rows = CareRequest.objects.filter(file__in=files).select_related("case__team", "made_by")
    # In order, so that the last request of a file overwrites the others.
    last = {row.file_id: row for row in rows.order_by("made_on", "id") if row.file_id}
    shown = requests_with_danger(last.values(), reader, ring, now, closed_too=True)
    return dict(zip(last, shown, strict=True))


# ── One file ─────────────────────────────────────────────────────────────────
def who_opens(file: CareFile) -> list[User]:
    """Return those who keep it or were named, each once."""
    openers = {
        grant.to_keys.user_id: grant.to_keys.user
        for grant in living_grants_on(file.id)
        if grant.to_keys
    }
    return sorted(openers.values(), key=lambda one: one.display_name)


# What is sealed in requests and records, as the rules read it.
type Read = tuple[CareRecord, Content]


def records_of(file: CareFile, ring: Ring) -> list[Read]:
    """Return all of a file, opened, in order."""
    rows = file.records.select_related("made_by").order_by("number")
    return [(row, row.unseal(ring)) for row in rows]


def act_of(content: RowContent) -> ActTime | None:
    """Return when it happened, in the time of the place, as a request says it."""
    if not content.get("act"):
        return None
    earliest, latest, zone = content["act"]
    place = ZoneInfo(zone)
    return ActTime(*(datetime.fromisoformat(hour).astimezone(place) for hour in (earliest, latest)))


def custody_of(content: RowContent) -> list[CustodyEntry]:
    return [
        CustodyEntry(CustodyStep(step), datetime.fromisoformat(at), holder)
        for step, at, holder in content["custody"]
    ]

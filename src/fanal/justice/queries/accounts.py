"""Every account she gave, wherever it stands: our interviews, statements that others took, and what
she told in court.

The first two are kept by `fanal.identification` and read here, so that nothing is asked of her
again for want of knowing that she has told it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.cases.models import Case
from fanal.cases.queries.consent_answers import said_on
from fanal.core.casework.answers import text_in
from fanal.core.casework.consent import NO, ConsentPurpose
from fanal.core.casework.recording import RECORDED
from fanal.core.justice.codes import HEARD
from fanal.core.justice.courts import HearingNews
from fanal.core.justice.kinds import JusticeKind
from fanal.core.law.findings import Body
from fanal.core.words import Sentence, Translatable, say
from fanal.identification.models import Interview, VictimStatement
from fanal.justice.models import KIND, JusticeRecord
from fanal.justice.queries.court_days import Heard, heard
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.web.codes import LANGUAGES
from fanal.web.typing import PageText

LEAD_AGREES_FROM = 3
BY_US = say("our interview")
IN_COURT = say("heard in court")
STOPPED = say("our interview, stopped")


@dataclass(frozen=True)
class AccountGiven:
    """One time that she told it. `kept`: where a copy is. `no`: what she said to it that day."""

    on: date
    what: Translatable | PageText
    language: str = ""
    interpreter: str = ""
    kept: str = ""
    by: str = ""
    recorded: Sentence | None = None
    no: bool = False


@dataclass(frozen=True)
class AccountRegister:
    """The accounts of one person, the oldest first."""

    person: Person
    accounts: list[AccountGiven]

    @property
    def brake(self) -> bool:
        """Whether one more would be the third, or a later one."""
        return len(self.accounts) + 1 >= LEAD_AGREES_FROM


def registers(case: Case, people: Iterable[Person], ring: Ring) -> list[AccountRegister]:
    """Return the accounts of each of these people, in a constant number of queries."""
    by_person: dict[UUID, list[AccountGiven]] = {}
    given = (*_interviews(case, ring), *_statements(case, ring), *_in_court(case, ring))
    for person, account in given:
        by_person.setdefault(person, []).append(account)
    return [
        AccountRegister(
            person, sorted(by_person.get(person.id, ()), key=lambda account: account.on)
        )
        for person in people
    ]


def _interviews(case: Case, ring: Ring) -> Iterator[tuple[UUID, AccountGiven]]:
    """Yield the interviews of herself alone, and begun: without sittings with others
    (`fanal.identification`)."""
    rows = Interview.objects.filter(case=case, statements__isnull=False).distinct()
    for row in rows.select_related("by"):
        data = row.try_unseal(ring)
        if data is None or "source" not in data:
            taken_by: Sentence = STOPPED if row.stopped else BY_US
            spoken = str((data or {}).get("spoken") or (data or {}).get("language") or "")
            yield row.person_id, AccountGiven(row.on, taken_by, _language(spoken), by=str(row.by))


def _statements(case: Case, ring: Ring) -> Iterator[tuple[UUID, AccountGiven]]:
    rows = list(VictimStatement.objects.filter(case=case).select_related("made_by"))
    states = said_on(ConsentPurpose.STATEMENT, {(row.person_id, row.on) for row in rows})
    for row in rows:
        data = row.try_unseal(ring)
        if data is not None:
            yield (
                row.person_id,
                AccountGiven(
                    row.on,
                    Body(data["taken_by"]).sentence(),
                    data["language"],
                    data["interpreter"],
                    data["kept"],
                    data["taken_by_name"],
                    dict(RECORDED).get(data.get("recorded", "")),
                    states[row.person_id, row.on] in NO,
                ),
            )


def heard_on(people: Collection[UUID]) -> list[date]:
    """Return the days on which these people told it in court, without a key."""
    rows = JusticeRecord.objects.filter(proceeding__person__in=list(people), under__isnull=False)
    return [
        row.on for row in rows.defer("sealed", "away").order_by("on", "number") if _was_heard(row)
    ]


def _was_heard(row: JusticeRecord) -> bool:
    held = row.coded.get("news") == HearingNews.HELD
    return held and row.coded.get("heard") == HEARD


def _in_court(case: Case, ring: Ring) -> Iterator[tuple[UUID, AccountGiven]]:
    kinds = KIND.in_scopes([case.id], [JusticeKind.HEARING, JusticeKind.HEARING_NEWS])
    rows = JusticeRecord.objects.filter(case=case, kind__in=kinds).select_related("proceeding")
    in_order = list(rows.order_by("number"))
    hearings = {row.id: row for row in in_order if row.under_id is None}
    for news in in_order:
        if news.under_id is None or not _was_heard(news):
            continue
        below = [row for row in in_order if row.under_id == news.under_id]
        upper = hearings.get(news.under_id)
        hearing = heard(upper, below, ring) if upper else None
        if hearing is not None:
            yield news.proceeding.person_id, _heard(news, hearing, ring)


def _heard(news: JusticeRecord, hearing: Heard, ring: Ring) -> AccountGiven:
    told = news.try_unseal(ring) or {}
    return AccountGiven(
        news.on,
        IN_COURT,
        text_in(news.proceeding.try_unseal(ring) or {}, "language"),
        text_in(told, "interpreter") or hearing.state.arranged.get("interpreter", ""),
        by=text_in(hearing.data, "place"),
        recorded=dict(RECORDED).get(text_in(told, "recorded")),
    )


def _language(code: str) -> str:
    return LANGUAGES.name(code) if code else ""

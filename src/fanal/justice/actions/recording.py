"""Adding a record to a proceeding, or below another record; nothing of before is changed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.present import mail_to
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import leads_of
from fanal.cases.queries.helpers import must_name_nobody_left_out
from fanal.cases.queries.people_around import must_be_no_danger
from fanal.coded_facts import actions as facts
from fanal.core.casework.answers import (
    NOT_ASKED,
    answered_text,
    dump,
    is_value,
    load,
    sealed_answer,
)
from fanal.core.casework.fields import Field, FieldType
from fanal.core.errors import BadInput
from fanal.core.justice.codes import APPEALED, ENDS, MAY_BE_APPEALED, NOT_SAID
from fanal.core.justice.courts import (
    COMES,
    FOR_THE_DAY,
    HEARD_ELSEWHERE,
    VIDEO,
    HearingNews,
    HearingPresence,
)
from fanal.core.justice.custody import GONE, REVIEWED
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.limits import rule
from fanal.core.justice.proceedings import HERS
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import say
from fanal.database.sql import next_number
from fanal.journeys.models import Journey
from fanal.justice.actions.checking import check, due_of
from fanal.justice.actions.status import find_as_well, keep_period
from fanal.justice.actions.tasks import day_has_changed, what_follows, what_follows_news
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.court_days import heard
from fanal.justice.queries.journeys import journey_to_court
from fanal.justice.queries.money import money_waits
from fanal.keys.ring import Ring
from fanal.protection.actions.recording import record as record_protection
from fanal.web.typing import Answers

K = JusticeKind
# What waits until something is written below it; a step until she was told of it, evidence until it
# is returned or destroyed.
WAITS = {
    K.HEARING,
    K.STEP,
    K.LIMIT,
    K.ACT,
    K.MEASURE,
    K.EVIDENCE,
    K.INFORMATION,
    K.PRESSURE,
    K.STATUS,
}


@transaction.atomic
def record(
    *,
    proceeding: Proceeding,
    kind: JusticeKind,
    answers: Answers,
    by: User,
    ring: Ring,
    under: JusticeRecord | None = None,
    on: date | None = None,
    due: date | None = None,
    sure: bool = False,
    journey: Journey | None = None,
    today: date | None = None,
) -> JusticeRecord:
    """Write one record. Fields left out are not asked. Raises `BadInput` naming the field: at
    `sure` for what is unusual and has to be confirmed."""
    today, content = today or timezone.localdate(), _checked(kind, answers)
    row = JusticeRecord(
        proceeding=proceeding,
        under=under,
        kind=kind,
        on=on or today,
        due=due,
        journey=journey,
        made_by=by,
        made_on=today,
        coded=_coded(kind, content),
    )
    row.case, row.folder = proceeding.case, proceeding.case_id
    of_case = JusticeRecord.objects.filter(case=row.case_id)
    row.number = next_number(of_case, Case.objects.filter(pk=row.case_id))
    check(row, content, ring, today, sure=sure)
    _must_fit(row, content, by, ring)
    _derive(row, content, ring)
    row.write(ring, content, 0)
    _follow(row, content, by, ring)
    facts.code_row(row)
    facts.code_row(proceeding)  # its state follows from its steps
    audit.record(act="justice.recorded", by=by, about=row.case_id, detail={"record": kind.value})
    return row


def _derive(row: JusticeRecord, answers: Answers, ring: Ring) -> None:
    """Derive what lists and calendars read of it without opening it."""
    row.due = due_of(row, answers)
    # Hours and an escort alone: the staff of her shelter opens no legal part.
    row.away = away_on_its_day(answers) if row.record_kind is K.HEARING else {}
    row.waits = _money_waits(row, answers, ring) if row.record_kind is K.MONEY else _waits(row)


def _must_fit(row: JusticeRecord, values: Mapping[str, object], by: User, ring: Ring) -> None:
    """Raise `BadInput` unless who is beside her in court is tied to no side and no danger."""
    if row.record_kind not in (K.HEARING, K.HEARING_NEWS):
        return
    for where in "interpreter", "escort":
        typed = answered_text(load(values.get(where)))
        # An interpreter who is a cousin of a suspect hears all that she says.
        must_name_nobody_left_out(row.case, typed, where=where, by=by, ring=ring)
    for where in FOR_THE_DAY:
        # Of a child abused at home, the parent who is asked first may be the accused.
        typed = answered_text(load(values.get(where)))
        must_be_no_danger(row.case, typed, where=where, ring=ring)


def _waits(row: JusticeRecord) -> bool:
    """Whether a record waits: what she did herself she need not be told of; what was granted waits
    for no appeal."""
    match row.record_kind:
        case K.STEP:
            return row.coded["step"] not in HERS
        case K.STATUS:
            return row.coded["status"] in MAY_BE_APPEALED
    return row.record_kind in WAITS


def _money_waits(row: JusticeRecord, answers: Answers, ring: Ring) -> bool:
    """Whether money waits: the last written of the money of a proceeding waits for all of it."""
    for before in JusticeRecord.objects.filter(proceeding=row.proceeding, waits=True):
        # The kind is sealed, so it is compared here.
        if before.record_kind is K.MONEY:
            before.waits = False
            before.save(update_fields=["waits"])
    return money_waits(row, answers, ring)


def _follow(row: JusticeRecord, values: Mapping[str, object], by: User, ring: Ring) -> None:
    """Take over from what is written below a record whether it still waits, until when, and on
    which day she is away."""
    find_as_well(row, values, by, ring)
    upper = row.under
    if upper is None:
        what_follows(row, by)
        return
    news = row.coded.get("news", "")
    if row.record_kind is K.TOLD or news in ENDS.get(row.record_kind.value, set()):
        upper.waits = False
    if row.record_kind is K.MEASURE_NEWS:
        keep_period(row, by, ring)
        upper.due = row.due or upper.due
    if row.record_kind is K.STATUS_NEWS and news == APPEALED:
        # What had a last day was done: no page counts to it any more.
        upper.due = None
    if row.record_kind is K.CUSTODY:
        upper.due, upper.waits = row.on + REVIEWED, upper.waits and row.coded["why"] not in GONE
    if row.record_kind is K.HEARING_NEWS:
        upper.away = away_after(upper, HearingNews(news), values, ring)
        upper.journey = upper.journey or journey_to_court(upper.proceeding)
        day_has_changed(row, upper.journey, by)
    upper.save(update_fields=["waits", "due", "away", "journey"])
    what_follows_news(row, by)


def _checked(kind: JusticeKind, answers: Answers) -> dict[str, object]:
    """Return the answers as they are sealed. Raises `BadInput`."""
    described = kind.described
    content = {
        field.name: _answer(field, answers.get(field.name, NOT_ASKED)) for field in described.fields
    }
    for name in described.must:
        if not is_value(load(content[name])) or load(content[name]) == "":
            raise BadInput(name, say("this question has to be answered"))
    return content


def _answer(field: Field, answer: object) -> object:
    if field.name == "rule" and field.type is FieldType.CHOICE and is_value(answer):
        if rule(str(answer)) is None:
            raise BadInput("rule", say("choose one of the time limits"))
        return dump(answer)
    return sealed_answer(field, answer)


def _coded(kind: JusticeKind, values: Mapping[str, object]) -> dict[str, str]:
    """Return the codes alone of what was answered."""
    answers = {name: load(values[name]) for name in kind.described.coded}
    return {name: str(answer) for name, answer in answers.items() if is_value(answer)}


# Somebody presses her because of a proceeding: one tap, before anybody has time to write.
ASKED = say("Somebody is putting pressure on her because of a proceeding: is she safe tonight?")


@transaction.atomic
def report_pressure(*, proceeding: Proceeding, by: User, ring: Ring) -> JusticeRecord:
    """Write a line in the proceeding, an event that asks for a new look at the risk, and a task of
    today for a lead, who gets a mail that says nothing but: please sign in."""
    case, today = proceeding.case, timezone.localdate()
    pressure = record(
        proceeding=proceeding,
        kind=JusticeKind.PRESSURE,
        answers={"how": NOT_SAID},
        by=by,
        ring=ring,
    )
    record_protection(
        case=case,
        kind=RecordKind.PRESSURE,
        person=proceeding.person,
        answers={"how": NOT_SAID},
        by=by,
        ring=ring,
    )
    # Where the team has no lead it falls to whoever reported: it never waits for nobody.
    leads = list(leads_of(case))
    add_task(case=case, title=ASKED, assignee=leads[0] if leads else by, due=today, by=by)
    mail_to([lead for lead in leads if lead.pk != by.pk], today)
    return pressure


def away_on_its_day(values: Mapping[str, object]) -> dict[str, object]:
    """Return how long she is away, for the staff of her shelter, without hours where nobody knows
    them yet; nothing of a day to which she does not go. `may_stay`: who is heard by video may be
    heard in the house, and is not free for that time."""
    answers = {name: load(values.get(name)) for name in ("day", "leaves", "back", "escort")}
    goes = is_value(answers["leaves"]) or is_value(answers["escort"]) or _goes(values)
    if not (goes or _is_heard(values)):
        return {}
    away: dict[str, object] = {
        name: str(answers[name]) for name in ("day", "leaves", "back") if is_value(answers[name])
    }
    away["escort"] = is_value(answers["escort"])
    return away if goes else away | {"may_stay": True}


def _goes(values: Mapping[str, object]) -> bool:
    wish = load(values.get("wish"))
    must = load(values.get("presence")) == HearingPresence.MUST
    return wish == COMES or (must and wish not in HEARD_ELSEWHERE)


def _is_heard(values: Mapping[str, object]) -> bool:
    need_not = load(values.get("presence")) == HearingPresence.NEED_NOT
    return load(values.get("wish")) == VIDEO and not need_not


def away_after(
    hearing: JusticeRecord, news: HearingNews, values: Mapping[str, object], ring: Ring
) -> dict[str, object]:
    """Return how long she is away on a new day, with its own hours and whoever goes with her then;
    without hours it is said that they are not known yet."""
    match news:
        case HearingNews.MOVED:
            escort = is_value(load(values.get("escort")))
            # She is away on that day in any case: her shelter reads it before anybody says when.
            not_known = {"day": str(load(values.get("day"))), "escort": escort}
            still = hearing.away | not_known
            known = {name: still[name] for name in ("day", "escort", "may_stay") if name in still}
            return away_on_its_day(values) or (known if hearing.away else {})
        case HearingNews.ARRANGED:
            return hearing.away | _on_its_day(hearing, values, ring)
    return {}


def _on_its_day(
    hearing: JusticeRecord, values: Mapping[str, object], ring: Ring
) -> dict[str, object]:
    """Return what was arranged for the day on which it stands."""
    heard_now = heard(hearing, hearing.records_below.order_by("number"), ring)
    if heard_now is None:
        return {}
    away = away_on_its_day({**values, "day": str(heard_now.state.now.day)})
    escort = {"escort": "escort" in heard_now.state.arranged}
    # Nothing where nobody said that she is away: her shelter must not learn of a day in court to
    # which she does not go.
    return away | escort if away or hearing.away else {}

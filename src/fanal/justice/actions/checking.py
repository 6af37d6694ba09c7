"""Checking that a record can be, after what is recorded: each kind asks its rule in the core."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from fanal.cases.queries.consent_answers import said_to
from fanal.core.calendars import read_text
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.calendars.hours import read_hour
from fanal.core.casework.amounts import read_amount
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.consent import ConsentPurpose, ConsentState
from fanal.core.casework.recording import check_recorded
from fanal.core.errors import BadInput
from fanal.core.justice import courts
from fanal.core.justice.codes import (
    AFTER_RAISED,
    DECIDED,
    OTHER_CURRENCY,
    RAISED,
    REFUSED,
    REFUSED_ON_APPEAL,
)
from fanal.core.justice.custody import REVIEWED
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.limits import rule
from fanal.core.justice.money import CompensationStep, check_claim, check_move
from fanal.core.justice.proceedings import ProceedingStep, StepKind, check_step
from fanal.core.protection.clocks import MOST
from fanal.core.words import say
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.money import moves_of, one_move
from fanal.justice.queries.steps import steps_of
from fanal.keys.ring import Ring

K = JusticeKind
type Told = Mapping[str, object]


@dataclass(frozen=True)
class Checked:
    """A record that is about to be written."""

    row: JusticeRecord
    told: Told
    ring: Ring
    today: date
    sure: bool

    def text(self, name: str) -> str:
        answer = load(self.told.get(name))
        return str(answer) if is_value(answer) else ""


def check(row: JusticeRecord, content: Told, ring: Ring, today: date, *, sure: bool) -> None:
    """Raise `BadInput` naming the field where a record cannot be."""
    refuse_future("on", row.on, today)
    # A mistyped year would put a last day where nobody is warned of it.
    if abs((row.on - today).days) > MOST * 10 or (row.due and (row.due - today).days > MOST * 4):
        raise BadInput("due" if row.due else "on", say("this day is too far away: check the year"))
    rule_of = RULES.get(row.record_kind)
    if rule_of:
        rule_of(Checked(row, content, ring, today, sure))


def _step(checked: Checked) -> None:
    proceeding = checked.row.proceeding
    step = StepKind(checked.row.coded["step"])
    before = steps_of([proceeding])[proceeding.id]
    check_step(
        proceeding.kind,
        before,
        ProceedingStep(step, checked.row.on),
        checked.today,
        sure=checked.sure,
    )


def _told_to_her(checked: Checked) -> None:
    if checked.row.under and checked.row.on < checked.row.under.on:
        raise BadInput("on", say("she cannot have been told before it happened"))


def _hearing(checked: Checked) -> None:
    country = checked.row.proceeding.country
    courts.check_day(_court_day(checked), country, sure=checked.sure)
    courts.zone_of(country, checked.text("zone"))
    read_hour(checked.text("hour"))
    _hours_away(checked)


def _hours_away(checked: Checked) -> None:
    leaves, back = (_hour(checked, name) for name in ("leaves", "back"))
    if leaves and back and back <= leaves:
        raise BadInput("back", say("she is back before she leaves"))


def _hour(checked: Checked, name: str) -> time | None:
    try:
        return read_hour(checked.text(name))
    except BadInput as wrong:
        raise BadInput(name, wrong.why) from None


def _court_day(checked: Checked) -> date:
    day = checked.text("day")
    if not day:
        raise BadInput("day", say("say on which day"))
    day_read = read_text(day).date
    if day_read.day is None:
        raise BadInput("day", say("say on which day"))
    if abs((day_read.interval.earliest - checked.today).days) > MOST * 2:
        raise BadInput("day", say("this day is too far away: check the year"))
    return day_read.interval.earliest


ARRANGED = (*courts.FOR_THE_DAY, "leaves")


def _hearing_news(checked: Checked) -> None:
    hearing = checked.row.under
    if hearing and not hearing.waits:
        raise BadInput("news", say("this hearing is over: add a new one"))
    if recorded := checked.text("recorded"):
        consent = _consent_then(ConsentPurpose.RECORDING, checked.row)
        check_recorded(recorded, consent, checked.row.on)
    news = courts.HearingNews(checked.row.coded["news"])
    if news is courts.HearingNews.MOVED:
        read_hour(checked.text("hour"))
        courts.check_day(_court_day(checked), checked.row.proceeding.country, sure=checked.sure)
    elif news is courts.HearingNews.ARRANGED and not any(map(checked.text, ARRANGED)):
        raise BadInput("interpreter", say("say who was arranged, or when she leaves"))
    _hours_away(checked)


def _consent_then(purpose: ConsentPurpose, row: JusticeRecord) -> ConsentState:
    """Return her consent as it stood on the day of which the record speaks."""
    return said_to(purpose, row.proceeding.person_id, row.on)


def _limit(checked: Checked) -> None:
    limit_rule = rule(checked.row.coded["rule"])
    # Limits differ and fail her where they are wrong: a lawyer who checked the day stands behind
    # it.
    if checked.row.due:
        if not checked.text("checked"):
            raise BadInput("checked", say("say which lawyer set this day"))
        return
    if limit_rule is None or not limit_rule.known:
        raise BadInput(
            "due",
            say(
                "we do not know how long this is: ask a lawyer, and write the last day and who "
                "set it"
            ),
        )
    if not checked.text("start"):
        raise BadInput("start", say("say from when it is counted, as far as you know"))


def _act_news(checked: Checked) -> None:
    raised = JusticeRecord.objects.filter(under=checked.row.under)
    known = any(row.coded.get("news") == RAISED for row in raised)
    if checked.row.coded["news"] in AFTER_RAISED and not known:
        raise BadInput("news", say("it was not raised yet: record first that it was raised"))


def _claim(checked: Checked) -> None:
    _amount(checked)
    # As it stood then: a yes that she took back later does not make an earlier claim wrong.
    consent = _consent_then(ConsentPurpose.COMPENSATION, checked.row)
    check_claim(checked.text("claimed_by"), consent)


def _money(checked: Checked) -> None:
    _amount(checked)
    step = CompensationStep(checked.row.coded["money"])
    move = one_move(checked.told, step)
    if move is None:
        return
    if checked.text("percent"):
        _percent(checked)
    check_move(moves_of(checked.row.proceeding, checked.ring), move, sure=checked.sure)


def _percent(checked: Checked) -> None:
    try:
        rate = read_amount("percent", checked.text("percent"))
    except BadInput:
        raise BadInput("percent", say("a rate from 0 to 100")) from None
    if rate > 100:
        raise BadInput("percent", say("a rate from 0 to 100"))


def _status(checked: Checked) -> None:
    if checked.row.due and not checked.text("checked"):
        raise BadInput("checked", say("say which lawyer set this day"))
    status = checked.row.coded["status"]
    if status in DECIDED and not checked.text("decided_by"):
        raise BadInput("decided_by", say("say which kind of body decided"))
    if status == REFUSED:
        _needs_reason(checked)


def _status_news(checked: Checked) -> None:
    if checked.row.coded["news"] == REFUSED_ON_APPEAL:
        _needs_reason(checked)


def _needs_reason(checked: Checked) -> None:
    if not checked.text("words").strip():
        raise BadInput("words", say("a refusal needs the reason given, or that none was given"))


def _cost(checked: Checked) -> None:
    if checked.text("amount"):
        _amount(checked)


def _amount(checked: Checked) -> None:
    """Check an amount. One in a currency that is not in the list is kept, and added to nothing."""
    if read_amount("amount", checked.text("amount")) <= Decimal(0):
        raise BadInput("amount", say("an amount is more than nothing"))
    if not checked.text("currency"):
        raise BadInput(
            "currency", say("an amount needs its currency: choose it, the amount is kept")
        )
    if checked.text("currency") == OTHER_CURRENCY and not checked.text("other_currency"):
        raise BadInput("other_currency", say("say which currency it is"))


def due_of(row: JusticeRecord, content: Told) -> date | None:
    """Return the last day of a limit, counted where no lawyer set it; the next look at evidence."""
    if row.due or row.record_kind not in (K.LIMIT, K.EVIDENCE):
        return row.due
    if row.record_kind is K.EVIDENCE:
        return row.on + REVIEWED
    limit_rule, start = rule(row.coded["rule"]), load(content.get("start"))
    # Counted from the earliest day that “start” may mean: a right that is exercised too early is
    # not lost.
    return limit_rule.last_safe_day(read_text(str(start)).date) if limit_rule else None


RULES: Mapping[JusticeKind, Callable[[Checked], None]] = {
    K.STEP: _step,
    K.TOLD: _told_to_her,
    K.HEARING: _hearing,
    K.HEARING_NEWS: _hearing_news,
    K.LIMIT: _limit,
    K.ACT_NEWS: _act_news,
    K.CLAIM: _claim,
    K.MONEY: _money,
    K.STATUS: _status,
    K.STATUS_NEWS: _status_news,
    K.COST: _cost,
}

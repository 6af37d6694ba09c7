"""What somebody has to do once something was written of a proceeding: tasks of today. Everybody who
opens the case reads them, so they say neither court nor what was decided."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.actions.tasks import add_for_today, add_task, finish_task
from fanal.cases.models import Case, Task
from fanal.cases.queries.colleagues import whose_task
from fanal.core.justice.codes import (
    APPEALED,
    MAY_BE_APPEALED,
    MEASURES_TO_CHALLENGE,
    PAID_BY_US,
    REFUSED,
)
from fanal.core.justice.courts import HearingNews
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.money import CompensationStep
from fanal.core.justice.proceedings import HerRole, StepKind, WhereAccused, may_be_challenged
from fanal.core.roles import Permission
from fanal.core.words import Sentence, say
from fanal.identification.actions.recording import STILL_ASKED, UNTIL_WHEN
from fanal.journeys.models import Journey
from fanal.justice.models import JusticeRecord

K = JusticeKind
# The rules by which the last day to challenge a decision is counted.
AFTER_DECISION = frozenset({"appeal", "not_prosecuted", "identification"})
SAY_UNTIL_WHEN = say("A decision came: until when can it be challenged? Write the day down")
# The other side may have appealed, and one limit of a proceeding may be of another decision: only a
# person can say that hers is met.
WAS_IT_HERS = say(
    "An appeal is written down, and a last day to challenge a decision still runs: was it her "
    "appeal? Then write that the time limit was met"
)
WAS_MONEY_ORDERED = say("A decision came: was money ordered for her? Write down how much")
# What nobody told her she takes for paid, or waits for (UN Basic Principles 2005, 24); what was
# paid to somebody else is hers.
NEWS_OF_MONEY = frozenset(
    {
        CompensationStep.PAID,
        CompensationStep.SET_ASIDE,
        CompensationStep.UNCOLLECTABLE,
        CompensationStep.OFFERED,
    }
)
TELL_HER = say("Something new about money for her: tell her, in her language")
# Council of Europe Convention, article 15(4); in many countries only for a short time.
DOES_THE_STATE_PAY = say(
    "Money for her cannot be collected: ask a lawyer whether the state pays it, and until when "
    "that can be asked for"
)
# An expert, a translation: whoever works on the case asks for the money, the lawyer cannot.
OURS_TO_PAY = say("We are to pay something for her: ask for the money, or say who pays")
# She would go there all the same, or miss it; so would whoever goes with her.
TELL_OF_DAY = say("A day arranged for {who} has changed: tell her, and whoever goes with her")
# Where she is and who has her is written by people who were told: no step of a court says it.
SHE_IS_HELD = say(
    "She may not be free to go: ask where she is, who sees her and who has her child, and write it "
    "down"
)
SHE_IS_OUT = say("She is free to go, or soon: who meets her, and where does she sleep tonight?")
LOOK = say("The day for which a journey is planned has changed: does the journey still fit?")


def what_follows(row: JusticeRecord, by: User) -> None:
    """Add the tasks that follow from a record that stands by itself."""
    match row.record_kind:
        case K.STEP | K.STATUS:
            _ask_until_when(row, by)
            _ask_for_money(row, by)
            _ask_where_she_is(row, by)
            _ask_whose_appeal(row, by)
        case K.LIMIT:
            _until_when_is_known(row.case, by)
        case K.MONEY:
            _news_of_money(row, by)
        case K.COST if row.coded.get("payer") == PAID_BY_US and row.case.assignee not in (by, None):
            add_for_today(case=row.case, title=OURS_TO_PAY, by=by)


def what_follows_news(row: JusticeRecord, by: User) -> None:
    """Add the tasks that follow from what became of a record; end those that it answers."""
    match row.record_kind:
        case K.MEASURE_NEWS | K.ACT_NEWS | K.STATUS_NEWS:
            _ask_until_when(row, by)
            _ask_whose_appeal(row, by)
            _until_when_is_known(row.case, by)
        case K.LIMIT_NEWS if not any(limit.waits for limit in _limits(row.case)):
            _done(row.case, {WAS_IT_HERS}, by)


def _ask_whose_appeal(row: JusticeRecord, by: User) -> None:
    """Ask whether an appeal met the limit that still runs: else she is warned of a day on which
    nothing is left to do, and pages that warn for nothing are read by nobody."""
    if APPEALED not in (row.coded.get("step"), row.coded.get("news")):
        return
    runs = any(one.waits and one.proceeding_id == row.proceeding_id for one in _limits(row.case))
    if runs:
        _for_her_worker(row, WAS_IT_HERS, by)


def _limits(case: Case) -> list[JusticeRecord]:
    """The limits of a case that are counted from a decision."""
    rows = JusticeRecord.objects.filter(case=case, under=None).defer("sealed")
    return [row for row in rows if _is_after_decision(row)]


def _is_after_decision(row: JusticeRecord) -> bool:
    return row.record_kind is K.LIMIT and row.coded["rule"] in AFTER_DECISION


def _ask_where_she_is(row: JusticeRecord, by: User) -> None:
    """Ask where she is, where she is the accused: who is held answers no call, and who comes out
    has nowhere to sleep unless somebody meets her."""
    if row.proceeding.role is not HerRole.ACCUSED or row.made_on - row.on > STILL_ASKED:
        return
    step, where = row.coded.get("step"), row.coded.get("the_accused")
    if where == WhereAccused.HELD or (step == StepKind.ARREST and not where):
        _for_her_worker(row, SHE_IS_HELD, by)
    elif where == WhereAccused.FREE or (step == StepKind.RELEASE and not where):
        _for_her_worker(row, SHE_IS_OUT, by)


def day_has_changed(row: JusticeRecord, journey: Journey | None, by: User) -> None:
    """Add the tasks of a hearing that is on another day, or on none: one that moved out of the week
    is on no list of the week, and nobody else says so."""
    if not HearingNews(row.coded["news"]).changes_day:
        return
    if journey and not journey.ended_on:
        _for_her_worker(row, LOOK, by)
    who = row.proceeding.person.code_name
    add_for_today(case=row.case, title=replace(TELL_OF_DAY, values={"who": who}), by=by)


def _for_her_worker(row: JusticeRecord, title: Sentence, by: User) -> None:
    add_task(case=row.case, title=title, assignee=whose_task(row.case), due=row.made_on, by=by)


def _ask_until_when(row: JusticeRecord, by: User) -> None:
    """Ask until when a decision may be challenged. The right runs from its day, and no rule of ours
    knows how long: until a lawyer says it, no page can warn of its end. A lawyer who writes the
    decision down has it among her own tasks, too."""
    if row.proceeding_id not in _without_a_day(row.case) or not _is_new(row):
        return
    _for_her_worker(row, UNTIL_WHEN, by)
    if by.may(Permission.WORK_LEGAL) and row.case.assignee not in (by, None):
        add_task(case=row.case, title=SAY_UNTIL_WHEN, assignee=by, due=row.made_on, by=by)


def _is_new(row: JusticeRecord) -> bool:
    return _may_be_challenged(row) and row.made_on - row.on <= STILL_ASKED


def _without_a_day(case: Case) -> set[UUID]:
    """Return the proceedings of a case in which something was decided of late, and of which no
    limit that is counted from a decision runs or was written since: one that is over was known as
    well."""
    found = JusticeRecord.objects.filter(case=case).select_related("proceeding", "under")
    rows = list(found.defer("sealed", "proceeding__sealed", "under__sealed"))
    limits = [row for row in rows if _is_after_decision(row)]
    last = {row.under_id: row.number for row in sorted(rows, key=lambda row: row.number)}
    return {
        row.proceeding_id
        for row in rows
        if _is_new(row) and not any(_is_known_by(limit, row) for limit in limits)
        # What came after a refusal – granted all the same, appealed – is the answer to it.
        if row.under_id is None or row.number == last[row.under_id]
    }


def _is_known_by(limit: JusticeRecord, decision: JusticeRecord) -> bool:
    of_it = limit.proceeding_id == decision.proceeding_id
    return of_it and (limit.waits or limit.number > decision.number)


def _may_be_challenged(row: JusticeRecord) -> bool:
    if row.record_kind is K.STATUS:
        return row.coded["status"] in MAY_BE_APPEALED and row.due is None
    if row.record_kind is K.ACT_NEWS:
        return row.coded["news"] == REFUSED
    if row.record_kind is K.MEASURE_NEWS and row.under:
        of_it = row.under.coded["measure"] in MEASURES_TO_CHALLENGE
        return of_it and row.coded["news"] == REFUSED
    if row.record_kind is not K.STEP:
        return False
    of = row.proceeding
    return may_be_challenged(of.kind, of.role, StepKind(row.coded["step"]))


def _until_when_is_known(case: Case, by: User) -> None:
    """End the tasks that ask until when, once it stands in each of its proceedings: nobody is asked
    for what stands there."""
    if _without_a_day(case):
        return
    _done(case, {UNTIL_WHEN, SAY_UNTIL_WHEN}, by)


def _ask_for_money(row: JusticeRecord, by: User) -> None:
    """Ask for claimed money: an order that stands in words alone is paid to nobody."""
    judged = row.coded.get("step") == StepKind.JUDGED
    if judged and row.proceeding_id in _without_money(row.case):
        add_for_today(case=row.case, title=WAS_MONEY_ORDERED, by=by)


def _without_money(case: Case) -> set[UUID]:
    """Its proceedings that were judged, and of which no money is written that was claimed there."""
    claimed, judged, written = set[UUID](), set[UUID](), set[UUID]()
    for row in JusticeRecord.objects.filter(case=case).defer("sealed"):
        if row.record_kind is K.CLAIM:
            claimed.add(row.proceeding_id)
        elif row.record_kind is K.MONEY:
            written.add(row.proceeding_id)
        elif row.coded.get("step") == StepKind.JUDGED:
            judged.add(row.proceeding_id)
    return (claimed & judged) - written


def _news_of_money(row: JusticeRecord, by: User) -> None:
    """Add the tasks of news of money. What is ordered stands in a step, of which she is told; this
    stands in none."""
    step = CompensationStep(row.coded["money"])
    if step in NEWS_OF_MONEY:
        add_for_today(case=row.case, title=TELL_HER, by=by)
    if step is CompensationStep.UNCOLLECTABLE:
        add_for_today(case=row.case, title=DOES_THE_STATE_PAY, by=by)
    # One task asks it of all of them: it is over where no other one was left without an answer.
    if not _without_money(row.case):
        _done(row.case, {WAS_MONEY_ORDERED}, by)


def _done(case: Case, titles: Collection[Sentence], by: User) -> None:
    """Finish the tasks of these titles, which are sealed: no query finds them."""
    wanted = {str(title) for title in titles}
    for task in Task.objects.filter(case=case, done_on=None):
        if task.title in wanted:
            finish_task(task=task, by=by, version=task.version)

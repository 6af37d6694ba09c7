"""Recording who tried to reach her: what came of it, and what a lead decides when nobody does. A
contact that was given to a partner is settled by their report, because we ask her ourselves, or
because she is left alone from now on."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.tasks import finish_task
from fanal.cases.models import Case
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.answers import NOT_ASKED
from fanal.core.casework.contact_evidence import SAID_WORD, SaidWord
from fanal.core.casework.entry_statements import HEARD_AT
from fanal.core.casework.origins import day_said
from fanal.core.casework.state_entries import FREE
from fanal.core.casework.statements import SaidAt, StatementSource
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.codes import ContactResult, LeadChoice, Way, result_by_word
from fanal.core.reintegration.hours import reason_not_to_contact
from fanal.core.reintegration.lost_to_follow_up import PlanStep, next_step
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.reintegration.actions.plans import held, hours_of, look_again
from fanal.reintegration.actions.records import add
from fanal.reintegration.models import Plan, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.facts import facts_of, waits_for_report

LONGEST_WORDS = ("words", "debts", "child", "changed", "outside")


def of_her_state(result: str, safe: bool | None) -> bool:
    """Whether a contact says how she is: her answer, or that she is not safe, whoever says so."""
    if safe is None or result == ContactResult.DIED:
        return False
    return result == ContactResult.REACHED or not safe


def by_word(safe: bool | None, said_word: str) -> bool | None:
    """Return her answer; with a wrong word she asked for help, whatever was answered beside it."""
    return False if said_word == SaidWord.WRONG else safe


@dataclass(frozen=True)
class ContactAnswers:
    """What was asked and said. `safe`, `freely`, `wants_on`: yes, no, or None for no answer.
    `said_word`: a `SaidWord`, or "" where none was asked. `outside`: why it was tried against her
    rules, where it was."""

    way: str
    result: str
    at: datetime
    safe: bool | None = None
    freely: bool | None = None
    wants_on: bool | None = None
    said_word: str = ""
    words: str = ""
    changed: str = ""
    debts: str = ""
    child: str = ""
    outside: str = ""

    @property
    def is_safe(self) -> bool | None:
        return by_word(self.safe, self.said_word)

    @property
    def wants_no_more(self) -> bool:
        """Whether she said so by a word that is hers."""
        return self.wants_on is False and self.said_word != SaidWord.WRONG

    def sealed(self) -> dict[str, object]:
        texts = {name: long_text(name, getattr(self, name)) for name in LONGEST_WORDS}
        return texts | {"at": self.at.isoformat(), "wants_on": self.wants_on}

    def coded(self) -> dict[str, str]:
        answers = {"safe": self.is_safe, "freely": self.freely}
        said_word = {SAID_WORD: self.said_word} if self.said_word else {}
        # An answer without her would be somebody else's.
        if self.result != ContactResult.REACHED:
            answers, said_word = {}, {}
        codes = {
            name: "yes" if answer else "no"
            for name, answer in answers.items()
            if answer is not None
        }
        return codes | said_word | {"way": str(self.way), "result": str(self.result)}


@transaction.atomic
def record_contact(
    *,
    plan: Plan,
    answers: ContactAnswers,
    by: User,
    ring: Ring,
    case: Case | None = None,
    today: date | None = None,
) -> PlanRecord:
    """Record a contact. `case`: one of hers, in which what was said of her danger stands as well.
    Raises `BadInput` naming the question: nobody answers after death, nor is called outside her
    hours."""
    today = today or timezone.localdate()
    answers = replace(answers, result=result_by_word(answers.result, answers.said_word))
    _check(plan, answers, ring, today)
    on = timezone.localdate(answers.at)
    row = add(
        plan,
        PlanRecordKind.CONTACT,
        answers.coded(),
        answers.sealed(),
        on=on,
        by=by,
        ring=ring,
        today=today,
    )
    # Two rows: the wave has its answer and counts as reached, and nobody calls her again.
    if answers.wants_no_more and answers.result == ContactResult.REACHED:
        said = {"at": answers.at.isoformat()}
        record_refusal(plan, answers.way, said, on=on, by=by, ring=ring, today=today)
    if answers.wants_no_more or answers.result in (ContactResult.REFUSED, ContactResult.DIED):
        # A partner abroad who was asked to call her must not go on after her no.
        stop_given(plan, by, today)
    look_again(plan, today)
    if case is not None:
        _says_in_her_case(plan.person, case, answers, by, ring)
    return row


def _says_in_her_case(
    person: Person, case: Case, answers: ContactAnswers, by: User, ring: Ring
) -> None:
    reached = answers.result == ContactResult.REACHED
    # Of a call that reached nobody there is nothing to say of her state, but a danger: a safe
    # person may have told it.
    if not (reached or of_her_state(answers.result, answers.is_safe)):
        return
    source = StatementSource.HERSELF if reached and _is_her_word(answers) else None
    way = Way(answers.way) if reached else None
    freely = answers.freely if reached else None
    heard = HowSheIs(way, answers.is_safe, answers.words, answers.said_word, freely)
    says_how_she_is(person, case, heard, answers.at, source, by, ring)


def record_refusal(
    plan: Plan, way: str, said: Content, *, on: date, by: User, ring: Ring, today: date
) -> None:
    """Record that she wants to be asked no more."""
    no = {"way": str(way), "result": ContactResult.REFUSED.value}
    add(plan, PlanRecordKind.CONTACT, no, said, on=on, by=by, ring=ring, today=today)


def _check(plan: Plan, answers: ContactAnswers, ring: Ring, today: date) -> None:
    if answers.said_word:
        check_code(SAID_WORD, answers.said_word, SaidWord)
    check_code("way", answers.way, Way)
    check_code("result", answers.result, ContactResult)
    refuse_future("at", timezone.localdate(answers.at), today)
    facts = facts_of(held(plan))
    if facts.died_on is not None:
        raise BadInput(
            "result",
            say("it is written that she died on {day}: correct that first", day=facts.died_on),
        )
    # Her no ends our calls for good; the door stays open to her.
    if facts.refused_on and answers.way != Way.SHE_COMES:
        raise BadInput(
            "way",
            say(
                "she wants no more contact since {day}: only she may come back",
                day=facts.refused_on,
            ),
        )
    rules = plan.unseal(ring)["rules"]
    # A call outside the hours that she gave may be heard by whoever she is afraid of.
    trouble = reason_not_to_contact(
        hours_of(rules), Way(answers.way), timezone.localtime(answers.at)
    )
    if trouble is not None and not answers.outside.strip():
        raise BadInput("at", trouble)


@dataclass(frozen=True)
class HowSheIs:
    """What was learned of her; `safe`, `freely` None: nobody asked. `way`: by which she was heard
    from."""

    way: Way | None
    safe: bool | None
    words: str
    said_word: str = ""
    freely: bool | None = None


def _is_her_word(answers: ContactAnswers) -> bool:
    """Whether it is her own word: what she told us herself is, free or not. That she was not free
    stands beside it, and such a word ends no danger (`fanal.core.casework.danger_endings`)."""
    herself = answers.way not in (Way.SAFE_PERSON, Way.PARTNER, Way.BY_CHANCE)
    return bool(answers.freely) or herself


# The way of a contact as a follow-up in a case names it: that she was heard from stands there too.
FOLLOWED_UP = {
    Way.CALL: "call",
    Way.MESSAGE: "message",
    Way.VISIT: "visit",
    Way.SHE_COMES: "visit",
    Way.BY_CHANCE: "visit",
    Way.SAFE_PERSON: "through_partner",
    Way.PARTNER: "through_partner",
}


def says_how_she_is(
    person: Person,
    case: Case,
    heard: HowSheIs,
    said: SaidAt,
    source: StatementSource | None,
    by: User,
    ring: Ring,
) -> None:
    """Write how she is into her case, with the hour at which it was said where it is known: her
    present state is read from what stands in her cases."""
    at = timezone.localtime(said) if isinstance(said, datetime) else said
    content: dict[str, object] = {
        "safe": NOT_ASKED if heard.safe is None else heard.safe,
        "words": heard.words or NOT_ASKED,
        "how": FOLLOWED_UP[heard.way] if heard.way else NOT_ASKED,
        "on": day_said(at).isoformat(),
        FREE.name: NOT_ASKED if heard.freely is None else heard.freely,
        SAID_WORD: heard.said_word or NOT_ASKED,
    }
    kept = {HEARD_AT: at.isoformat()} if isinstance(at, datetime) else {}
    if source is not None:
        content["said_by"] = source.value
    add_entry(case=case, kind="visit", answers=content, by=by, ring=ring, about=person, kept=kept)


@transaction.atomic
def decide_as_lead(
    *, plan: Plan, choice: str, words: str, by: User, ring: Ring, today: date | None = None
) -> PlanRecord:
    """Record what a lead decides after the last step. Raises `BadInput` where a step is left."""
    today = today or timezone.localdate()
    check_code("choice", choice, LeadChoice)
    # A lead decides after the attempts that were agreed with her, and not in place of them.
    if next_step(facts_of(plan), today).step not in (PlanStep.LEAD, PlanStep.KNOCK):
        raise BadInput("choice", say("another step comes first: look at the plan"))
    words = long_text("words", words, needed=say("say why"))
    row = add(
        plan,
        PlanRecordKind.DECISION,
        {"choice": str(choice)},
        {"words": words},
        on=today,
        by=by,
        ring=ring,
        today=today,
    )
    look_again(plan, today)
    audit.record(act="reintegration.decided", by=by, about=plan.person_id)
    return row


TAKEN_BACK = "taken_back"


def settle_given(record: PlanRecord, answer: str, by: User, on: date) -> None:
    """Settle the record of a contact given to a partner, with its task. Raises `Refused` where
    somebody did it meanwhile."""
    row = PlanRecord.objects.select_for_update().get(pk=record.pk)
    if row.over_on is not None:
        raise Refused(say("this was answered already: look at the plan"))
    row.coded, row.over_on = row.coded | {"answer": answer}, on
    row.save(update_fields=["coded", "over_on"])
    if row.task is not None and row.task.done_on is None:
        finish_task(task=row.task, by=by, version=row.task.version)


def stop_given(plan: Plan, by: User, on: date) -> None:
    """Wait for no partner any more: she wants no more contact, or has died."""
    for row in plan.records.filter(over_on=None):
        if waits_for_report(row):
            settle_given(row, TAKEN_BACK, by, on)

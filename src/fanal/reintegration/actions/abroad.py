"""A partner abroad makes an agreed contact for us: through the gate, with a day to report back, and
what they report is the contact of that wave."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.people_around import refresh_people_around
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import whose_task
from fanal.core.casework.contact_evidence import SAID_WORD, SaidWord
from fanal.core.casework.statements import StatementSource
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.abroad import WENT_OUT, PartnerAnswer, check_report_day, check_seen_on
from fanal.core.reintegration.codes import ContactResult, Way, result_by_word
from fanal.core.reintegration.contact_waves import Wave
from fanal.core.reintegration.copied_reports import same_words
from fanal.core.reintegration.lost_to_follow_up import pending_wave
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.queries import all_files_of
from fanal.reintegration.actions.contacts import (
    TAKEN_BACK,
    HowSheIs,
    by_word,
    of_her_state,
    says_how_she_is,
    settle_given,
)
from fanal.reintegration.actions.plans import held, look_again
from fanal.reintegration.actions.records import add
from fanal.reintegration.models import Plan, PlanRecord, PlanRecordKind
from fanal.reintegration.queries.consents import may_be_followed_up_abroad
from fanal.reintegration.queries.facts import facts_of, given_of
from fanal.sealed.server_key import marked
from fanal.sharing import access as gate
from fanal.sharing.models import Referral

REPORTED = say("Did the partner report back?")  # says nothing of her, nor of what for


def give_to_partner(
    *,
    plan: Plan,
    referral: Referral,
    report_by: date,
    words: str,
    by: User,
    ring: Ring,
    today: date | None = None,
) -> PlanRecord:
    """Have the next contact made by the partner of this referral, who knows of her through the
    gate. Raises `BadInput` naming the question; `Refused` where no contact is open to give."""
    today = today or timezone.localdate()
    check_report_day(report_by, today)
    _through_the_gate(plan, referral, by, ring, today)
    return _record_given(plan, referral, report_by, long_text("words", words), by, ring, today)


def _through_the_gate(plan: Plan, referral: Referral, by: User, ring: Ring, today: date) -> None:
    """Ask the gate again on the day: consent and trust may have changed since it was sent. A
    refusal stands in the journal, so that this is outside the transaction of the action."""
    check_code("referral", referral.person_id, all_files_of(plan.person_id))
    if referral.state not in WENT_OUT:
        raise BadInput("referral", say("nothing has been sent to this partner yet"))
    if not may_be_followed_up_abroad(plan.person_id, today):
        raise BadInput(
            "referral",
            say("her yes to being followed up by a partner abroad is missing: ask her first"),
        )
    refresh_people_around(case=referral.case, ring=ring)
    answer = gate.may_disclose_referral(referral, by)
    gate.must_allow(by, referral.case, referral.partner, answer, "referral")


@transaction.atomic
def _record_given(
    plan: Plan, referral: Referral, report_by: date, words: str, by: User, ring: Ring, today: date
) -> PlanRecord:
    wave = _wave_to_give(held(plan), today)
    case = referral.case
    task = add_task(
        case=case,
        title=REPORTED,
        by=by,
        assignee=whose_task(case, case.assignee, by),
        due=report_by,
        on=today,
    )
    row = add(
        plan,
        PlanRecordKind.GIVEN,
        {"months": wave.months, "answer": ""},
        {"words": words},
        on=today,
        due=report_by,
        referral=referral,
        task=task,
        by=by,
        ring=ring,
        today=today,
    )
    look_again(plan, today)
    audit.record(act="reintegration.given", by=by, about=plan.person_id)
    return row


def _wave_to_give(plan: Plan, today: date) -> Wave:
    facts = facts_of(plan)
    if facts.died_on or facts.refused_on:
        raise Refused(say("she is left alone: nobody is asked to look for her"))
    if facts.given is not None:
        raise Refused(say("a partner is asked already: write their report, or take it back"))
    wave = pending_wave(facts, today) if facts.start else None
    if wave is None:
        raise Refused(say("no agreed contact is open that somebody else could make"))
    return wave


@transaction.atomic
def report_of_partner(
    *,
    record: PlanRecord,
    answer: str,
    on: date,
    words: str,
    by: User,
    ring: Ring,
    safe: bool | None = None,
    said_word: str = "",
    case: Case | None = None,
    today: date | None = None,
) -> PlanRecord:
    """Record their report as the contact, in their words. `case`, `said_word`: as of a contact.
    Raises `BadInput` naming the question; `Refused` where it was written already."""
    today, safe = today or timezone.localdate(), by_word(safe, said_word)
    check_code("answer", answer, PartnerAnswer)
    check_code(SAID_WORD, said_word or SaidWord.RIGHT, SaidWord)
    plan, answer_code = record.plan, PartnerAnswer(answer)
    facts = facts_of(held(plan))
    check_seen_on(on, given_of(record), today)
    settle_given(record, answer_code.value, by, today)
    if facts.died_on is not None:
        raise BadInput("answer", say("it is written already that she has died"))
    coded, text = _coded(record, answer_code, safe, said_word), long_text("words", words)
    row = _contact(plan, coded, text, on, by, ring, today)
    look_again(plan, today)
    if case is not None and of_her_state(answer_code.result, safe):
        # Who did not see her heard nothing from her: that she is not safe counts all the same.
        heard = HowSheIs(Way.PARTNER if "safe" in coded else None, safe, words, said_word)
        says_how_she_is(plan.person, case, heard, on, StatementSource.PARTNER, by, ring)
    return row


def _contact(
    plan: Plan, coded: dict[str, str], text: str, on: date, by: User, ring: Ring, today: date
) -> PlanRecord:
    told, mark = {"words": text, "at": ""}, words_mark(coded["partner"], text)
    kind = PlanRecordKind.CONTACT
    return add(plan, kind, coded, told, on=on, words_mark=mark, by=by, ring=ring, today=today)


def words_mark(partner: str, words: str) -> str:
    """Return a mark that is equal for the same words of one partner; "" where there are none."""
    # The same words about several people suggest that nobody was visited; the mark compares them
    # and tells none.
    same = same_words(words)
    return marked(f"{partner}|{same}", "reintegration.words") if same and partner else ""


def _coded(
    record: PlanRecord, answer: PartnerAnswer, safe: bool | None, said_word: str
) -> dict[str, str]:
    coded = {
        "way": Way.PARTNER.value,
        "result": str(result_by_word(answer.result, said_word)),
        "answer": answer.value,
        "partner": str(record.referral.partner_id if record.referral else ""),
    }
    if coded["result"] == ContactResult.REACHED and safe is not None:
        coded["safe"] = "yes" if safe else "no"
    return coded | ({SAID_WORD: said_word} if said_word else {})


@transaction.atomic
def take_back(*, record: PlanRecord, by: User, today: date | None = None) -> None:
    """Ask her ourselves after all. Raises `Refused` where their report is written already."""
    held(record.plan)
    settle_given(record, TAKEN_BACK, by, today or timezone.localdate())
    look_again(record.plan, today)
    audit.record(act="reintegration.given", by=by, about=record.plan.person_id)

"""Consent, written down as the conversation it was."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.people_around import must_be_around
from fanal.cases.models import Case, CaseEntry, CasePerson, Consent
from fanal.cases.models.records import ConsentCodes
from fanal.cases.queries.consent_validity import as_record
from fanal.cases.queries.statistics_consent import unwilling
from fanal.coded_facts import actions as facts
from fanal.core.casework.answers import NOT_ASKED, answered_text, dump, refuse_unknown
from fanal.core.casework.consent import NO, ConsentAnswer, ConsentPurpose, GivenBy
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.partners.models import Partner
from fanal.people.consent_ages import consent_age
from fanal.people.models import Person
from fanal.web.typing import Answers

SEALED = {
    "words": long_text,
    "language": short_text,
    "interpreter_name": short_text,
    "assent": short_text,
}


# What the apps above end once she wants no contact after closing: of whom, by whom, on which day.
NO_CONTACT: list[Callable[[UUID, User, date], None]] = []


@transaction.atomic
def record_consent(
    *,
    case: Case,
    person: Person,
    purpose: str,
    answer: str,
    by: User,
    ring: Ring,
    on: date | None = None,
    data_class: str = "",
    partner: UUID | None = None,
    recipient: str = "",
    given_by: str = GivenBy.HERSELF,
    giver: CaseEntry | None = None,
    interpreter: bool | None = None,
    until: date | None = None,
    answers: Answers | None = None,
) -> Consent:
    """Write down one answer to one question; a refusal like a yes. `giver`: who of the people
    around her answered for her. `answers`: her words, the language, the interpreter, whether a
    child agrees too. Raises `BadInput`."""
    codes = _checked(purpose=purpose, answer=answer, given_by=given_by, data_class=data_class)
    _check_people(case, person, given_by, giver)
    consent = Consent(
        case=case,
        folder=case.id,
        person=person,
        coded=codes | _beside(partner, interpreter, answers or {}),
        recipient=short_text("recipient", recipient),
        giver=giver,
        on=_day_of(on, until),
        until=until,
        made_by=by,
    )
    consent.seal(ring, _sealed(answers or {}))
    consent.save()
    consent_said(consent)
    _end_contact(consent, by)
    return _in_the_journal(consent)


def _end_contact(consent: Consent, by: User) -> None:
    """End what ends where she wants no contact after closing."""
    if consent.purpose != ConsentPurpose.AFTER_CLOSING:
        return
    today = timezone.localdate()
    # Whoever answered for a child cuts nobody off who decides for herself.
    if as_record(consent, consent_age(consent.person_id, today)).state(today) in NO:
        for end in NO_CONTACT:
            end(consent.person_id, by, today)


@transaction.atomic
def record_consents(
    *, answers: Iterable[Answers], conversation: Answers, by: User, ring: Ring
) -> list[Consent]:
    """One conversation about several purposes: one consent each, all or none. `answers` and
    `conversation`: what `record_consent` takes of each purpose, and of all of them. Raises
    `BadInput`."""
    return [record_consent(by=by, ring=ring, **conversation, **answer) for answer in answers]


@transaction.atomic
def choose_partner(*, consent: Consent, partner: Partner, by: User, ring: Ring) -> Consent:
    """Write the same conversation anew with the partner whom it names in words: the day stays that
    of her answer, so that what she said since counts before it. Raises `BadInput` the second time,
    and where she took it back meanwhile.
    """
    consent = Consent.objects.select_for_update().get(id=consent.id)
    if consent.withdrawn_on is not None:
        raise BadInput("partner", say("this consent was withdrawn already"))
    if Consent.objects.filter(corrects=consent).exists():
        raise BadInput("partner", say("the partner was chosen already"))
    # A new row, not a change: what was written of the conversation stays as it was, with who wrote
    # it.
    same = ("case", "folder", "person", "giver", "on", "until")
    new = Consent(
        **{name: getattr(consent, name) for name in same},
        coded=consent.coded | {"partner": str(partner.id)},
        recipient=partner.name,
        corrects=consent,
        made_by=by,
    )
    new.seal(ring, consent.unseal(ring))
    new.save()
    # One conversation is counted once: by the record that names the partner.
    facts.erase_row(new.person_id, consent)
    consent_said(new)
    return _in_the_journal(new)


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: User) -> None:
    """Record that she takes a consent back. What was shared already stays shared: the page says so.
    Raises `BadInput` the second time: the day stays that on which she said so first."""
    consent = Consent.objects.select_for_update().get(id=consent.id)
    if consent.withdrawn_on:
        raise BadInput("withdrawn_on", say("this consent was withdrawn already"))
    consent.withdrawn_on = timezone.localdate()
    consent.save(update_fields=["withdrawn_on"])
    other = Q(corrects=consent) | Q(corrected=consent)  # the same conversation
    # Else the other record of the same words would go on allowing what she took back.
    Consent.objects.filter(other, withdrawn_on=None).update(withdrawn_on=consent.withdrawn_on)
    # Of one conversation the last record alone is counted: `choose_partner` erased the first one's.
    consent_said(Consent.objects.filter(corrects=consent).first() or consent)
    _end_contact(consent, by)
    audit.record(act="case.consent_withdrawn", by=by, about=consent.case_id)


def take_back(*, consent: Consent, who: GivenBy, by: User, ring: Ring) -> None:
    """Record that a consent is taken back, by herself or by whoever said yes for her. Raises
    `BadInput`."""
    if who is GivenBy.HERSELF:
        withdraw_consent(consent=consent, by=by)
    else:
        take_back_for_her(consent=consent, by=by, ring=ring)


def take_back_for_her(*, consent: Consent, by: User, ring: Ring) -> Consent:
    """Record that whoever said yes for her takes it back, as the no of that person: by her age it
    stops what she said yes to herself, or does not. What she takes back is `withdraw_consent`.
    Raises `BadInput` where she answered herself, and where it was taken back already."""
    if consent.given_by == GivenBy.HERSELF:
        raise BadInput("who", say("she answered herself: she alone takes it back"))
    if consent.withdrawn_on:
        raise BadInput("who", say("this consent was withdrawn already"))
    return record_consent(
        case=consent.case,
        person=consent.person,
        purpose=consent.purpose,
        answer=ConsentAnswer.REFUSED,
        data_class=consent.data_class,
        partner=UUID(consent.partner) if consent.partner else None,
        recipient=consent.recipient,
        given_by=consent.given_by,
        giver=consent.giver,
        by=by,
        ring=ring,
    )


def _day_of(on: date | None, until: date | None) -> date:
    day = on or timezone.localdate()
    if until and until < day:
        raise BadInput("until", say("this day is before the day of the consent"))
    return day


def _in_the_journal(consent: Consent) -> Consent:
    detail = {"purpose": str(consent.purpose), "answer": str(consent.answer)}
    audit.record(act="case.consent", by=consent.made_by, about=consent.case_id, detail=detail)
    return consent


def _beside(partner: UUID | None, interpreter: bool | None, answers: Answers) -> ConsentCodes:
    """What is kept beside the codes of the question and of who answered."""
    assent, name = answers.get("assent"), answers.get("interpreter_name")
    # Whoever is named was there: that there was one is read without a key, who it was is not.
    if interpreter is None and answered_text(name).strip():
        interpreter = True
    return {
        "partner": str(partner) if partner else None,
        "interpreter": interpreter,
        "assent": assent if isinstance(assent, bool) else None,
    }


CODES = {
    "purpose": frozenset(ConsentPurpose),
    "answer": frozenset(ConsentAnswer),
    "given_by": frozenset(GivenBy),
    "data_class": frozenset(
        {"", "existence", *Compartment}
    ),  # "existence": only that there is a case
}


def _check_people(case: Case, person: Person, given_by: str, giver: CaseEntry | None) -> None:
    case.must_concern(person)
    if giver is None:
        return
    if given_by == GivenBy.HERSELF:
        raise BadInput("giver", say("she answered herself: then nobody answered on her behalf"))
    must_be_around(giver, case, "giver")


def _checked(**codes: str) -> ConsentCodes:
    for name, code in codes.items():
        check_code(name, code, CODES[name])
    return {**codes}


def _sealed(answers: Answers) -> Content:
    refuse_unknown(answers, SEALED)
    values = {name: answers.get(name, NOT_ASKED) for name in SEALED}
    return {
        name: dump(SEALED[name](name, value) if type(value) is str else value)
        for name, value in values.items()
    }


def consent_said(row: Consent) -> None:
    """Keep an answer as a coded fact."""
    # A no to figures deletes every fact of hers, also those of before (ADR 27).
    if row.purpose == ConsentPurpose.STATISTICS:
        _counted_or_not(row)
    facts.code_row(row)


def _counted_or_not(row: Consent) -> None:
    if unwilling(timezone.localdate(), [row.person_id]):
        facts.leave_out(row.person_id)
    else:
        cases = CasePerson.objects.filter(person=row.person_id)
        facts.let_in(row.person_id, cases.values_list("case", flat=True))

"""Taking a signal, and giving it an end: nothing is lost when it is put aside."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.absences.queries import leading_now
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.actions.cases import open_case
from fanal.cases.actions.present import mail_to, say_anew, to_tell
from fanal.cases.actions.stages import reopen as reopen_case
from fanal.cases.actions.tasks import add_for_today, tell_worker
from fanal.cases.models import Case, CasePerson
from fanal.coded_facts import actions as facts
from fanal.core.casework.answers import NOT_ASKED, dump, is_value, load, refuse_unknown
from fanal.core.casework.entry_statements import AT
from fanal.core.casework.signals import QUESTIONS
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.intake.models import Signal, Triage
from fanal.keys.actions import revoke
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.actions.persons import NewFile, create_person
from fanal.people.code_names import new_code_name
from fanal.people.folders import make_folder
from fanal.people.models import Person
from fanal.web.typing import Answers
from fanal.web.words import translated

ACTS = {
    "signal.taken": _("{who} took call {about}"),
    "signal.completed": _("{who} answered more questions of call {about}"),
    "signal.told": _("{who} took call {about}: whoever works on a case it may be about is told"),
    "signal.opened": _("{who} read call {about}"),
    "signal.refused": _("{who} asked for call {about} and was refused"),
    "signal.triaged": _("{who} decided on call {about}: {outcome}"),
    "signal.reopened": _("{who} opened call {about} again, which had been put aside: {outcome}"),
}

WITH_HER = say("The call names others beside her: see that each has a file, and her own case")


@transaction.atomic
def take_signal(
    *,
    team: Team,
    answers: Answers,
    by: User,
    urgent: bool = False,
    ring: Ring | None = None,
    on: date | None = None,
) -> Signal:
    """Seal a signal to the team at once; `by` needs no unlocked key for it.

    `answers`: those of `fanal.core.casework.signals`. Danger now cannot wait, whatever `urgent`
    says: whoever notes it at night may miss the box. The hour of the call is sealed with them.
    Raises `BadInput` naming the field.
    """
    signal = Signal(
        team=team,
        code_name=new_code_name(),
        urgent=urgent or answers.get("danger_now") is True,
        taken_by=by,
        taken_on=on or timezone.localdate(),
    )
    signal.folder = signal.id
    ring = make_folder(folder=signal.id, kind="signal", team=team, by=by, ring=ring)
    content = _checked_answers(answers)
    # Of a call written down later nobody knows the hour: the hour of typing would be taken for it.
    if signal.taken_on == timezone.localdate():
        content[AT] = timezone.localtime().isoformat()
    signal.seal(ring, content)
    signal.save()
    facts.code_row(signal, content)
    audit.record(act="signal.taken", by=by, about=signal.id)
    if signal.urgent:
        _tell_leads(signal, by)
    return signal


@transaction.atomic
def pass_on(
    *, team: Team, answers: Answers, by: User, urgent: bool, ring: Ring | None = None
) -> Signal:
    """Take a signal for somebody who opens no case: no key of it stays with her."""
    signal = take_signal(team=team, answers=answers, by=by, urgent=urgent, ring=ring)
    # She had to hold the key to seal it; from here on it is the team's alone.
    revoke(folder=signal.id, to=by, by=by)
    return signal


@transaction.atomic
def answer_more(*, signal: Signal, answers: Answers, by: User, ring: Ring) -> None:
    """Answer what was left out, or say why there is no answer; what was said is never changed.

    Raises `BadInput` for a question that has its answer.
    """
    version, before = signal.version, signal.unseal(ring)
    changed = {name: dump(_cleaned(name, answer)) for name, answer in answers.items()}
    for name in changed:
        if is_value(load(before.get(name))):
            raise BadInput(name, say("this was answered in the call and stays as it was said"))
    _checked_answers(answers)
    was_urgent = signal.read_again().urgent
    # Danger that was said is not taken back by a later answer: the lead who decides ends it.
    signal.urgent = was_urgent or answers.get("danger_now") is True
    signal.mark = signal.marked_standing()
    signal.seal(ring, before | changed)
    signal.save_if_version(version)
    facts.code_row(signal, before | changed)
    audit.record(act="signal.completed", by=by, about=signal.id)
    if signal.urgent and not was_urgent:
        _tell_leads(signal, by)


def _tell_leads(signal: Signal, by: User) -> None:
    """Tell the leads: until it is decided on there is no case, nobody responsible and no alarm, and
    whoever took it at night may be alone with it."""
    leads = User.objects.filter(pk__in=leading_now(signal.team_id), is_active=True)
    mail_to(leads.exclude(pk=by.pk), timezone.localdate())


def tell_of_match(*, signal: Signal, cases: Iterable[Case], by: User) -> None:
    """Tell the worker and the leads of somebody whose case is open that there is danger in a call
    that may be about her: at once, before anybody has decided whether it is her."""
    people = CasePerson.objects.filter(case__in=[case.id for case in cases])
    to_mail = to_tell(people.values_list("person", flat=True)).exclude(pk=by.pk)
    mail_to(to_mail, timezone.localdate())
    audit.record(act="signal.told", by=by, about=signal.id)


@transaction.atomic
def set_aside(
    *, signal: Signal, referred_to: str, reason: str, by: User, ring: Ring, on: date | None = None
) -> Triage:
    """Put a signal aside as not for us. The reason, and to whom it was referred, stay with it."""
    reason = long_text("reason", reason, needed=say("say why it is not for us"))
    content = {"reason": reason, "referred_to": short_text("referred_to", referred_to)}
    return _record_decision(signal, "not_for_us", content, by, ring, on)


@transaction.atomic
def mark_duplicate(
    *, signal: Signal, of: Signal, reason: str, by: User, ring: Ring, on: date | None = None
) -> Triage:
    """Mark a call that came in already: both stay, and one points to the other."""
    if of.id == signal.id:
        raise BadInput("chosen", say("a call is no duplicate of itself"))
    if of.state == "duplicate":
        raise BadInput("chosen", say("that one is a duplicate itself: choose the first"))
    content = {"reason": long_text("reason", reason)}
    triage = _record_decision(signal, "duplicate", content, by, ring, on, duplicate_of=of)
    # The first call is in a case already: what the second one says of her belongs there too.
    for earlier in of.triages.exclude(case=None).select_related("case").order_by("number"):
        if earlier.case:
            say_anew(case=earlier.case, by=by, ring=ring)
    return triage


@transaction.atomic
def add_to_case(
    *, signal: Signal, case: Case, reason: str, by: User, ring: Ring, on: date | None = None
) -> Triage:
    """Add the signal to a case that we have: who works on it is to read it."""
    title = say("Read what call {code} says of her", code=signal.code_name)
    tell_worker(case=case, title=title, by=by)
    return _added(signal, case, {"reason": long_text("reason", reason)}, by, ring, on)


@transaction.atomic
def reopen_with(*, signal: Signal, case: Case, by: User, ring: Ring) -> Triage:
    """Open her closed case again with this call; it keeps its history. Raises `Refused`."""
    why = say("A call is about her: {code}", code=signal.code_name)
    reopen_case(case=case, by=by, ring=ring, why=translated(why), version=case.version)
    return _added(signal, case, {"reason": ""}, by, ring)


def _added(
    signal: Signal,
    case: Case,
    content: Content,
    by: User,
    ring: Ring,
    on: date | None = None,
    outcome: str = "addition",
) -> Triage:
    triage = _record_decision(signal, outcome, content, by, ring, on, case=case)
    # A sister who is locked up with her stands in no case, and nobody opens the call again.
    if is_value(load(signal.unseal(ring).get("with_her"))):
        add_for_today(case=case, title=WITH_HER, by=by)
    say_anew(case=case, by=by, ring=ring)
    return triage


@transaction.atomic
def make_case(
    *,
    signal: Signal,
    by: User,
    ring: Ring,
    person: Person | None = None,
    kinds: Iterable[str] = (),
    on: date | None = None,
    **told: Unpack[NewFile],
) -> Case:
    """Make a case of it, of `person` or of a new one, and return it.

    `told`: what `create_person` takes of a new file (names, births, answers, others).
    """
    if person is None:
        person = create_person(team=signal.team, by=by, ring=ring, on=on, **told)
    case = open_case(people=[person], team=signal.team, by=by, ring=ring, kinds=kinds, on=on)
    _added(signal, case, {}, by, ring, on, outcome="case")
    return case


@transaction.atomic
def reopen(*, signal: Signal, reason: str, by: User, ring: Ring, on: date | None = None) -> Triage:
    """Let a signal that was put aside by mistake wait again; the decision and the reason both stay.
    Raises `BadInput` without a reason, and where it is not aside: a case holds it, or it waits."""
    reason = long_text("reason", reason, needed=say("say why it is opened again"))
    was = signal.read_again().state
    if not signal.is_aside:
        raise BadInput("", say("only a call that was put aside can be opened again"))
    triage = _create_triage(signal, "reopened", {"reason": reason}, by, ring, on)
    audit.record(act="signal.reopened", by=by, about=signal.id, detail={"outcome": was})
    return triage


class Found(TypedDict, total=False):
    """Where the call belongs: a case, or another call that is the same."""

    case: Case
    duplicate_of: Signal


def _record_decision(
    signal: Signal,
    outcome: str,
    content: Content,
    by: User,
    ring: Ring,
    on: date | None,
    **found: Unpack[Found],
) -> Triage:
    """Keep the decision. Raises `BadInput` where somebody has decided already."""
    if not signal.read_again().waits:
        raise BadInput("", say("somebody has decided on this call already"))
    triage = _create_triage(signal, outcome, content, by, ring, on, **found)
    audit.record(act="signal.triaged", by=by, about=signal.id, detail={"outcome": outcome})
    return triage


def _create_triage(
    signal: Signal,
    outcome: str,
    content: Content,
    by: User,
    ring: Ring,
    on: date | None,
    **found: Unpack[Found],
) -> Triage:
    signal.stand_as(outcome)
    triage = Triage(
        signal=signal,
        folder=signal.id,
        number=signal.triages.count() + 1,
        outcome=outcome,
        by=by,
        on=on or timezone.localdate(),
        **found,
    )
    triage.seal(ring, content)
    triage.save()
    facts.code_row(signal, signal.try_unseal(ring))
    return triage


def _checked_answers(answers: Answers) -> Content:
    names = {question.name for question in QUESTIONS}
    refuse_unknown(answers, names)
    return {name: dump(_cleaned(name, answers.get(name, NOT_ASKED))) for name in names}


def _cleaned(name: str, answer: object) -> object:
    return long_text(name, answer) if type(answer) is str else answer

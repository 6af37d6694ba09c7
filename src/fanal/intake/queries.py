"""Reading signals."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst

from fanal.absences.reachable import leads_to_call
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.known_answers import KnownAnswer
from fanal.core.calendars import BirthSource
from fanal.core.casework.answers import NOT_ASKED, is_value, load
from fanal.core.casework.entry_statements import AT
from fanal.core.casework.fields import Field
from fanal.core.casework.origins import AnswerOrigin, moment_of
from fanal.core.casework.signals import (
    AT_HOURS,
    CALLBACK,
    CALLERS,
    HER_LANGUAGE,
    NEVER,
    QUESTIONS,
    WHEN_SAFE,
)
from fanal.core.casework.statements import StatementSource
from fanal.core.words import Sentence, say, yes_or_no
from fanal.database.combined_queries import RowsRead, rows_read
from fanal.intake.access import open_signals_for, signals_for
from fanal.intake.models import Signal, Triage
from fanal.keys.ring import Ring
from fanal.web.typing import Answers, Context
from fanal.web.words import translated


def waiting(user: User) -> QuerySet[Signal]:
    """Open signals, the dangerous first, then the oldest."""
    return open_signals_for(user).select_related("taken_by", "team")


def decided(user: User) -> QuerySet[Triage]:
    """Return what was decided last about the signals of this user's teams that wait no longer."""
    done = signals_for(user).exclude(state__in=Signal.WAITING).order_by()
    later = Triage.objects.filter(signal=OuterRef("signal"), number__gt=OuterRef("number"))
    about = Triage.objects.filter(~Exists(later), signal__in=done)
    return about.select_related("signal", "by", "case").order_by("-on", "-signal__taken_on", "id")


def open_count(user: User) -> int:
    """The number beside the menu."""
    return waiting(user).count()


def answers(signal: Signal, ring: Ring) -> Answers:
    """The answers, opened. Raises Locked or NotGranted."""
    content = signal.unseal(ring)
    by_name = {question.name: load(content.get(question.name)) for question in QUESTIONS}
    return by_name | ({AT: content[AT]} if content.get(AT) else {})


def rows(known: Answers) -> list[Context]:
    """Return question and answer, those on calling back left out: they stand apart in red."""
    return [
        {"key": question.label, "value": _answer_words(question, known[question.name])}
        for question in QUESTIONS
        if question.name not in CALLBACK
    ]


def callback(known: Answers) -> list[Context]:
    """The rules before the number: when, code word, who may answer, then where to call. Nothing
    where none of it was asked."""
    if all(known[name] is NOT_ASKED for name in CALLBACK):
        return []
    asked = {question.name: question for question in QUESTIONS}
    return [
        {"key": asked[name].label, "value": _answer_words(asked[name], known[name]), "name": name}
        for name in CALLBACK
    ]


def _answer_words(question: Field, answer: Any) -> object:
    if isinstance(answer, bool):
        return yes_or_no(answer)
    return dict(question.choices).get(answer, answer) if is_value(answer) else answer


def left_out(known: Answers) -> list[Field]:
    """The questions that nobody has answered or given a reason for."""
    not_asked = [question for question in QUESTIONS if known[question.name] is NOT_ASKED]
    # Who calls for herself was asked in which language she speaks.
    herself = known["who_calls"] == "herself"
    return [one for one in not_asked if not (herself and one.name == HER_LANGUAGE)]


def leads_of(user: User) -> list[str]:
    """Return who leads a team of this user, or stands in for a lead: whom to call when somebody has
    to go there now."""
    found = leads_to_call(team_ids_of(user), reader=user)
    return list(dict.fromkeys(name for names in found.values() for name in names))


def birth_source(answers: Answers) -> BirthSource:
    """What the caller is, where the file keeps who says how old she is."""
    return BIRTH_SOURCES.get(answers["who_calls"], BirthSource.OTHER)


def decision_words(triage: Triage, ring: Ring) -> dict[str, str]:
    """The words of a decision, where the reader may open them."""
    return triage.try_unseal(ring) or {}


CALLS_OF_CASE = "calls of the case"
# The question of the call, and the question of the case to which its answer is carried.
CARRIED = {
    "danger_now": ("safety", "danger_now"),
    "where": ("whereabouts", "place"),
    "health": ("health", "complaint"),
    "known": ("note", "text"),
}
# How whoever called is called back: rules for calling her, where she called herself.
CALLING_BACK = ("code_word", "may_answer", "cover")
BIRTH_SOURCES = {
    "herself": BirthSource.HERSELF,
    "mother": BirthSource.FAMILY,
    "family": BirthSource.FAMILY,
}
RELATION_OF = {"mother": "mother", "family": "relative", "friend": "friend"}


def calls_of(case: Case) -> QuerySet[Signal]:
    """The calls that were found to be about this case."""
    return Signal.objects.filter(triages__case=case).order_by().distinct()


def known_of(case: Case, ring: Ring, read: RowsRead) -> Iterator[KnownAnswer]:
    """Yield what the calls of this case said, for the forms that would ask it again."""
    calls = rows_read(read, CALLS_OF_CASE, lambda: calls_of(case))
    for call in sorted(calls, key=lambda one: (one.taken_on, one.id)):
        if call.try_unseal(ring) is not None:
            yield from _carried(call, answers(call, ring))


def language_of(case: Case, ring: Ring) -> str:
    """The language of whoever the case is about, as she called in it or whoever called said it; the
    last call holds."""
    language = ""
    for call in sorted(calls_of(case), key=lambda one: (one.taken_on, one.id)):
        if call.try_unseal(ring) is not None:
            answered = answers(call, ring)
            hers = "language" if answered["who_calls"] == "herself" else HER_LANGUAGE
            language = str(answered[hers]) if is_value(answered[hers]) else language
    return language


def _carried(call: Signal, answered: Answers) -> Iterator[KnownAnswer]:
    by_place = {place: answered[name] for name, place in CARRIED.items()}
    by_place |= _of_the_caller(answered)
    source, origin = said_by(answered), origin_of(call, answered)
    # Who says there is no danger decides whether it ends one: it is proposed only where it is
    # known.
    if is_value(answered["danger_now"]) and origin.source is not StatementSource.NOT_SAID:
        by_place["safety", "said_by"] = origin.source.value
    # In whose words it is: a note that names nobody would be ours.
    if is_value(answered["known"]) and origin.source is not StatementSource.NOT_SAID:
        by_place["note", "said_by"] = origin.source.value
    for (kind, field), value in by_place.items():
        if is_value(value):
            yield KnownAnswer(kind, field, value, source, call.taken_on, origin)


def origin_of(call: Signal, answers: Answers) -> AnswerOrigin:
    """Return who said it, and when: every kind of caller is a source."""
    who, name = answers["who_calls"], answers["caller"]
    return AnswerOrigin(
        id=str(call.id),
        source=StatementSource(who) if who in set(StatementSource) else StatementSource.NOT_SAID,
        at=moment_of(answers[AT]) if AT in answers else call.taken_on,
        who=str(name) if is_value(name) else "",
    )


def when_to_call(answers: Answers) -> object:
    """Return when it is safe to call back: the hours, or that it always or never is."""
    safe, hours = answers["callback_safe"], answers["callback_when"]
    # “Never” beats any hours that were noted: a call at the wrong moment is heard by who holds her.
    if is_value(hours) and safe != NEVER:
        return hours
    if safe == AT_HOURS:
        return hours
    return capfirst(translated(dict(WHEN_SAFE)[safe])) if is_value(safe) else hours


def _of_the_caller(answered: Answers) -> dict[tuple[str, str], object]:
    """Return how the caller is reached: as herself, or as a person around her with hours of her
    own. Whoever calls her at the hours of her friend may be heard by who holds her."""
    number, who = answered["callback"], answered["who_calls"]
    if who == "herself":
        rules = {("contact", name): answered[name] for name in CALLING_BACK}
        return rules | {("contact", "when"): when_to_call(answered), ("contact", "number"): number}
    return {
        ("around", "name"): answered["caller"],
        ("around", "relation"): RELATION_OF.get(who) if is_value(who) else None,
        ("around", "reach"): number,
        ("around", "remarks"): _how_to_call_back(answered),
    }


def _how_to_call_back(answered: Answers) -> object:
    """The rules for calling somebody else than her, in one text: nothing where none was given."""
    parts = {"callback_safe": when_to_call(answered)} | {
        name: answered[name] for name in CALLING_BACK
    }
    labels = {question.name: question.label for question in QUESTIONS}
    lines = [
        f"{translated(labels[name])} {answer}" for name, answer in parts.items() if is_value(answer)
    ]
    return "\n".join(lines) or NOT_ASKED


def said_by(answers: Answers) -> Sentence:
    """Return who called, for a proposal: "said in the call by mother"."""
    who = dict(CALLERS).get(answers["who_calls"]) if is_value(answers["who_calls"]) else None
    return say("said in the call by {who}", who=who) if who else say("said in the call")


def proposed_person(answers: Answers) -> Answers:
    """Name and age as the call gave them, where it speaks of one person; to be confirmed."""
    text = answers["about_whom"]
    if not is_value(text):
        return {}
    ages = [int(number) for number in re.findall(r"\b\d{1,2}\b", text)]
    # Two ages are two people, and nobody knows whose the name is.
    if len(ages) > 1:
        return {}
    # As people write it down: “Somchai, 15” or “Noi (sister of Mai)”.
    name = re.split(r"[,;(\d]", text.strip(), maxsplit=1)[0].strip()
    phone = (
        answers["callback"]
        if answers["who_calls"] == "herself" and is_value(answers["callback"])
        else ""
    )
    person: Answers = {"name": name, "phone": phone}
    return person | ({"ages": [ages[0], ages[0]]} if ages else {})

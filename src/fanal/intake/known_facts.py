"""What one call said, as rows to look at once: of the case, and of the person herself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import writable_for
from fanal.cases.actions import entries
from fanal.cases.models import Case
from fanal.cases.queries.known_answers import (
    ELSEWHERE,
    KnownAnswer,
    ToConfirm,
    page_to_write,
    to_confirm,
)
from fanal.core.casework.entries import entry_kind
from fanal.core.casework.fields import Field
from fanal.core.words import Translatable, say, yes_or_no
from fanal.intake.callers import who_may_have_called
from fanal.intake.models import Signal
from fanal.intake.queries import answers as opened_answers
from fanal.intake.queries import birth_source, proposed_person
from fanal.keys.ring import Ring
from fanal.people import access as people
from fanal.people.actions.births import add_birth
from fanal.people.actions.persons import add_name
from fanal.people.models import Person
from fanal.people.queries import Identity, identity
from fanal.web.typing import PageText
from scriptnames import script_of

NAME, AGE, CALLER = "name", "age", "caller"


@dataclass(frozen=True)
class CallFact:
    """A fact that a call said.

    `lines`: question and answer. `beside`: what her file says of the same. `stands`: it is there
    already. `change`: the page on which it is written otherwise. `person`: whose file was read.
    `confirm` None: no entry of the case holds this; it is written on the page `change`, to which a
    button leads that says `where`. `people`: of whom one is to be named, by a button each.
    """

    code: str
    title: Translatable
    lines: tuple[tuple[Translatable | None, object], ...]
    change: str
    beside: Translatable | None = None
    stands: bool = False
    person: Person | None = None
    confirm: Callable[[], object] | None = None
    where: PageText = ""
    people: tuple[Person, ...] = ()

    @property
    def confirms(self) -> bool:
        """Whether `confirm` is there, for the page: a template would call `confirm`."""
        return self.confirm is not None


def facts_of(signal: Signal, case: Case, by: User, ring: Ring) -> list[CallFact]:
    """Return what this call said of the case and of her, as far as this user may write it."""
    facts = [_of_the_case(fact, case, by, ring) for fact in _open(signal, case, by, ring)]
    return [*_of_the_caller(signal, case, ring), *facts, *_of_her(signal, case, by, ring)]


def _of_the_caller(signal: Signal, case: Case, ring: Ring) -> list[CallFact]:
    people = tuple(who_may_have_called(signal, case, ring))
    title = say("Which of them called?")
    return [CallFact(CALLER, title, (), "", people=people)] if people else []


def still_open(facts: list[CallFact]) -> list[CallFact]:
    return [fact for fact in facts if not fact.stands]


def elsewhere(facts: list[CallFact]) -> CallFact | None:
    """The first of these open facts that no entry of the case holds."""
    return next((fact for fact in facts if fact.confirm is None and fact.where), None)


@transaction.atomic
def confirm(facts: list[CallFact]) -> None:
    """Write these, which are open, into the case, right as they were said."""
    for fact in facts:
        if fact.confirm:
            fact.confirm()


def _open(signal: Signal, case: Case, by: User, ring: Ring) -> list[ToConfirm]:
    may = writable_for(by, case)
    return [
        fact
        for fact in to_confirm(case, ring)
        if fact.origin.id == str(signal.id) and entry_kind(fact.kind).compartment in may
    ]


def _of_the_case(fact: ToConfirm, case: Case, by: User, ring: Ring) -> CallFact:
    kind, place = entry_kind(fact.kind), ELSEWHERE.get(fact.kind)
    order = [field.name for field in kind.fields]
    answers = sorted(fact.answers, key=lambda answer: order.index(answer.field))
    shown = [
        answer for answer in answers if answer.field != "said_by"
    ]  # it stands below, with the hour
    fields = [kind.field(answer.field) for answer in shown]
    as_said = partial(entries.confirm, case=case, proposal=fact, by=by, ring=ring)
    lines = tuple(
        (f.label, _answer_words(f, answer)) for f, answer in zip(fields, shown, strict=True)
    )
    return CallFact(
        code=fact.kind,
        title=kind.title if len(lines) > 1 else lines[0][0],
        lines=lines,
        change=f"{page_to_write(case, fact.kind)}?call={fact.origin.id}",
        confirm=None if place else as_said,
        where=place.button if place else "",
    )


def _answer_words(field: Field, answer: KnownAnswer) -> object:
    if isinstance(answer.value, bool):
        return yes_or_no(answer.value)
    return dict(field.choices).get(str(answer.value), answer.shown)


def _of_her(signal: Signal, case: Case, by: User, ring: Ring) -> list[CallFact]:
    """Name and age, where the case concerns one person: of several nobody knows whose they are."""
    links = list(case.concerned)
    if len(links) != 1 or not people.writes(by, links[0].person):
        return []
    answers, person = opened_answers(signal, ring), links[0].person
    file, on_file = proposed_person(answers), identity(person, ring, timezone.localdate())
    facts = []
    if name := file.get("name"):
        script = script_of(name) or ""
        name_her = partial(add_name, person=person, text=name, script=script, by=by, ring=ring)
        facts.append(_name(person, name, on_file, name_her))
    if ages := file.get("ages"):
        source, span = birth_source(answers), (ages[0], ages[1])
        say_age = partial(add_birth, person=person, source=source, ages=span, by=by, ring=ring)
        facts.append(_age(person, ages[0], on_file, say_age))
    return facts


def _name(person: Person, name: str, on_file: Identity, add: Callable[[], object]) -> CallFact:
    names = [data["text"] for _row, data in on_file.names if data]
    others = ", ".join(other for other in names if other != name)
    return CallFact(
        code=NAME,
        title=say("Name"),
        lines=((None, name),),
        change=reverse("people:identity", args=[person.id]),
        beside=say("in her file: {names}", names=others) if others else None,
        stands=name in names,
        person=person,
        confirm=add,
    )


def _age(person: Person, age: int, on_file: Identity, add: Callable[[], object]) -> CallFact:
    ages = [data.get("ages") for _row, data in on_file.births if data]
    return CallFact(
        code=AGE,
        title=say("Age"),
        lines=((None, str(age)),),
        change=reverse("people:identity", args=[person.id]),
        beside=say("in her file: {age}", age=on_file.age.sentence()) if on_file.age else None,
        stands=[age, age] in ages,
        person=person,
        confirm=add,
    )

"""Answers about a person that are asked only where help needs them."""

from __future__ import annotations

from django.db import transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.casework.answers import dump
from fanal.core.casework.rendering import short_text
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import QUESTIONS, Details, Person
from fanal.people.search_entries import refresh
from fanal.web.typing import Answers


@transaction.atomic
def save_details(
    *,
    person: Person,
    answers: Answers,
    version: int,
    by: User,
    ring: Ring,
) -> Details:
    """Save the answers seen at `version` (0: none yet). Raises `Conflict`, `BadInput`."""
    kept = details_told(answers)
    known = Details.objects.filter(person=person).first()
    details = known or Details(person=person, folder=person.id)
    details.write(ring, (known.unseal(ring) if known else {}) | kept, version)
    facts.code_row(details, details.unseal(ring))
    audit.record(act="person.described", by=by, about=person.id)
    refresh(person, ring)
    return details


def details_told(answers: Answers) -> Content:
    """The answers as they are sealed. Raises `BadInput`."""
    if unknown := set(answers) - set(QUESTIONS):
        raise BadInput(min(unknown), say("this is not one of the questions"))
    return {name: _cleaned(name, answer) for name, answer in answers.items()}


def _cleaned(name: str, answer: object) -> object:
    return dump(short_text(name, answer) if type(answer) is str else answer)

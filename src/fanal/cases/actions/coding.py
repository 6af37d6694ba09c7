"""Coding what was saved before facts were kept: with the key of a lead, case by case."""

from django.db import models, transaction

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case
from fanal.coded_facts import actions as facts
from fanal.coded_facts.coders import ROWS
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content, SealedRecord
from fanal.people.actions.births import note_ages
from fanal.people.models import Details


@transaction.atomic
def code_case(*, case: Case, by: User, ring: Ring) -> bool:
    """Code every row of the case and of the files of its people. False where `by` could not open
    one: the case stays among those to code."""
    people = list(case.people.all())
    ring.prepare([case.id, *(person.id for person in people)])
    whole = True
    for row in (row for rows in ROWS for row in rows(case.id)):
        # `&=` and no `and`: what can be opened is coded, also after a row that cannot.
        whole &= _code(row, ring)
    for details in Details.objects.filter(person__in=people):
        whole &= _code(details, ring)
    note_ages(people, ring)
    if whole:
        facts.mark_coded(case.id)
    audit.record(act="case.coded", by=by, about=case.id)
    return whole


def _code(row: models.Model, ring: Ring) -> bool:
    content = _sealed_content(row, ring)
    if content is not None:
        facts.code_row(row, content)
    return content is not None


def _sealed_content(row: models.Model, ring: Ring) -> Content | None:
    """What is sealed in a row; nothing in one that has no sealed part."""
    if not isinstance(row, SealedRecord) or not row.sealed:
        return {}
    return row.try_unseal(ring)

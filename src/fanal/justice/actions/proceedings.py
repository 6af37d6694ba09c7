"""Adding a proceeding, and changing one that was described wrongly."""

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case
from fanal.coded_facts import actions as facts
from fanal.core.casework.typed_text import long_text, short_texts
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.justice.proceedings import HerRole, ProceedingKind
from fanal.core.law.countries import COUNTRIES
from fanal.core.words import say
from fanal.database.sql import next_number
from fanal.justice.models import Proceeding
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.web.typing import Answers

TEXTS = ("body", "reference", "lawyer", "prosecutor", "language")
CODES = {"kind": ProceedingKind, "role": HerRole}


@transaction.atomic
def begin(*, case: Case, person: Person, answers: Answers, by: User, ring: Ring) -> Proceeding:
    """Add a proceeding. Raises `BadInput` naming the question."""
    case.must_concern(person)
    row = Proceeding(
        case=case,
        folder=case.id,
        person=person,
        coded=_coded(answers),
        made_by=by,
        number=next_number(case.proceedings.all(), Case.objects.filter(pk=case.id)),
        made_on=timezone.localdate(),
    )
    row.write(ring, _sealed(answers), 0)
    facts.code_row(row)
    audit.record(act="justice.begun", by=by, about=case.id)
    return row


@transaction.atomic
def change(*, proceeding: Proceeding, answers: Answers, version: int, by: User, ring: Ring) -> None:
    """Change it as of `version`. Raises `Conflict` with both; `BadInput` naming the question."""
    proceeding.coded = _coded(answers)
    proceeding.write(ring, _sealed(answers), version)
    facts.code_row(proceeding)
    audit.record(act="justice.changed", by=by, about=proceeding.case_id)


def _coded(answers: Answers) -> dict[str, str]:
    codes_given = {}
    for name, codes in CODES.items():
        check_code(name, answers.get(name), codes)
        codes_given[name] = str(answers[name])
    country = str(answers.get("country") or "")
    # One woman can be accused in one country and a victim in the other: clocks and rules follow
    # the country of each proceeding.
    if country not in COUNTRIES:
        raise BadInput("country", say("say in which country"))
    return codes_given | {"country": country}


def _sealed(answers: Answers) -> Content:
    texts: Content = short_texts(TEXTS, answers)
    return texts | {"matter": long_text("matter", str(answers.get("matter") or ""))}

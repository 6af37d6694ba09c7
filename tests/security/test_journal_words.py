"""The auditor reads the journal in words, and calls a case as the staff does, in French too."""

import inspect
import json
import re

import pytest
from django.utils.translation import override

from fanal.audit.models import JournalEntry
from fanal.audit.sentences import ID, codes_of, said
from fanal.cases.models import Case
from fanal.core.trust import gate
from fanal.journeys.models import Journey
from fanal.partners.models import Partner
from fanal.people.models import Person
from tests import files
from tests.exclusion import WAYS, kept_out
from tests.journal import acts, entries

pytestmark = pytest.mark.django_db

NO_CODE = re.compile(
    r"\d+|\d{4}-\d\d-\d\d|[0-9a-f]{64}|"
)  # a number, a day, a fingerprint, nothing


def codes_in(entry):
    """(name of the detail, code) of all that is neither an id nor a number nor a day."""
    for name, value in json.loads(entry.detail).items():
        told = value if isinstance(value, list) else str(value).split()
        yield from ((name, str(one)) for one in told if name != "at")


def test_every_code_in_the_journal_of_a_house_has_its_words(world):
    unsaid = {
        (entry.act, name, code)
        for entry in JournalEntry.objects.all()
        for name, code in codes_in(entry)
        if not ID.fullmatch(code) and not NO_CODE.fullmatch(code)
        if code not in {"True", "False", "None"} and code not in codes_of(entry.act).get(name, {})
    }
    assert unsaid == set()
    assert len(set(acts())) > 60


def test_every_way_in_which_the_gate_refuses_has_its_words():
    written = set(re.findall(r'Ground\("(\w+)"', inspect.getsource(gate)))
    assert written <= codes_of("")["rules"].keys()


def test_codes_are_said_in_french(world):
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    entry = entries("sharing.approved", about=case.id)[0]
    with override("fr"):
        told = dict(said(entry, {})["more"])
    assert "ses besoins et ses objectifs" in told["parties"]
    assert "narrative" not in str(told)


def journal(world):
    """All of it, as the auditor reads it page by page."""
    page, told = files.browser(world.cast, world.cast.vera), []
    pages = page.get("/audit/").context["page"].paginator.num_pages
    for number in range(1, pages + 1):
        told.append(page.get("/audit/", {"page": number}).text)
    return " ".join(told)


def test_the_auditor_reads_the_code_names_that_the_staff_uses(world):
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    person = Person.objects.get(id=world.ids["", "person_id"][0])
    way = Journey.objects.get(id=world.ids["journeys", "journey_id"][0])
    told = journal(world)
    for one in (case, person, way):
        assert one.code_name in told
        assert str(one.id)[:8] not in told
    shelter = Partner.objects.get(id=world.ids["partners", "partner_id"][0])
    assert shelter.name in told


@pytest.mark.parametrize("way", WAYS)
def test_of_a_case_that_she_is_kept_out_of_the_auditor_reads_no_code_name(world, way):
    case = Case.objects.get(id=world.ids["", "case_id"][0])
    person = Person.objects.get(id=world.ids["", "person_id"][0])
    journey = Journey.objects.get(id=world.ids["journeys", "journey_id"][0])
    kept_out(world.cast, case, world.cast.vera, way)
    told = journal(world)
    assert not [one for one in (case, person, journey) if one.code_name in told]
    assert str(case.id)[:8] in told

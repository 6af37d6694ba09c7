"""No model is forgotten: of a file with one of everything nothing is left, or it is said why."""

import pytest
from django.apps import apps
from django.db import models

from fanal.authority import completeness, genuine_rows
from fanal.authority.tables import attested_models
from fanal.cases.models import Case
from fanal.coded_facts.actions import pseudonym_of
from fanal.coded_facts.models import FactList, StoredFact
from fanal.intake.models import Signal
from fanal.journeys.models import JourneyEvent
from fanal.keys.models import Folder
from fanal.people.models import Person
from fanal.retention.models import Erasure, Tombstone
from fanal.retention.queries.related_rows import BEGINNINGS, ErasureReach, sealed_models
from fanal.retention.queries.stays import IDS, STAYS
from fanal.sealed.references import SealedReferenceField
from tests.retention import scene
from tests.security import world as worlds

OURS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("fanal.")
]
# Columns of an id that are the row's own, or a folder's: `ErasureReach` asks for these.
OWN = {"folder"}


def reached():
    """Every model from which foreign keys lead to a person, a case or a folder."""
    known = {Person, Case, Folder, *sealed_models()}
    while True:
        more = {one for one in OURS if one not in known and to(one) & known}
        if not more:
            return known
        known |= more


def to(model):
    return {field.related_model for field in model._meta.concrete_fields if field.related_model}


def begun():
    return {begin(set(), set())[0] for begin in BEGINNINGS}


def test_every_model_goes_with_her_or_says_why_it_stays():
    gone = reached() | begun() | {one for one in OURS if to(one) & (reached() | begun())}
    # what is sealed under a key of a whole team or of two organisations is said by name as well
    unsaid = {one._meta.label for one in OURS} - {one._meta.label for one in gone} - STAYS.keys()
    assert unsaid == set()


def test_nothing_is_said_to_stay_that_does_not_exist():
    labels = {one._meta.label for one in OURS}
    assert STAYS.keys() <= labels
    assert {name.rpartition(".")[0] for name in IDS} <= labels


def test_every_id_that_is_no_foreign_key_is_known():
    """An id in a column of its own is followed by no walk along foreign keys."""
    found = {
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.concrete_fields
        if isinstance(field, models.UUIDField | SealedReferenceField)
        and not field.primary_key
        and not field.is_relation
        and field.name not in OWN
    }
    held = {
        name
        for name in found
        if not name.startswith(("journeys.JourneyCustodian", "journeys.Leg", "journeys.Paper"))
    }
    assert held <= IDS.keys() | {"keys.Grant.waits_for"}


@pytest.fixture
def house(db):
    return worlds.again()


def ids_in(model):
    return set(model._base_manager.values_list("pk", flat=True))


def happened_to(files):
    """What happened on a journey to these people alone: it goes, where the journey stays."""
    return {
        happening.pk
        for happening in JourneyEvent.objects.all()
        if happening.event().persons and happening.event().persons <= {str(file) for file in files}
    }


def coded_of(reach):
    """What is kept in codes of the people, cases and calls that go: by no foreign key."""
    subjects = {*reach.files, *reach.cases, *reach.goes.get(Signal, ())}
    pseudonyms = {pseudonym_of(subject) for subject in subjects}
    facts = [fact for fact in StoredFact.objects.all() if fact.content["pseudonym"] in pseudonyms]
    return {fact.pk for fact in facts} | pseudonyms | subjects


def test_of_a_file_with_one_of_everything_no_row_is_left(house, monkeypatch):
    """And no row of anybody else goes with it. In small batches: what led to a row may go first."""
    monkeypatch.setattr("fanal.retention.actions.running.BATCH", 9)
    cast, case_id = house.cast, house.ids["", "case_id"][0]
    case = Case.objects.get(pk=case_id)
    person = Person.objects.get(pk=house.ids["", "person_id"][0])
    scene.close_by_hand(*person.cases.values_list("pk", flat=True))
    scene.whatever_keeps_it(monkeypatch)
    plan = scene.of_person(person)
    assert case.pk in plan.cases
    reach = ErasureReach(plan.files, plan.cases)
    before, alone = {model: ids_in(model) for model in OURS}, happened_to(plan.files)
    coded = coded_of(reach)
    assert ids_in(StoredFact) & coded
    scene.erased(cast, plan)
    for model in OURS:
        if model in (Erasure, Tombstone) or model._meta.app_label in ("audit", "authority"):
            continue
        left = before[model] & reach.goes.get(model, set())
        assert not left & ids_in(model), model
        lost = before[model] - ids_in(model) - reach.goes.get(model, set()) - alone - coded
        assert not lost, (model, "of somebody else")
    assert not (ids_in(StoredFact) | ids_in(FactList)) & coded
    assert len({model for model, some in reach.goes.items() if some}) > 30
    assert not ErasureReach(plan.files, plan.cases)
    assert {tombstone.pk for tombstone in Tombstone.objects.all()} == plan.files | plan.cases


def test_nothing_is_missing_by_the_ledger_afterwards(house, monkeypatch):
    cast = house.cast
    person = Person.objects.get(pk=house.ids["", "person_id"][0])
    scene.close_by_hand(*person.cases.values_list("pk", flat=True))
    scene.whatever_keeps_it(monkeypatch)
    scene.erased(cast, scene.of_person(person))
    genuine_rows.run()
    for model in attested_models():
        assert completeness.is_whole(model), model

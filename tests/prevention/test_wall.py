"""No way from a participant to a case: no import, no foreign key, no id, no key, no pseudonym."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.http import Http404
from django.urls import reverse

from fanal.coded_facts.actions import pseudonym_of
from fanal.coded_facts.models import FactList, StoredFact
from fanal.keys.models import Grant
from fanal.prevention import access
from fanal.prevention.coding import subject_of
from fanal.prevention.models import PreventionParticipant
from tests import files
from tests.prevention.scene import (
    browser,
    course_in,
    held,
    participant,
    scholar,
    village,
    volunteer,
)

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"
VICTIMS = {
    "people", "cases", "intake", "sharing", "matching", "registers", "papers", "identification", "journeys",
    "protection", "services", "retention", "shelters", "care", "justice", "reintegration", "funds",
    "colleagues",
}  # fmt: skip


def imported_by(app):
    found = set()
    for path in (SOURCE / app).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.split(".")[1] for name in names if name.startswith("fanal.")}
    return found


def test_prevention_imports_nothing_of_people_and_cases():
    assert not imported_by("prevention") & VICTIMS


@pytest.mark.parametrize("app", sorted(VICTIMS - {"retention"}))
def test_nothing_of_people_and_cases_imports_prevention(app):
    if (SOURCE / app).is_dir():
        assert "prevention" not in imported_by(app)


def test_no_foreign_key_joins_prevention_with_people_and_cases():
    joined = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model is not None
        and {model._meta.app_label, field.related_model._meta.app_label} & VICTIMS
        and "prevention" in {model._meta.app_label, field.related_model._meta.app_label}
    ]
    assert joined == []


def test_no_column_of_prevention_is_an_id_without_a_foreign_key():
    """An id of a case could hide in one: only the row's own id and that of its folder are such."""
    loose = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("prevention").get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() == "UUIDField" and not field.primary_key
    }
    assert {one.rpartition(".")[2] for one in loose} == {"folder"}


def test_no_table_of_prevention_holds_the_id_of_a_person_or_a_case(cast):
    place = village(cast)
    held(cast, place)
    who = participant(cast, age=15)
    scholar(cast, who)
    course_in(cast, place)
    person, case = files.in_vientiane(cast)
    theirs = {person.id.hex, case.id.hex, str(person.id), str(case.id)}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("prevention").get_models():
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            assert not {str(one) for row in cursor.fetchall() for one in row} & theirs


def test_no_key_of_a_folder_of_prevention_is_a_teams_or_a_leads(cast):
    who = participant(cast, age=15)
    holders = Grant.objects.filter(folder=who.folder, revoked=None)
    assert not holders.exclude(to_team_key=None).exists()
    names = {holder.to_keys.user_id for holder in holders.exclude(to_keys=None)}
    assert names == {cast.bounmy.pk}
    for colleague in (cast.kham, cast.somchit):
        assert cast.ring(colleague).compartments(who.folder) == frozenset()


def test_an_officer_of_another_office_opens_no_participant_of_ours(cast):
    who = participant(cast, age=15)
    other = cast.join("sengdao", "Sengdao Keo", "prevention_officer", "Bangkok")
    assert list(access.participants_for(other)) == []
    with pytest.raises(Http404):
        access.participant_for(other, who.id)
    assert access.participant_for(cast.bounmy, who.id) == who


def test_a_new_folder_opens_to_every_officer_of_the_office(cast):
    other = cast.join("sengdao", "Sengdao Keo", "prevention_officer", "Vientiane")
    who = participant(cast, given="Noy", age=15)
    assert PreventionParticipant.objects.get(id=who.id).unseal(cast.ring(other))["given"] == "Noy"


def test_an_officer_who_came_later_is_given_what_was_written_before(cast):
    place = village(cast)
    who, helper = participant(cast, given="Noy", age=15), volunteer(cast, place)
    other = cast.join("sengdao", "Sengdao Keo", "prevention_officer", "Vientiane")
    assert list(access.participants_for(other)) == []
    visitor = browser(cast)
    assert "2" in visitor.get(reverse("prevention:colleagues")).text
    answer = visitor.post(reverse("prevention:give", args=[other.pk]))
    assert answer.status_code == 302
    assert list(access.participants_for(other)) == [who]
    assert PreventionParticipant.objects.get().unseal(cast.ring(other))["given"] == "Noy"
    assert list(access.volunteers_for(other)) == [helper]
    assert access.folders_to_give(cast.bounmy, other) == []
    assert visitor.post(reverse("prevention:give", args=[cast.kham.pk])).status_code == 404


def test_facts_stand_under_pseudonyms_that_no_case_could_have(cast):
    """Were one id written in both registers, no pseudonym would show it."""
    who = participant(cast, age=15)
    scholar(cast, who)
    ours = pseudonym_of(subject_of(who.id))
    assert ours != pseudonym_of(who.id)
    assert FactList.objects.filter(pseudonym=ours).exists()
    assert not FactList.objects.filter(pseudonym=pseudonym_of(who.id)).exists()
    assert [fact.content["pseudonym"] for fact in StoredFact.objects.all()] == [ours]

"""What is sealed of one person or case is not read as that of another: whoever points its row at
another file in the database gets a page that says so."""

import pytest
from django.apps import apps
from django.urls import reverse

from fanal.cases.actions.entries import add_note
from fanal.cases.models import CaseEntry
from fanal.core.sealing.failures import BrokenSeal
from fanal.keys.sealed import SealedRecord
from fanal.people.actions.persons import add_name
from fanal.people.models import PersonName
from tests import files
from tests.security.planting import update

pytestmark = pytest.mark.django_db
# Of these the folder is the row's own, that of what it stands in, or of the team.
OTHER_FOLDERS = {
    "care.CareRequest", "intake.Triage", "people.SearchRow", "registers.Confirmer",
    "registers.TracingAnswer", "sharing.Transfer", "shelters.BedRequest", "shelters.ShelterStay",
}  # fmt: skip


def test_a_name_pointed_at_another_file_is_not_hers(cast):
    ring = cast.ring(cast.sokha)
    one, other = files.person(cast), files.person(cast)
    told = {"by": cast.sokha, "ring": ring}
    name = add_name(person=one, text="Zuyquexvaj", to_use=False, **told)
    update(PersonName, {"person_id": other.pk}, id=name.pk)
    browser = files.browser(cast, cast.sokha)
    page = browser.get(reverse("people:identity", args=[other.pk]))
    assert "Something on this page was changed from outside" in page.text
    assert "Zuyquexvaj" not in page.text


def test_nor_is_an_entry_pointed_at_another_case(cast):
    ring = cast.ring(cast.sokha)
    one, other = files.case(cast), files.case(cast)
    note = add_note(case=one, text="She called.", by=cast.sokha, ring=ring)
    update(CaseEntry, {"case_id": other.pk}, id=note.pk)
    with pytest.raises(BrokenSeal):
        CaseEntry.objects.get(pk=note.pk).unseal(ring)


def test_every_sealed_row_of_a_case_or_a_person_says_whose_folder_it_is_of():
    without = set()
    for model in apps.get_models():
        if issubclass(model, SealedRecord) and not model.FOLDER_OF:
            names = {field.attname for field in model._meta.concrete_fields}
            without |= {model._meta.label} if names & {"case_id", "person_id"} else set()
    assert without == OTHER_FOLDERS

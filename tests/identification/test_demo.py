"""The demonstration shows both operations of 2011 as published, and a refusal that can be reviewed."""

import pytest
from django.urls import reverse

from fanal.cases.access import cases_for
from fanal.cases.demo import play as play_cases
from fanal.cases.models import Operation
from fanal.identification.demo import play
from fanal.identification.models import Finding, Statement
from fanal.identification.queries import met_by_person, table_of
from tests import files


@pytest.fixture
def played(cast):
    play_cases(cast, files.TODAY)
    play(cast, files.TODAY)
    return cast


@pytest.mark.long
def test_both_operations_are_counted_as_published_and_a_refusal_can_be_reviewed(played):
    tables = {o.day.month: table_of(o) for o in Operation.objects.all()}
    assert (
        tables[9].found,
        tables[9].identified,
        tables[9].minors,
        tables[9].charged_or_deported,
    ) == (17, 4, 3, 13)
    assert (tables[12].found, tables[12].identified, tables[12].minors) == (41, 20, 7)
    assert Statement.objects.exists()
    december = next(operation for operation in Operation.objects.all() if operation.day.month == 12)
    finding = Finding.objects.filter(case__operation=december).first()
    sokha = files.browser(played, played.sokha)
    ids = {"case_id": finding.case_id, "person_id": finding.person_id}
    page = sokha.get(reverse("identification:matrix", kwargs=ids)).content.decode()
    assert "Sources disagree" in page
    assert "The findings disagree" in page
    met = met_by_person(
        cases_for(played.sokha).filter(operation=december), played.ring(played.sokha)
    )
    assert sum("th-2551" in texts for texts in met.values()) == 20
    table = sokha.get(
        reverse("identification:operation", args=[finding.case.operation_id])
    ).content.decode()
    assert "<dd>41</dd>" in table
    assert "/review/" in page

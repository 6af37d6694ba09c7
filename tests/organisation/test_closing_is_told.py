"""Whoever leads a team reads that it is to be closed, and what of it needs another owner first."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Case
from fanal.colleagues.actions import report
from fanal.organisation.queries.team_work import still_open
from fanal.people.models import Person
from tests import files
from tests.organisation.changes import asks
from tests.reintegration.scene import begins

pytestmark = pytest.mark.django_db
TOLD = "Bangkok is to be closed"


def start(cast, user):
    return files.browser(cast, user).get("/", follow=True).text


def page(cast, user):
    address = reverse("organisation:asked_to_close", args=[cast.bangkok.pk])
    return files.browser(cast, user).get(address)


def test_its_lead_reads_it_and_what_was_opened_since(cast):
    assert TOLD not in start(cast, cast.noi)
    assert page(cast, cast.noi).status_code == 404
    asks(cast, "close_team", [cast.bangkok.pk])
    text = start(cast, cast.noi)
    assert TOLD in text
    assert "Nothing of it is open." in text
    assert "Claire Morel" in page(cast, cast.noi).text
    files.case(cast)
    assert "It has open cases" in start(cast, cast.noi)
    assert "It has open cases" in page(cast, cast.noi).text


def test_who_does_not_lead_it_reads_nothing_of_it(cast):
    asks(cast, "close_team", [cast.bangkok.pk])
    for who in (cast.sokha, cast.somchit):
        assert TOLD not in start(cast, who)
        assert page(cast, who).status_code == 404


def test_a_team_in_which_a_plan_of_reintegration_runs_is_not_closed(cast):
    person = files.person(cast)
    begins(cast, person, timezone.localdate())
    Case.objects.filter(team=cast.bangkok).update(closed=True)
    assert Person.objects.get().team == cast.bangkok
    (why,) = still_open(cast.bangkok)
    assert "A plan of reintegration runs in it" in str(why.template)


def test_a_danger_stands_above_it(cast):
    asks(cast, "close_team", [cast.bangkok.pk])
    report(kind="device_taken", on=timezone.localdate(), by=cast.sokha)
    text = start(cast, cast.noi)
    assert text.index("A telephone or computer was taken") < text.index(TOLD)

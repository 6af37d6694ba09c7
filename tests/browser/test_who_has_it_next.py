"""Who has to do with her next meets it where she looks: a case that changes hands, a child at the
health worker's and in the shelter, a plan of the first weeks, a lost device, a team that is closed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.care.actions.asking import SaidBeside
from fanal.cases.actions.cases import assign
from fanal.cases.actions.tasks import add_task
from fanal.colleagues import actions as incidents
from fanal.people.models import AgeForConsent
from fanal.reintegration.models import Plan
from fanal.shelters.actions import stays
from tests import files
from tests.browser import steps
from tests.care.scene import asks
from tests.organisation.changes import asks as asks_for_change
from tests.reintegration.scene import begins
from tests.sharing.transfers import offer, told_case
from tests.shelters.scene import again, child_sleeps, scene, sleeps, woman

DAY = timedelta(days=1)


def a_child(person):
    born = f"{files.TODAY.year - 13}-12-31"
    AgeForConsent.objects.update_or_create(
        person=person, defaults={"coded": {"born": [born, born], "adult": False}}
    )
    return person


@pytest.mark.long
def test_a_case_that_changes_hands_on_a_telephone_in_french(visit, cast):
    go_to = steps.colleagues(visit, cast, "hands")
    here, today = told_case(cast), timezone.localdate()
    begins(cast, here.person, today - 8 * DAY, on=today - 8 * DAY)
    address = reverse("reintegration:person", args=[here.person.id])
    go_to("sokha", address).reads(
        "7 jours", "Personne ne lui a encore demandé comment elle va"
    ).looks("plan")
    row = offer(cast, here)
    somchit = go_to("somchit", reverse("sharing:transfer", args=[row.id]))
    somchit.reads("Les jours qui n’attendent pas").looks("offer")
    somchit.open(reverse("sharing:accept", args=[row.id])).looks("accept")
    other = files.case(cast)
    add_task(case=other, title="Passeport", by=cast.sokha, assignee=cast.sokha, due=today + DAY)
    assign(case=other, to=cast.noi, by=cast.sokha, version=other.version)
    noi = go_to("noi", "/").reads("Un dossier vous a été confié", "en premier").looks("given")
    noi.open(reverse("cases:case", args=[other.id])).looks("case")
    assert Plan.objects.get().worker == cast.sokha


@pytest.mark.long
def test_a_child_at_the_health_workers_and_in_the_shelter(visit, cast):
    go_to = steps.colleagues(visit, cast, "child")
    here = scene(cast)
    case = files.case(cast, people=[a_child(files.person(cast, adult=False))])
    go_to("sokha", reverse("care:ask", args=[case.id])).reads("Qui accompagne l’enfant").looks(
        "ask"
    )
    here.case, here.person = case, case.people.get()
    asked = asks(cast, here, beside=SaidBeside("Mali", ""))
    ploy = go_to("ploy", "/care/").reads("12 ans").looks("day")
    ploy.open(reverse("care:request", args=[asked.id])).reads("Mali", "12 ans").looks("request")
    mother, hers = woman(cast)
    mother = sleeps(cast, here, person=mother, case=hers)
    child = child_sleeps(cast, here, here.cots[0], came_with=mother)
    stays.leave(stay=again(mother), to="family", **cast.acting(cast.sokha))
    rith = go_to("rith", reverse("shelters:tonight")).reads("est partie").looks("tonight")
    rith.open(reverse("shelters:stay", args=[child.id])).reads("enfant").looks("stay")
    rith.open(reverse("shelters:complain", args=[here.shelter.id])).looks("complain")
    go_to("claire", reverse("shelters:complaints")).looks("complaints")


@pytest.mark.long
def test_a_lost_device_and_a_team_that_is_to_be_closed(visit, cast):
    go_to = steps.colleagues(visit, cast, "ends")
    incidents.report(kind="device_taken", on=timezone.localdate(), by=cast.sokha)
    go_to("anan", "/").reads("Les clés de Sokha Chea", "Remplacer ses clés").looks("set-up")
    asks_for_change(cast, "close_team", [cast.bangkok.pk])
    noi = go_to("noi", "/").reads("La fermeture de Bangkok est demandée").looks("today")
    noi.open(reverse("organisation:asked_to_close", args=[cast.bangkok.pk])).looks("closing")

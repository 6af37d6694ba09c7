"""Whoever may not hand a case over to another team finds who can, in one step."""

from django.urls import reverse

from fanal.cases.models import Task
from tests import files


def test_a_worker_asks_a_lead_with_a_task_that_is_written_for_her(cast):
    case, sokha = files.case(cast), files.browser(cast, cast.sokha)
    address = reverse("cases:task", args=[case.id]) + "?show=other_team"
    assert address in sokha.get(reverse("cases:case", args=[case.id])).text
    form = sokha.get(address).context["form"]
    asked = {name: form[name].value() for name in ("title", "assignee")}
    assert asked["assignee"] == str(cast.noi.pk)
    sokha.post(address, asked)
    assert Task.objects.get(case=case).assignee == cast.noi


def test_a_worker_asks_a_lead_to_propose_a_two_country_file(cast):
    case, sokha = files.case(cast), files.browser(cast, cast.sokha)
    address = reverse("cases:task", args=[case.id]) + "?show=two_countries"
    page = sokha.get(reverse("sharing:case", args=[case.id])).text
    assert address in page
    assert "A lead may propose one to another of our teams." in page
    assert str(cast.noi) in page
    form = sokha.get(address).context["form"]
    assert form["assignee"].value() == str(cast.noi.pk)
    assert form["title"].value() == "Propose a two-country file to another of our teams"
    lead = files.browser(cast, cast.noi).get(reverse("sharing:case", args=[case.id])).text
    assert address not in lead


def test_whoever_leads_hands_it_over_herself(cast):
    case, noi = files.case(cast), files.browser(cast, cast.noi)
    page = noi.get(reverse("cases:case", args=[case.id])).text
    assert "show=other_team" not in page
    assert reverse("sharing:give", args=[case.id]) in page

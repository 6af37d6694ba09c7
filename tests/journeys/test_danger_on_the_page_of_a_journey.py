"""The page of a journey calls nobody as planned whom her case knows to be in danger."""

from django.urls import reverse

from fanal.cases.actions.states import say_in_danger
from tests import files
from tests.journeys.scene import scene


def test_who_is_in_danger_is_not_as_planned_on_the_page_of_her_journey(cast):
    here = scene(cast, n=2)
    address = reverse("journeys:journey", args=[here.journey.id])
    page = files.browser(cast, cast.noi).get(address).text
    assert page.count("as planned") == 1  # of both at once
    say_in_danger(
        case=here.case,
        person=here.people[1],
        said_by="herself",
        said_at=None,
        **cast.acting(cast.sokha),
    )
    table = files.browser(cast, cast.noi).get(address).text.partition("<table")[2]
    first, second = table.partition("<tbody>")[2].split("<tr>")[1:3]
    assert here.people[1].code_name in first
    assert "act now" in first
    assert "She is in danger" in first
    assert "as planned" not in first
    assert "as planned" in second

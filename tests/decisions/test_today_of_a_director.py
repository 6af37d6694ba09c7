"""What waits for a director stands on her start page, leads where it is decided, and is gone then."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.colleagues import complaints
from fanal.shelters.actions import book
from fanal.shelters.actions import complaints as complaints_actions
from fanal.shelters.models import Incident
from fanal.web.decisions import waiting_for
from tests import files
from tests.decisions.scenes import SCENES
from tests.decisions.test_everybody import asks
from tests.services.scene import of_ours
from tests.services.scene import scene as one_need
from tests.shelters.scene import scene as shelter_scene

TODAY = "/cases/today/"
OF_PROGRAMMES = ("scale_licence", "care_recovery", "register_erasure", "advance", "money")
SCENE = {scene.code: scene for scene in reversed(SCENES) if scene.code in OF_PROGRAMMES}


def linked(client, address):
    """Whether her start page leads there; whoever follows it finds a page."""
    if f'href="{address}' not in client.get(TODAY).text:
        return False
    assert client.get(address.partition("#")[0]).status_code == 200
    return True


@pytest.mark.parametrize("code", OF_PROGRAMMES)
def test_a_request_is_on_it_until_it_is_decided(cast, code):
    scene, claire = SCENE[code], files.browser(cast, cast.claire)
    here = scene.set(cast)
    who = next(name for name in scene.by if name != "claire")
    _answer, row = asks(cast, scene, here, getattr(cast, who))
    (found,) = [one.address for kind, one in waiting_for(cast.claire) if kind.code == code]
    assert linked(claire, found)
    assert scene.decides(claire, row, here).status_code in (200, 302)
    assert not linked(claire, found)


def test_complaints_are_on_it_until_they_are_answered(cast):
    here, claire = shelter_scene(cast), files.browser(cast, cast.claire)
    told = {"words": "It is cold.", "by": cast.sokha}
    of_shelter = complaints_actions.complain(shelter=here.shelter, concerns=[cast.noi], **told)
    of_colleague = complaints.complain(concerns=[cast.noi], to=None, **told)
    answers = {**cast.acting(cast.claire), "words": "Heated."}
    for row, page, answer in (
        (of_shelter, "shelters:complaints", complaints_actions.answer),
        (of_colleague, "colleagues:complaints", complaints.answer),
    ):
        assert linked(claire, reverse(page))
        answer(complaint=row, version=row.version, **answers)
        assert not linked(claire, reverse(page))


def test_an_incident_that_no_lead_read_is_on_it_until_one_did(cast):
    here, claire = shelter_scene(cast), files.browser(cast, cast.claire)
    row = book.add_incident(
        shelter=here.shelter, kind="fire", what="Smoke.", done="", **cast.acting(cast.rith)
    )
    assert not linked(claire, reverse("shelters:numbers"))
    Incident.objects.filter(pk=row.pk).update(on=timezone.localdate() - timedelta(days=3))
    assert linked(claire, reverse("shelters:numbers"))
    row.refresh_from_db()
    book.read_incident(incident=row, by=cast.noi)
    assert not linked(claire, reverse("shelters:numbers"))


def test_a_need_that_nobody_is_asked_for_is_on_it_until_somebody_is(cast):
    here, claire = one_need(cast), files.browser(cast, cast.claire)
    assert linked(claire, reverse("services:without"))
    assert "1 need has no service" in claire.get(TODAY).text
    of_ours(cast, here)
    assert "has no service" not in claire.get(TODAY).text  # the menu leads there all the same

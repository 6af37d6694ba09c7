"""A day of a health worker: somebody to see today, her file, a sample, a scale, what the team is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.care.models import CareFile, CareRecord
from fanal.cases.models import Task
from tests import files
from tests.browser import steps
from tests.browser.steps_programmes import (
    asks_for_care,
    gives_a_scale,
    sees_her,
    tells_the_team,
    writes_the_visit,
)
from tests.browser.walks import french


@pytest.mark.long
def test_a_health_workers_day_on_a_telephone_in_french(visit, cast):
    case = files.case(cast)
    go_to = steps.colleagues(visit, cast, "care")
    sokha, ploy = go_to("sokha", reverse("cases:case", args=[case.id])), go_to("ploy", "/care/")
    asks_for_care(sokha, case)
    assert Task.objects.get().done_on is None
    asked, file = sees_her(ploy)
    assert file == str(CareFile.objects.get().id)
    writes_the_visit(ploy, file)
    assert Task.objects.get().done_on == timezone.localdate()
    gives_a_scale(ploy, go_to("claire", "/"), cast.ploy.display_name, file)
    ploy.open(reverse("care:today")).reads(french("To see again"), "pansement").looks("day-again")
    tells_the_team(ploy, sokha, case, asked)
    ploy.open(reverse("care:scales")).looks("scales")
    assert CareRecord.objects.count() == 2

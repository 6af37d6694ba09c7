"""A day of a health worker: somebody to see today, her file, a sample, a scale, what the team is told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.care.models import CareFile, CareRecord, CareRequest
from fanal.cases.models import Task
from tests import files
from tests.browser import steps
from tests.browser.walks import french


def asks_for_care(sokha, cast, case):
    """By code name, from the needs of the case; the day and the hour are sealed."""
    yesterday = timezone.localtime() - timedelta(hours=30)
    sokha.open(reverse("cases:section", args=[case.id, "needs"])).looks("needs")
    sokha.goes(f"/care/case/{case.id}/").looks("care-before")
    sokha.goes("/ask/").looks("ask")
    sokha.choose("agreed", "yes").choose("happened", "yes")
    sokha.fill(
        day=yesterday.date().isoformat(), hour=yesterday.strftime("%H:%M"), words="Elle ne mange pas.",
    ).press()  # fmt: skip
    sokha.reads(french("See the health worker today"), "Elle ne mange pas.").looks("asked")
    assert "VIH" not in sokha.page.inner_text("main")


def sees_her(ploy):
    ploy.open(reverse("care:today")).reads(french("to be seen today")).looks("day")
    ploy.press(ploy.page.locator("main a[href*='/care/asked/']").first)
    ploy.reads(french("emergency contraception").capitalize(), "encore").looks("request")
    ploy.press(ploy.page.locator("main form button").first).looks("file-empty")


def writes_the_visit(ploy, file):
    ploy.goes("/note/examination/").looks("visit")
    ploy.choose("agreed", "yes")
    ploy.fill(
        words="Elle a mal au ventre.", due=timezone.localdate().isoformat(), next_words="pansement"
    )
    ploy.press().reads("Elle a mal au ventre.").looks("file")
    ploy.open(reverse("care:sample", args=[file.id])).looks("sample")
    ploy.choose("agreed", "no").fill(sample="blood").press().reads(
        french("She did not want it. All other help goes on.")
    )


def gives_a_scale(ploy, file):
    """Too early; after the first days she may be asked."""
    ploy.open(reverse("care:scale", args=[file.id, "phq9"])).looks("scale")
    ploy.choose("given", "yes").choose("shown", "yes")
    ploy.fill(language="km", answers="1 1 1 1 1 0 0 0 1").press().is_refused()
    ploy.reads(french("no scale in the first three days after what happened")).looks("too-early")


def tells_the_team(ploy, sokha, case):
    ploy.open(reverse("care:request", args=[CareRequest.objects.get().id])).looks("taken")
    ploy.goes("/release/").looks("release")
    ploy.choose("agreed", "yes").fill(
        words="Clinique jeudi. Mange avec les comprimés."
    ).press().looks("released")
    sokha.open(reverse("care:case", args=[case.id])).reads("Clinique jeudi.").looks("case-reads")
    assert "mal au ventre" not in sokha.page.inner_text("main")


@pytest.mark.long
def test_a_health_workers_day_on_a_telephone_in_french(visit, cast):
    case = files.case(cast)
    go_to = steps.colleagues(visit, cast, "care")
    sokha, ploy = go_to("sokha", reverse("cases:case", args=[case.id])), go_to("ploy", "/care/")
    asks_for_care(sokha, cast, case)
    assert Task.objects.get().done_on is None
    sees_her(ploy)
    file = CareFile.objects.get()
    writes_the_visit(ploy, file)
    assert Task.objects.get().done_on == timezone.localdate()
    gives_a_scale(ploy, file)
    ploy.open(reverse("care:today")).reads(french("To see again"), "pansement").looks("day-again")
    tells_the_team(ploy, sokha, case)
    ploy.open(reverse("care:scales")).looks("scales")
    assert CareRecord.objects.count() == 2

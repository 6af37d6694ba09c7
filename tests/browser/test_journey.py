"""The main job in a browser, in French: from the first signal to a closed case, by two people."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways

SHOTS = Path(settings.VAR) / "shots" / "journey"
WAY = [
    "screening",
    "immediate_safety",
    "presumed_victim",
    "assessment",
    "plan",
    "implementation",
    "follow_up",
]


class Desk:
    """One person at a page of hers; each page she passes is looked at."""

    def __init__(self, page, name):
        self.page, self.name, self.shots = page, name, 0
        self.page.set_default_timeout(15_000)

    def path(self):
        return urlsplit(self.page.url).path

    def go(self, path):
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(self.page.url))
        self.page.goto(origin + path)
        self.look()

    def look(self):
        assert accessibility_faults(self.page) == []
        assert sideways(self.page) <= 0
        self.shots += 1
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{self.name}-{self.shots:02}.png", full_page=True)

    def write(self, path, **answers):
        self.go(path)
        self.fill(**answers)
        self.send()

    def fill(self, **answers):
        for name, value in answers.items():
            field = self.page.locator(f"main [name={name}]")
            kind = field.first.evaluate("e => e.type")
            if kind in ("radio", "checkbox"):
                self.page.locator(f"main [name={name}][value={value}]").check()
            elif kind == "select-one":
                field.select_option(index=min(1, field.locator("option").count() - 1))
            else:
                field.fill(value)

    def send(self):
        with self.page.expect_navigation():
            self.page.locator("main form button").last.click()

    def move_to(self, case, stage):
        self.write(f"{case}stage/", to=stage)


@pytest.mark.parametrize("width", [LAPTOP, PHONE])
def test_a_call_becomes_a_case_and_the_case_is_closed_by_two_people(visit, cast, width):
    worker = Desk(
        visit("/intake/", client=cast.client(cast.sokha), width=width, language="fr"),
        f"worker-{width}",
    )
    worker.write(
        "/intake/new/", who_calls=1, danger_now="yes", where="un karaoké, porte fermée", about_whom="sa fille",
        callback="0800 000 000", callback_when="après 22 h", code_word="lotus", known="Elle appelle à voix basse.",
    )  # fmt: skip
    signal = worker.path()
    worker.write(f"{signal}case/", name="ສົມຈິດ", kinds="forced_prostitution")
    case = worker.path()
    assert case.startswith("/cases/")
    worker.look()
    work_the_case(worker, case)

    for stage in WAY:
        worker.move_to(case, stage)
    worker.write(
        f"{case}closure/", reason="safe_and_independent", words="Elle va bien, elle a ses clés."
    )

    lead = Desk(
        visit("/cases/", client=cast.client(cast.noi), width=width, language="fr"), f"lead-{width}"
    )
    lead.go(f"{case}closure/section/")
    lead.write(f"{case}closure/agree/")
    lead.go("/cases/closed/")
    assert lead.page.locator(f"a[href='{case}']").count() == 1


def work_the_case(worker, case):
    worker.write(f"{case}write/safety/", danger_now="no", dangers="Le patron connaît son village.")
    worker.write(
        f"{case}consent/",
        person=1,
        purpose=1,
        answer="given",
        given_by=1,
        words="Oui, pour être soignée.",
    )
    worker.write(f"{case}write/need/", domain=1, words="Voir un médecin.")
    worker.write(f"{case}write/goal/", words="Ouvrir un petit salon de coiffure.", domain=1)
    worker.write(f"{case}write/note/", text="Elle a dormi. Elle veut appeler sa mère demain.")
    worker.go(f"{case}notes/section/")
    assert "Elle a dormi" in worker.page.content()

"""From the first call to the closed case, in French, by a case worker and her lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from fanal.cases.models import Case, Closure
from fanal.intake.models import Signal
from tests.browser.chromium import draw, sideways
from tests.browser.crawl import faults_on_the_way


def french(words):
    """What stands on a French page for an English text."""
    with override("fr"):
        text = gettext(words)
    assert text != words, f"not translated: {words}"
    return text


SHOTS = Path(__file__).resolve().parents[2] / "var" / "shots" / "journey"
# The tab in which a section stands that is not the first of it.
MINUTE_LEFT = 40  # seconds, on a busy machine
TABS_OF = {"safety": "Safety", "consent": "Consent and sharing", "notes": "Timeline"}
STAGES = ("screening", "presumed_victim", "assessment", "plan", "implementation", "follow_up")

# What stands in a part of a form is filled in once somebody opened the part.
OPENED = "e => { const part = e.closest('details'); if (part) part.open = true; }"


class Walk:
    """One person in one window, who can leave a picture of each step."""

    def __init__(self, page, start=1):
        self.page, self.step = page, start

    def fill(self, **answers):
        for name, value in answers.items():
            field = self.page.locator(f"main [name={name}], main [name={name}_year]").first
            field.evaluate(OPENED)
            if self.page.locator(f"main [name={name}_year]").count():
                self._date(name, value)
            elif field.get_attribute("type") == "radio":
                self.choose(name, value)
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def _date(self, name, value):
        """A day, or a day and an hour, as the date control takes it: near today, or in its boxes."""
        day, _t, hour = value.partition("T")
        near = self.page.locator(f'main [name={name}][value="{day}"]')
        if near.count():
            near.check()
        else:
            other = self.page.locator(f"main [name={name}][value=other]")
            if other.count():
                other.check()
            for part, number in zip(("year", "month", "day"), day.split("-"), strict=True):
                self.page.locator(f"main [name={name}_{part}]").fill(number)
        if hour:
            self.page.locator(f"main [name={name}_hour]").fill(hour)

    def choose(self, name, value):
        choice = self.page.locator(f'main [name={name}][value="{value}"]')
        choice.evaluate(OPENED)
        choice.check()
        return self

    def send(self):
        with self.page.expect_navigation():
            self.page.locator("main form .buttons button").first.click()
        return self.shot()

    def follow(self, words):
        self.open_more()
        link = self.page.locator("main").get_by_role("link", name=french(words), exact=True)
        with self.page.expect_navigation():
            link.first.click()
        return self

    def open_more(self):
        """What is seldom done in a case stands folded."""
        for more in self.page.locator("main details:not([open]) > summary").all():
            if more.inner_text().strip() == french("More"):
                more.click()

    def section(self, name):
        """By its tab, and the chips in it; what closes a case, by what is seldom done."""
        self.open_more()
        place = self.page.locator(f"main a[href$='/{name}/section/']")
        if not place.count():
            tab = TABS_OF.get(name, name)
            with self.page.expect_navigation():
                self.page.locator("main .tabs a", has_text=french(tab)).first.click()
        with self.page.expect_navigation():
            place.first.click()
        return self

    def write(self, kind):
        with self.page.expect_navigation():
            self.page.locator(f"main a[href$='/write/{kind}/']").click()
        return self

    def back_to(self, code_name):
        with self.page.expect_navigation():
            self.page.locator(".back-link").click()
        assert code_name in self.page.content()
        return self

    def shot(self):
        assert faults_on_the_way(self.page) == []
        assert sideways(self.page) <= 0
        draw(self.page, SHOTS, f"{self.step:02}")
        self.step += 1
        return self


def move_through(walk, code_name):
    for stage in STAGES:
        walk.follow("Change the step").choose("to", stage).send()
        assert code_name in walk.page.content()


@pytest.mark.long  # test_call.py walks from a call to a case, cases/test_pages.py from there to a closed one
@pytest.mark.parametrize("width", [320, 1280])
def test_from_a_call_to_a_closed_case_in_french(visit, cast, width):
    page = visit("/intake/", client=cast.client(cast.sokha), language="fr", width=width)
    sokha = Walk(page)
    sokha.follow("Take a call").shot()
    sokha.choose("danger_now", "yes").fill(
        who_calls="mother", where="Sungai Kolok", callback="+000 555 0100", callback_when="20 h"
    ).send()
    assert french("Before you call back") in page.content()

    sokha.follow("Choose her file, or correct her name").fill(name="ບົວຄຳ ວົງສາ").choose(
        "kinds", "forced_prostitution"
    ).send()
    assert french("What the call said") in page.content()
    sokha.send()
    case = Case.objects.get()
    assert Signal.objects.get().state == "case"
    assert "ບົວຄຳ" not in page.content()

    sokha.section("safety").write("safety")
    sokha.choose("danger_now", "no").fill(dangers="le patron").send()
    assert french("What ends a danger") in page.content()
    sokha.choose("said_by", "herself").choose("free", "yes")
    # The minute that runs counts as now: it must not be over before the second page is sent, or she
    # was safe before the call that says she is in danger.
    if (left := 60 - timezone.localtime().second) < MINUTE_LEFT:
        page.wait_for_timeout(left * 1000)
    this_minute = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    sokha.fill(what_changed="Elle est chez sa tante.", said_at=this_minute).send()
    assert french("Nothing is saved yet: save it, or change it below.") in page.content()
    sokha.send()
    assert french("Safe since %(when)s").partition(" %")[0] in (page.content())
    sokha.section("consent").follow("Add consent").choose("answer_legal_action", "refused")
    page.locator("main details summary").last.click()
    sokha.fill(words="Pas la police.").send()
    sokha.back_to(case.code_name)
    sokha.section("plan").write("goal").fill(words="Je veux apprendre à coudre.").send()
    sokha.back_to(case.code_name)
    sokha.section("notes").write("note").fill(text="Elle a appelé.").send()
    sokha.back_to(case.code_name)

    with page.expect_navigation():
        page.locator(".quick a[href$='/tasks/']").click()
    sokha.fill(title="Appeler l’atelier").send()
    with page.expect_navigation():
        page.get_by_role("button", name="Appeler l’atelier").click()
    move_through(sokha, case.code_name)
    sokha.section("closure").follow("Ask to close the case")
    sokha.choose("reason", "safe_and_independent").fill(words="Elle coud et paie son loyer.")
    her = case.people.get().id
    sokha.choose(f"contact_{her}", "yes").fill(**{f"how_{her}": "Le soir, par sa tante."})
    sokha.send()
    assert french("waits for a second person") in page.content()
    assert "Noi Saetang" in page.inner_text("main")

    address = page.url.partition("/cases/")[2]
    lead = visit(f"/cases/{address}", client=cast.client(cast.noi), language="fr", width=width)
    noi = Walk(lead, sokha.step)
    noi.follow("Agree to close the case").send()
    case.refresh_from_db()
    assert case.stage == "closed"
    assert Closure.objects.get().agreed_by == cast.noi
    assert french("closed").capitalize() in lead.content()

"""The three stories of case work in organisations that were set up as the documents say.

No cast and no demonstration: what is proposed, refused and asked is what anybody has on the first day.
The partner to whom somebody is referred was put on file by a lead, and found fit by two, on pages.
"""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from tests.browser import steps
from tests.browser import test_girl_of_fifteen as girl
from tests.browser import test_man_from_a_compound as man
from tests.browser import test_surrogate_with_a_newborn as surrogate
from tests.browser.installation import Installation
from tests.browser.test_set_up_for_work import Colleague, everybody_comes_in, is_let_in
from tests.browser.walks import french

UUID = "[0-9a-f]{8}-[0-9a-f-]{27}"


class Worker(Colleague, steps.Colleague):
    """On her telephone, who looks closely at each page."""


class CaseOnPages:
    """A case as its pages tell of it: whom it concerns, and who of them is her child."""

    def __init__(self, colleague):
        self.colleague, self.id = colleague, colleague.page.url.rstrip("/").split("/")[-1]
        (self.hers,) = self._people()
        self.concerns = self

    def all(self):
        return [
            SimpleNamespace(
                role="concerned" if id == self.hers else "child", person=SimpleNamespace(id=id)
            )
            for id in self._people()
        ]

    def _people(self):
        there = self.colleague.page.url
        self.colleague.open(f"/protection/{self.id}/")
        found = re.findall(f"/protection/{self.id}/({UUID})/risk/", self.colleague.page.content())
        self.colleague.page.goto(there)
        return list(dict.fromkeys(found))


@pytest.fixture
def office(telephones, tmp_path):
    """An organisation with an administrator, a director, a lead and a worker, each on her telephone."""
    installation = Installation(tmp_path)
    link = installation.set_up()
    with installation.serving() as url:
        anan, claire, noi, sokha = everybody_comes_in(
            lambda url, name: Worker(telephones(url), name), url, link
        )
        is_let_in(sokha, noi)
        yield SimpleNamespace(anan=anan, claire=claire, noi=noi, sokha=sokha)
        assert "whole" in installation.run("audit", "verify")


def a_shelter_is_found_fit(here):
    here.noi.open("/partners/areas/new/").fill(code="TH", name="Thaïlande", kind="country").press()
    here.noi.open("/partners/new/").fill(kind="organisation", name="Lotus", type="ngo").press()
    lotus = here.noi.page.locator("main").get_by_role("link", name="Lotus")
    here.noi.press(lotus)
    there = here.noi.page.url.partition(here.noi.origin)[2]
    here.noi.open(there + "finding/").choose("level", "trusted")
    here.noi.fill(evidence="Visité deux fois, bien tenu.", reliability="A", credibility="1")
    here.noi.press()
    here.claire.open("/decisions/").press(
        here.claire.page.get_by_role("link", name=french("Confirm a finding"))
    )
    here.claire.press(here.claire.page.get_by_role("button", name=french("I confirm this")))
    here.noi.open(there + "can/").fill(places="2")
    here.noi.page.locator("main [name=services][value=shelter]").check()
    here.noi.press().looks("partner")


def calls(here, kinds, story, sex="F"):
    here.sokha.open("/intake/").follow("Take a call")
    steps.answers_the_call(here.sokha, kinds, sex, **story.CALL)
    return CaseOnPages(here.sokha)


@pytest.mark.long
def test_a_girl_of_fifteen_whose_father_is_a_suspect(office):
    sokha, noi = office.sokha, office.noi
    a_shelter_is_found_fit(office)
    case = calls(office, ["forced_prostitution"], girl)
    sokha.adds(case, "people", "around", **girl.FATHER).reads("Somchai")
    girl.consents(sokha, case)
    girl.is_interviewed(sokha, case)
    steps.her_statement(sokha, case, **girl.STATEMENT)
    steps.writes(sokha, case, "duty", explained="yes", explained_how="En lao. Elle veut bien.")
    danger = {"because": "danger"}
    steps.writes(sokha, case, "risk", danger, level="high", dangers="Son père.")
    steps.writes(sokha, case, "safety_plan", safe_people="Sa tante", phone="Son père a le code.")
    girl.her_best_interests(sokha, noi, case)
    girl.who_answers_for_her(sokha, noi, case)
    steps.makes_the_paper(
        sokha, case, kind="guardianship", state="to_make", body="Tribunal des mineurs"
    ).reads("Bouavan", "15 ans", "Tribunal des mineurs")
    steps.refers(sokha, noi, case, said_by="herself")
    steps.writes(noi, case, "review", form="review", decided="Une visite chaque semaine.")
    steps.looks_back(sokha, case).does_not_read(french("does not count"))


@pytest.mark.long
def test_a_surrogate_with_a_newborn(office):
    sokha, noi = office.sokha, office.noi
    case = calls(office, ["surrogacy"], surrogate)
    child = surrogate.adds_her_child(sokha, case)
    surrogate.is_interviewed(sokha, case)
    steps.her_statement(sokha, case, **surrogate.STATEMENT)
    surrogate.what_she_says_of_the_child(sokha, case)
    surrogate.is_protected(sokha, noi, case, child)
    steps.makes_the_paper(
        sokha, case, kind="birth_registration", state="to_make", body="État civil de Paksé",
        person=steps.her(case).id,
    ).reads("ບົວຄຳ", "Hôpital de Paksé", "État civil de Paksé")  # fmt: skip
    steps.writes(noi, case, "review", form="review", decided="Une collègue passe chaque jour.")
    steps.looks_back(sokha, case)


@pytest.mark.long
def test_a_man_from_a_scam_compound_with_debts(office):
    sokha, noi = office.sokha, office.noi
    case = calls(office, ["labour"], man, sex="M")
    man.what_else_it_is_about(sokha, case)
    man.was_interviewed_before(sokha, noi, case)
    man.is_interviewed(sokha, case)
    steps.writes(sokha, case, "risk", level="medium", dangers="On appelle sa mère chaque jour.")
    steps.writes(sokha, case, "safety_plan", safe_people="Son oncle", phone="Nouveau numéro.")
    steps.writes(sokha, case, "recovery", decision="takes", body="La police de Sa Kaeo")
    steps.makes_the_paper(
        sokha, case, kind="non_punishment", state="prepared", body="Procureur de Sa Kaeo"
    ).reads("Demande de ne pas punir", "Rachata", "Procureur de Sa Kaeo")
    steps.writes(noi, case, "review", form="review", decided="Voir sa mère avec la police.")
    steps.looks_back(sokha, case)

"""Colleagues on leave and gone, where it was set up: who has her case then, and who reads of her."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.browser import test_girl_of_fifteen as girl
from tests.browser.chromium import sideways
from tests.browser.steps_programmes import by_name, today
from tests.browser.steps_set_up import an_office, calls
from tests.browser.walks import french

START = "/cases/today/"
MUST_FEAR = (
    "Her cases name somebody of her family, or next door, whom she must fear: ask who lives there."
)


@pytest.fixture
def office(telephones, tmp_path):
    with an_office(telephones, tmp_path) as here:
        yield here


def works_there_too(office):
    bopha = office.joins("Bopha", "case_worker", team=True)
    office.noi.open("/keys/team/").press(office.noi.page.locator("main form button").first)
    return bopha


def goes_on_leave(office):
    """Until in ten days, seen to by Bopha; the lead agrees."""
    sokha, noi = office.sokha, office.noi
    until = today() + timedelta(days=10)
    sokha.open("/organisation/away/").goes("/stand-in/")
    by_name(sokha, "stand_in", "Bopha").choose("since", today().isoformat())
    for part in ("day", "month", "year"):
        sokha.page.fill(f"[name=until_{part}]", str(getattr(until, part)))
    sokha.looks("goes-on-leave").press().reads("Noi")
    noi.open("/organisation/absences/").press(noi.page.locator("main form button").first)


def finds_the_family_safe(sokha, her):
    sokha.open(f"/reintegration/{her}/families/new/").choose("result", "safe")
    sokha.choose("on", today().isoformat()).fill(her_wish="Aller chez sa tante.").press()
    sokha.reads("Somchai", french(MUST_FEAR)).looks("found-safe")


def account_ends(anan, name):
    anan.open("/accounts/people/").press(anan.page.locator("main a", has_text=name).first)
    anan.goes("/end/").press(anan.page.locator("main form button").first).reads("terminé")


@pytest.mark.long
def test_who_has_her_while_one_is_on_leave_and_another_leaves(office):
    anan, noi, sokha = office.anan, office.noi, office.sokha
    bopha, mai = works_there_too(office), office.joins("Mai", "lawyer", team=True)
    case = calls(office, ["forced_prostitution"], girl.CALL)
    sokha.adds(case, "people", "around", **girl.FATHER)
    her = next(iter(case.concerns.all())).person.id
    finds_the_family_safe(sokha, her)
    noi.open(f"/reintegration/{her}/families/").goes("/second/").reads(french(MUST_FEAR))
    noi.looks("as-the-second-assessor")

    goes_on_leave(office)
    bopha.open(START).reads("pour Sokha", "en danger").looks("stands-in")
    account_ends(anan, "Bopha")
    for one in (noi, sokha):
        one.open(START).reads("Personne ne remplace plus Sokha").looks("nobody-stands-in")

    account_ends(anan, "Sokha")
    noi.open(START).reads("Sans responsable", "en danger").looks("nobody-has-her-case")
    mai.open(START).does_not_read("En danger").reads("Personne n’a besoin de vous en ce moment")
    assert sideways(mai.page) <= 0

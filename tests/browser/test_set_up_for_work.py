"""An organisation set up as the documents say, from its first administrator to a girl in danger.

No cast, no demonstration: what stands on the pages is all that anybody has. Every colleague comes in
by her link, on her telephone, in French.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.browser.installation import HOST, Installation
from tests.browser.walks import Visitor, french

PASSPHRASE = "bougie lande tambour orage {} fenouil"
DANGER = "Elle est en danger"


class KeyOwner(Visitor):
    """With her own telephone, her own security key and a pass-phrase that nobody else knows."""

    def __init__(self, page, name):
        super().__init__(page, "set-up-for-work")
        self.name, self.email = name, f"{name.lower()}@example.org"
        self.passphrase = PASSPHRASE.format(name.lower())

    def comes_in(self, path):
        self.open(path).fill(chosen=self.passphrase, again=self.passphrase).press()
        assert re.fullmatch(r"[A-Z2-7-]{39}", self.page.locator("main .code").inner_text().strip())
        return self.signs_in()

    def signs_in(self):
        self.open("/sign-in/").fill(login=self.email, password=self.passphrase)
        return self.press()

    def adds_a_key(self):
        self.follow("Add one")
        if "/again/" in self.page.url:
            self.fill(password=self.passphrase).press()
        self.press()
        return self.unlocks().reads(french("Your keys"))

    def unlocks(self):
        """Until she had a second factor the server kept no keys of hers."""
        self.page.wait_for_url("**/keys/unlock/**")
        return self.fill(passphrase=self.passphrase).press()

    def invites(self, name, role, *, team):
        """The path of the link that she gives from hand to hand."""
        self.open("/accounts/people/invite/")
        self.fill(email=f"{name.lower()}@example.org", display_name=name).choose("role", role)
        if team:
            self.page.locator("main [name=teams]").first.check()
        self.press()
        return self.page.locator("main code").inner_text().partition(HOST)[2].lstrip("0123456789:")

    def agrees_to(self, name):
        self.open("/decisions/").reads(name)
        self.press(self.page.locator("main a[href*='invitations']").first)
        return self.press(self.page.locator("main form button").first)


@pytest.fixture
def telephone(telephones):
    """`telephone(url, "Sokha")`: a window of her own with a security key plugged in."""
    return lambda url, name: KeyOwner(telephones(url), name)


def a_link_waits(visitor, path):
    visitor.open(path).reads(french("This link waits until somebody agrees"))


def everybody_comes_in(telephone, url, link):
    """Administrator, director, lead and worker, each agreed to by whom the documents name."""
    anan, claire, noi, sokha = (telephone(url, name) for name in ("Anan", "Claire", "Noi", "Sokha"))
    anan.comes_in(link).adds_a_key().looks("01-administrator")
    claire.comes_in(anan.invites("Claire", "director", team=False)).adds_a_key()
    to_noi = anan.invites("Noi", "team_lead", team=True)
    a_link_waits(noi, to_noi)
    claire.agrees_to("Noi")
    noi.comes_in(to_noi).adds_a_key()
    to_sokha = anan.invites("Sokha", "case_worker", team=True)
    a_link_waits(sokha, to_sokha)
    noi.agrees_to("Sokha")
    sokha.comes_in(to_sokha).adds_a_key().looks("02-worker")
    return anan, claire, noi, sokha


def is_let_in(sokha, noi):
    """Until a lead lets her in she takes calls, and is told why she can do no more."""
    sokha.open("/cases/").reads("Noi").looks("03-not-yet")
    noi.open("/decisions/").reads("Sokha")
    noi.open("/keys/team/").press(noi.page.locator("main form button").first)
    noi.reads(french("opens the team's cases")).looks("04-let-in")


def takes_the_call(sokha):
    sokha.open("/intake/").follow("Take a call").choose("danger_now", "yes")
    sokha.fill(who_calls="mother", where="Bar près du pont", about_whom="Bouavan, 16").press()
    sokha.reads(french("There is danger now")).follow("Choose her file, or correct her name")
    sokha.choose("kinds", "forced_prostitution").press().reads(french("What the call said"))
    return sokha.press().reads("En danger").looks("05-case").page.url.partition(sokha.origin)[2]


def partner_is_found_dangerous(noi, claire):
    """On one word at once, confirmed by a second."""
    noi.open("/partners/new/").fill(name="Police du port", kind="organisation", type="police")
    noi.press().reads("Police du port")
    noi.press(noi.page.locator("main a[href$='/finding/']").first)
    noi.choose("level", "dangerous").fill(evidence="Complice du patron du bar.").press()
    claire.open("/decisions/").reads("Police du port")
    claire.press(claire.page.locator("main").get_by_role("link", name=french("Confirm a finding")))
    claire.looks("06-confirms").press(
        claire.page.get_by_role("button", name=french("I confirm this"))
    )


def is_not_planned_with_them(noi):
    noi.open("/journeys/new/").fill(kind="transfer", starts_on=f"{date.today()}").press()
    noi.follow("Add who takes over")
    partner = noi.page.locator("main [name=partner] option", has_text="Police du port")
    noi.fill(label="Poste du port", partner=partner.get_attribute("value"))
    noi.is_refused().reads("Police du port a été jugé dangereux").looks("07-not-planned")


def stands_first_tonight(visitor, *more):
    visitor.open("/journeys/").reads(DANGER, french("None of us is with her."), *more)
    assert visitor.page.locator("main .board__it").first.locator(".mark--danger").count() == 1
    return visitor


def is_not_closed(sokha, case):
    sokha.open(case + "closure/").choose("reason", "safe_and_independent")
    sokha.fill(words="Elle coud.").is_refused().reads(DANGER).looks("10-not-closed")


def has_no_page_about_anybody(anan, case):
    """The administrator invites people and opens nothing."""
    for address in (case, "/journeys/", "/cases/"):
        assert anan.page.goto(anan.origin + address).status == 404, address


@pytest.mark.long  # commands/test_running.py, keys/test_unlocking.py and test_doors.py hold it
def test_from_setup_to_the_director_who_came_in_by_her_link(telephone, tmp_path):
    """What only a real set-up shows, in the short form: the command, the server behind TLS, links, keys."""
    installation = Installation(tmp_path)
    link = installation.set_up()
    with installation.serving() as url:
        anan, claire = (telephone(url, name) for name in ("Anan", "Claire"))
        anan.comes_in(link).adds_a_key()
        claire.comes_in(anan.invites("Claire", "director", team=False)).adds_a_key()
        claire.open("/decisions/").reads(french("Nothing to decide."))
        assert "whole" in installation.run("audit", "verify")


@pytest.mark.long
def test_from_setup_to_a_girl_in_danger(telephone, tmp_path):
    installation = Installation(tmp_path)
    link = installation.set_up()
    with installation.serving() as url:
        anan, claire, noi, sokha = everybody_comes_in(telephone, url, link)
        is_let_in(sokha, noi)
        case = takes_the_call(sokha)
        partner_is_found_dangerous(noi, claire)
        is_not_planned_with_them(noi)
        for visitor, picture in ((noi, "08-lead"), (claire, "09-director")):
            stands_first_tonight(visitor).looks(picture)
        is_not_closed(sokha, case)
        has_no_page_about_anybody(anan, case)
        assert "whole" in installation.run("audit", "verify")

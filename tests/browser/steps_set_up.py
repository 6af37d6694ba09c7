"""The steps of a story in an organisation that was set up as the documents say: no cast, no demonstration.

Everybody came in by her link, on her telephone, in French; what stands in it was made on its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from tests.browser import steps
from tests.browser.chromium import accessibility_faults, sideways
from tests.browser.installation import Installation
from tests.browser.test_set_up_for_work import KeyOwner, everybody_comes_in, is_let_in
from tests.browser.walks import french, plain

UUID = "[0-9a-f]{8}-[0-9a-f-]{27}"
# Not pages: files that are saved, and the way out.
NO_PAGE = re.compile(r"/(?:sign-out|download|export)|\.(?:ics|csv|pdf)$|^https?://|^#")


class Worker(KeyOwner, steps.Colleague):
    """On her telephone, who looks closely at each page."""

    def __init__(self, page, name):
        super().__init__(page, name)
        self.place = f"set-up/{name.lower()}"

    def path(self):
        return self.page.url.partition(self.origin)[2]

    def arrives(self):
        """On her start page: where the root leads her."""
        return self.open("/").looks("start")

    def menu(self):
        """The addresses of her main pages, as her menu names them."""
        self.open("/menu/").looks("menu")
        found = self.page.eval_on_selector_all(
            "main a[href]", "all => all.map(one => one.getAttribute('href'))"
        )
        return [one for one in dict.fromkeys(found) if not NO_PAGE.search(one)]

    def walks_her_menu(self):
        """Every main page opens, is usable by everybody, fits and reads as French does.

        Gives {address: text}.
        """
        said = {}
        for address in self.menu():
            answer = self.page.goto(self.origin + address)
            assert answer.status == 200, (self.name, address, answer.status)
            assert accessibility_faults(self.page) == []
            assert sideways(self.page) <= 0, address
            assert not (found := self.not_french()), (address, found)
            said[address] = plain(self.page.inner_text("main"))
        return said

    def is_not_shown(self, *addresses):
        """What she may not see looks like what does not exist."""
        for address in addresses:
            assert self.page.goto(self.origin + address).status == 404, (self.name, address)
        return self


class CaseOnPages:
    """A case as its pages tell of it: whom it concerns, and who of them is her child."""

    def __init__(self, colleague: Worker) -> None:
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


@contextmanager
def an_office(telephones, folder: Path) -> Iterator[SimpleNamespace]:
    """An organisation with an administrator, a director, a lead and a worker, each on her telephone.

    `joins("Ploy", "health_worker")`: one more, agreed to by whom the documents name. At the end its
    journal is whole.
    """
    installation = Installation(folder)
    link = installation.set_up()
    with installation.serving() as url:

        def telephone(url, name):
            return Worker(telephones(url), name)

        anan, claire, noi, sokha = everybody_comes_in(telephone, url, link)
        is_let_in(sokha, noi)

        def joins(name, role, *, agreed=noi, team=False):
            made = telephone(url, name)
            path = anan.invites(name, role, team=team)
            agreed.agrees_to(name)
            made.comes_in(path).adds_a_key()
            return made

        yield SimpleNamespace(anan=anan, claire=claire, noi=noi, sokha=sokha, joins=joins)
        assert "whole" in installation.run("audit", "verify")


def areas(here):
    here.noi.open("/partners/areas/new/").fill(code="TH", name="Thaïlande", kind="country").press()
    here.noi.open("/partners/areas/new/").fill(code="LA", name="Laos", kind="country").press()


def a_shelter_is_found_fit(here):
    areas(here)
    a_partner_is_found_fit(here, "Lotus", "shelter", places="2")


def a_partner_is_found_fit(here, name, service, **known):
    """Entered in the register by the lead, who trusts it, as does the director; what it can do."""
    here.noi.open("/partners/new/").fill(kind="organisation", name=name, type="ngo").press()
    there = here.noi.path()
    here.noi.open(there + "finding/").choose("level", "trusted")
    here.noi.fill(evidence="Visité deux fois, bien tenu.", reliability="A", credibility="1")
    here.noi.is_refused().reads("Dites où")
    here.noi.page.locator("main [name=everywhere]").check()
    here.noi.press()
    here.claire.open("/decisions/").press(
        here.claire.page.get_by_role("link", name=french("Confirm a finding"))
    )
    here.claire.press(here.claire.page.get_by_role("button", name=french("I confirm this")))
    here.noi.open(there + "can/").fill(**known)
    here.noi.page.locator(f"main [name=services][value={service}]").check()
    return here.noi.press().reads(name).looks("partner")


def calls(here, kinds, call, sex="F"):
    here.sokha.open("/intake/").follow("Take a call")
    steps.answers_the_call(here.sokha, kinds, sex, **call)
    return CaseOnPages(here.sokha)


def the_code_name(colleague, case):
    """Of the case, as its head shows it beside that of the person."""
    head = colleague.open(f"/cases/{case.id}/").page.locator("main .person__case").first
    return plain(head.inner_text()).partition(" · ")[0].strip()

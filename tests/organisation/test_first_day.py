"""The first day after `fanal setup`: nobody's file is there, and no page of anybody is a dead end.

Everybody, each let in as the documents say, follow every link that
their pages show. What is empty says what to do first.
"""

import html
import re
from argparse import Namespace
from collections import deque

import pytest
from django.core.management import call_command
from django.urls import reverse

from fanal.accounts.actions import invitation_for, invite
from fanal.accounts.actions.invitation_approval import agree, waiting
from fanal.accounts.models import Team, User
from fanal.commands.setup import found
from fanal.core.roles import Role
from fanal.keys import key_pairs
from fanal.keys.actions.onboarding import accept_invitation
from tests.cast import PASSPHRASE, Cast
from tests.security.menu import counted_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("menu")]
SETUP = Namespace(
    email="anan@example.org",
    name="Anan",
    office="Bangkok",
    country="TH",
    language="fr",
    time_zone="Asia/Bangkok",
)
LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#]*)')
MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
# Not pages: files that are saved.
SAVED = re.compile(r"/(static|audit/export)/|\.(csv|ics|pdf|json|zip)$")
PEOPLE = (
    ("claire", Role.DIRECTOR, None), ("noi", Role.TEAM_LEAD, "claire"), ("sokha", Role.CASE_WORKER, "noi"),
    ("mai", Role.LAWYER, "noi"), ("duc", Role.DATA_ANALYST, "claire"), ("vera", Role.AUDITOR, "claire"),
    ("ploy", Role.HEALTH_WORKER, "noi"), ("rith", Role.SHELTER_WORKER, "noi"),
    ("bounmy", Role.PREVENTION_OFFICER, "noi"), ("thao", Role.FINANCE_OFFICER, "claire"),
)  # fmt: skip


class House(Cast):
    """Those who came in by their links, with the browsers of the cast."""

    def __init__(self):
        self.private, self.office = {}, None

    def comes_in(self, token):
        accept_invitation(invitation=invitation_for(token), passphrase=PASSPHRASE)

    def invites(self, name, role, agreed):
        team = Team.objects.get()
        token = invite(
            email=f"{name}@example.org",
            display_name=name.title(),
            role=role,
            office=team.office,
            teams=[team] if agreed else [],
            language="fr",
            by=self.of("anan"),
        )
        if agreed:
            agree(invitation=waiting().get(email=f"{name}@example.org"), by=self.of(agreed))
        self.comes_in(token)

    def of(self, name):
        return User.objects.get(email=f"{name}@example.org")

    def browser(self, name, language="en"):
        user = self.of(name)
        self.ring(user)
        return self.client(user, headers={"accept-language": language})


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """Written once for all tests of this file, each of which is undone."""
    with django_db_blocker.unblock():
        try:
            yield _with_everybody()
        finally:
            call_command("flush", interactive=False, verbosity=0)


def _with_everybody():
    made = House()
    made.comes_in(found(SETUP)[1])
    for person in PEOPLE:
        made.invites(*person)
    lead, worker = made.of("noi"), made.of("sokha")
    key_pairs.admit(team=Team.objects.get(), user=worker, by=lead, ring=made.ring(lead))
    return made


def walked(client):
    """{address: text} of every page that links lead to from the start page."""
    seen, queue = {}, deque(["/"])
    while queue:
        address = queue.popleft()
        answer = client.get(address)
        if answer.status_code == 302:
            queue.append(answer["Location"])
            seen[address] = ""
            continue
        assert answer.status_code == 200, (address, answer.status_code)
        seen[address] = html.unescape(MAIN.search(answer.text)[0])
        for link in map(html.unescape, LINK.findall(answer.text)):
            plain = link.partition("?")[0]
            if plain not in seen and plain not in queue and not SAVED.search(plain):
                queue.append(plain)
    return seen


# What each finds by following links.
FOUND = {
    "anan": {"organisation/", "organisation/set-up/", "organisation/teams/new/", "health/", "rotation/",
             "accounts/people/", "organisation/away/", "retention/"},
    "claire": {"organisation/", "decisions/", "retention/", "partners/areas/", "figures/"},
    "noi": {"organisation/away/", "organisation/travel/", "rotation/", "decisions/", "retention/over/",
            "keys/team/", "protection/", "people/emergency-group/", "registers/exchanges/new/"},
    "sokha": {"organisation/away/", "organisation/travel/", "cases/", "intake/new/", "people/new/"},
    "mai": {"cases/", "justice/", "justice/compensation/", "partners/", "services/new/"},
    "duc": {"figures/", "figures/new/"},
    "vera": {"audit/", "audit/reading/", "audit/check/"},
    "ploy": {"care/", "care/scales/"},
    "rith": {"shelters/", "colleagues/incidents/new/"},
    "bounmy": {"prevention/", "prevention/communities/new/", "prevention/participants/new/",
               "prevention/volunteers/new/", "prevention/advice/"},
    "thao": {"funds/", "funds/grants/new/", "funds/rates/new/"},
}  # fmt: skip
# What stands on a page of which everything is still to come: what it is for, or what to do first.
EMPTY = {
    "anan": {
        "organisation/set-up/": [
            "Done: 2 of 11",
            "fanal-tick.timer",
            "where a starting set is",
            "Tonight in the shelter",
            "not begun",
        ],
        "rotation/": ["No keys are being replaced."],
    },
    "claire": {
        "partners/areas/": ["Choose from a list"],
        "retention/": ["Nothing yet.", "retention.toml"],
        "journeys/": ["Whoever has one is listed here, the most urgent first."],
        "funds/grants/": ["The finance officer adds it."],
        "shelters/numbers/": ["A lead adds one on the page “Tonight in the shelter”."],
    },
    "noi": {
        "retention/over/": ["No file's retention period is over."],
        "protection/": ["No review is late."],
        "organisation/away/": ["Before leave, name a colleague of your team."],
        "people/emergency-group/": ["You will be its first member."],
        "sharing/": ["A referral begins in the case of the person."],
        "shelters/": ["Add one; then its beds, and who works there.", "Add a shelter"],
    },
    "sokha": {
        "cases/": ["A case begins with a call"],
        "cases/tasks/": ["Tasks are added in a case"],
        "partners/": ["Add a partner"],
        "intake/": ["Take a call"],
        "shelters/": ["The lead of your team adds it, with its beds."],
    },
    "mai": {
        "cases/": ["It appears here once a lead gives you access to it, or to a part of it."],
        "cases/tasks/": ["They appear here once a lead gives you access to a case"],
        "services/": ["Add a service"],
    },
    "duc": {"figures/": ["No estimate has been defined yet."]},
    "vera": {"audit/reading/": ["Nothing above these numbers"]},
    "ploy": {"care/": ["Nobody waits for an answer."]},
    "rith": {"shelters/": ["The lead of its team opens it to you"]},
    "bounmy": {
        "prevention/": ["begin with the first one", "Add a community"],
        "prevention/sessions/": ["begin with the first one", "Add a community"],
        "prevention/communities/new/": ["No area is on file yet", "ask her before you go on"],
        "prevention/volunteers/new/": ["Add a community"],
    },
    "thao": {"funds/": ["begin with the first one", "Add a grant"]},
}


@pytest.fixture
def menu(house, db, monkeypatch):
    with counted_once(monkeypatch):
        yield


@pytest.mark.parametrize("who", FOUND)
def test_every_link_of_the_first_day_leads_to_a_page(house, who):
    pages = walked(house.browser(who))
    assert {f"/{one}" for one in FOUND[who]} - pages.keys() == set()
    missing = [
        (address, words)
        for address, said in EMPTY[who].items()
        for words in said
        if words not in pages[f"/{address}"]
    ]
    assert missing == []


def stand_in_page(house, who):
    address = reverse("organisation:name_stand_in", args=[Team.objects.get().pk])
    return house.browser(who).get(address, follow=True).text


def test_nobody_stands_in_for_herself(house):
    offered = re.search(r'name="stand_in".*?</select>', stand_in_page(house, "sokha"), re.DOTALL)[0]
    assert re.findall(r">(\w+)</option>", offered) == ["Noi"]


def test_where_nobody_else_opens_the_cases_it_is_said_who_helps(house):
    User.objects.filter(email="sokha@example.org").update(is_active=False)
    assert "a lead lets somebody in" in stand_in_page(house, "noi")

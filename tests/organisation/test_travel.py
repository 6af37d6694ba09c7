"""Travel mode: until a day the account opens what was marked, and nothing else, on any device."""

import pytest
from django.db import connection
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from fanal.absences.models import TravelMode
from fanal.absences.travel_gate import OPEN_ON_A_JOURNEY
from fanal.accounts.models import Refusal
from fanal.authority import genuine_rows
from fanal.cases.access import cases_for
from fanal.core.sealing.failures import NotGranted
from fanal.keys.models import TeamKey
from fanal.organisation.actions import travel
from fanal.people.access import people_for
from tests import files
from tests.decisions.test_refused import asked
from tests.journal import the_entry
from tests.organisation.test_stand_ins import DAY, days
from tests.refused import WHY, says_no
from tests.shares import strangers


@pytest.fixture
def two(cast):
    """Cases of Sokha."""
    first = files.case_with_whereabouts(cast)
    other = files.case(cast, people=[files.person(cast, names=("Dara",))])
    return first, other


def leaves(cast, user, marked=(), until=None):
    until = until or timezone.localdate() + 6 * DAY
    sent = {k: v for k, v in days(until, until).items() if k.startswith("until")}
    sent["cases"] = [str(one.pk) for one in marked]
    return files.browser(cast, user).post(reverse("organisation:travel"), sent, follow=True)


def asks_back(cast, user):
    return files.browser(cast, user).post(reverse("organisation:ask_back"), follow=True)


def decides(cast, by, name="let_back"):
    address = reverse(f"organisation:{name}", args=[TravelMode.objects.get().pk])
    return files.browser(cast, by).post(address, follow=True)


def test_a_case_that_was_marked_opens(cast, two):
    marked, _other = two
    answer = leaves(cast, cast.sokha, [marked])
    assert marked.code_name in answer.text
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[marked.pk]))
    assert page.status_code == 200
    person = marked.people.get()
    page = files.browser(cast, cast.sokha).get(reverse("people:person", args=[person.pk]))
    assert page.status_code == 200


def test_all_else_leads_to_what_was_marked(cast, two):
    marked, other = two
    leaves(cast, cast.sokha, [marked])
    browser = files.browser(cast, cast.sokha)
    for name, args in (
        ("cases:case", [other.pk]),
        ("people:person", [other.people.get().pk]),
        ("cases:list", []),
        ("cases:today", []),
        ("people:search", []),
        ("journeys:board", []),
        ("intake:list", []),
        ("accounts:account", []),
        ("keys:passphrase", []),
        ("web:decisions", []),
    ):
        answer = browser.get(reverse(name, args=args))
        assert answer.status_code == 302, name
        assert answer["Location"] == reverse("organisation:travel"), name
    shown = browser.get(reverse("organisation:travel")).text
    assert other.code_name not in shown


def test_the_ring_does_not_open_the_others(cast, two):
    """Her own keys and those of her team, whatever page asks."""
    marked, other = two
    leaves(cast, cast.sokha, [marked])
    genuine_rows.run()
    ring = cast.ring(cast.sokha)
    ring._folders.clear()
    assert ring.compartments(marked.pk)
    assert ring.compartments(marked.people.get().pk)
    assert not ring.compartments(other.pk)
    assert not ring.compartments(other.people.get().pk)
    with pytest.raises(NotGranted):
        ring.team_secret(TeamKey.objects.get(team=cast.bangkok).pk)
    assert list(cases_for(cast.sokha)) == [marked]
    assert list(people_for(cast.sokha)) == [marked.people.get()]


def test_without_a_mark_nothing_opens(cast, two):
    leaves(cast, cast.sokha)
    genuine_rows.run()
    assert not cases_for(cast.sokha).exists()
    assert not people_for(cast.sokha).exists()
    shown = files.browser(cast, cast.sokha).get(reverse("organisation:travel")).text
    assert "No case was marked" in shown


def test_a_second_browser_is_closed_too(cast, two):
    second = files.browser(cast, cast.sokha)
    assert second.get(reverse("cases:list")).status_code == 200
    leaves(cast, cast.sokha)
    assert second.get(reverse("cases:list")).status_code == 302


def test_nothing_is_posted_either(cast, two):
    marked, other = two
    leaves(cast, cast.sokha, [marked])
    address = reverse("cases:write", args=[other.pk, "note"])
    answer = files.browser(cast, cast.sokha).post(address, {"text": "x"})
    assert answer["Location"] == reverse("organisation:travel")


def test_it_ends_with_its_day(cast, two, monkeypatch):
    leaves(cast, cast.sokha)
    later = timezone.localdate() + 7 * DAY
    monkeypatch.setattr(timezone, "localdate", lambda *args: later)
    genuine_rows.run()
    assert cases_for(cast.sokha).count() == 2
    assert travel.end_over(later) == 0  # it is still that day somewhere
    assert travel.end_over(later + DAY) == 1
    assert the_entry("travel.over", about=cast.sokha.pk).by is None


def test_she_cannot_end_it_herself(cast, two):
    leaves(cast, cast.noi)
    asks_back(cast, cast.noi)
    assert decides(cast, cast.noi).redirect_chain[-1][0] == reverse("organisation:travel")
    assert TravelMode.objects.exists()


def test_a_lead_ends_it_early(cast, two):
    leaves(cast, cast.sokha)
    answer = asks_back(cast, cast.sokha)
    assert "Noi" in answer.text
    found = files.browser(cast, cast.noi).get(reverse("web:decisions")).text
    assert reverse("organisation:absences_to_decide") in found
    decides(cast, cast.noi)
    assert not TravelMode.objects.exists()
    assert files.browser(cast, cast.sokha).get(reverse("cases:list")).status_code == 200
    assert the_entry("travel.back", by=cast.noi, about=cast.sokha.pk)


def test_nobody_ends_what_she_did_not_ask(cast, two):
    leaves(cast, cast.sokha)
    assert decides(cast, cast.noi).status_code == 404


def test_a_refusal_keeps_it(cast, two):
    leaves(cast, cast.sokha)
    asks_back(cast, cast.sokha)
    says_no(files.browser(cast, cast.noi), "travel", TravelMode.objects.get().pk)
    assert TravelMode.objects.get().back_asked_on is None
    assert the_entry("travel.stays", by=cast.noi)


def test_why_she_is_not_let_back_is_read_on_the_way_and_what_else_was_refused_is_not(cast):
    user, second, found, *_ = asked(cast, "referral")
    says_no(files.browser(cast, second), "referral", found.id)
    at_home = reverse("accounts:refused", args=[Refusal.objects.get().pk])
    leaves(cast, user)
    asks_back(cast, user)
    no = "Not before Sunday."
    says_no(files.browser(cast, cast.claire), "travel", TravelMode.objects.get().pk, why=no)
    browser = files.browser(cast, user)
    page = browser.get(reverse("organisation:travel")).text
    assert no in page
    assert WHY not in page
    assert browser.get(at_home)["Location"] == reverse("organisation:travel")
    of_travel = reverse("accounts:refused", args=[Refusal.objects.get(kind="travel").pk])
    assert no in browser.get(of_travel).text
    browser.post(of_travel)
    assert no not in browser.get(reverse("organisation:travel")).text


@pytest.mark.parametrize(
    "who", strangers(["kham", "mai", "claire", "anan", "duc", "vera"], "only her lead decides")
)
def test_only_her_lead_decides(cast, two, who):
    leaves(cast, cast.sokha)
    asks_back(cast, cast.sokha)
    assert decides(cast, getattr(cast, who)).status_code == 404


def test_for_who_has_no_lead_a_director_decides(cast):
    leaves(cast, cast.mai)
    asks_back(cast, cast.mai)
    decides(cast, cast.claire)
    assert not TravelMode.objects.exists()


def test_a_row_that_is_taken_away_opens_nothing(cast, two):
    """Whoever writes to the database and deletes it: nothing is served until two look at it."""
    leaves(cast, cast.sokha)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM absences_travelmode")
    answer = files.browser(cast, cast.sokha, raise_request_exception=False).get(
        reverse("cases:list")
    )
    assert answer.status_code == 503


def test_days_that_cannot_be_are_refused(cast):
    assert leaves(cast, cast.sokha, until=timezone.localdate() - DAY).status_code == 422
    assert leaves(cast, cast.sokha, until=timezone.localdate() + 90 * DAY).status_code == 422
    assert not TravelMode.objects.exists()


def test_every_other_address_is_closed(cast, two):
    """Of those that name nothing: each new page is closed by itself."""
    leaves(cast, cast.sokha)
    browser = files.browser(cast, cast.sokha)
    closed = 0
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict:
            full = f"{space}:{name}"
            if not isinstance(name, str) or full in OPEN_ON_A_JOURNEY or "gallery" in full:
                continue
            try:
                address = reverse(full)
            except NoReverseMatch:
                continue
            closed += 1
            answer = browser.get(address)
            assert answer["Location"] == reverse("organisation:travel"), full
    assert closed > 40

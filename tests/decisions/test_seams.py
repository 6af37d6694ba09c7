"""Findings S10, S12 and S13, and a request to close: each is met by who may decide it."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.cases.actions import consents, emergencies, entries
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput
from fanal.intake.models import Signal
from fanal.partners.models import TrustFinding
from fanal.sharing.actions.rules import never_tell, override_too
from fanal.sharing.models import Override
from tests import closing, files
from tests.cast import Browser as Client
from tests.decisions.newcomers import bopha, link
from tests.refused import says_no
from tests.sharing.scene import scene

QUEUE = "/decisions/"
WHY = "The men who sold her are on their way to the village."


def queue(cast, user):
    return files.browser(cast, user).get(QUEUE)


def number(page):
    """What stands beside “Decisions” in the menu."""
    shown = page.context["navigation"].links
    return next(one.count for one in shown if one.address == QUEUE) or 0


def asks_to_tell(cast, here, by):
    told = {
        "partner": here.shelter.id,
        "ground": "vital_interest",
        "text": WHY,
        "purpose": "know_whereabouts",
        "classes": ["whereabouts"],
    }
    address = reverse("sharing:override", args=[here.case.id])
    return files.browser(cast, by).post(address, told, follow=True)


@pytest.fixture
def here(cast):
    return scene(cast, consent=False)


def test_s10_a_director_reads_and_agrees_to_telling_without_her_consent(cast, here):
    told = asks_to_tell(cast, here, cast.noi)
    assert "Claire Morel" in told.text
    page = queue(cast, cast.claire)
    assert number(page) == 1
    assert here.case.code_name in page.text
    assert "Quiet House" in page.text
    assert "Noi Saetang" in page.text
    address = reverse("sharing:override_too", args=[Override.objects.get().id])
    assert address in page.text
    claire = files.browser(cast, cast.claire)
    read = claire.get(address)
    assert WHY in read.text
    assert "Quiet House" in read.text
    assert "where she is" in read.text
    assert claire.get(reverse("cases:case", args=[here.case.id])).status_code == 404
    assert claire.post(address).status_code == 302
    row = Override.objects.get()
    assert (row.second, row.at is None) == (cast.claire, False)
    assert number(queue(cast, cast.claire)) == 0


def test_s10_where_only_she_who_asks_could_agree_she_is_told_so_and_whom_to_call(cast, here):
    for one in (cast.claire, cast.somchit, cast.huong):
        end_account(user=one, by=cast.anan)
    told = asks_to_tell(cast, here, cast.noi)
    assert "nobody can decide it now" in told.text
    assert "Anan Suwan" in told.text


def test_s10_whom_a_conflict_keeps_out_neither_sees_it_nor_counts(cast, here):
    emergencies.keep_out(case=here.case, user=cast.claire, reason="her brother", by=cast.noi)
    asks_to_tell(cast, here, cast.sokha)
    address = reverse("sharing:override_too", args=[Override.objects.get().id])
    claire = files.browser(cast, cast.claire)
    assert number(queue(cast, cast.claire)) == 0
    assert claire.get(address).status_code == 404
    assert claire.post(address).status_code == 404
    assert number(queue(cast, cast.noi)) == 1


def test_s12_a_request_to_close_stands_in_the_list_of_the_lead(cast, here):
    here = asked_to_close(cast)
    page = queue(cast, cast.noi)
    assert number(page) == 1
    assert here.code_name in page.text
    assert "Sokha Chea" in page.text
    assert reverse("cases:agree", args=[here.id]) in page.text
    assert number(queue(cast, cast.sokha)) == 0


def asked_to_close(cast):
    """A case that can be closed, and Sokha asks for it on its page."""
    case = files.case(cast)
    write = {"case": case, **cast.acting(cast.sokha)}
    entries.add_entry(kind="safety", answers={"danger_now": False}, **write)
    consents.record_consent(person=case.people.get(), purpose="care", answer="refused", **write)
    closing.answered(person=case.people.get(), **write)
    told = {"reason": "her_wish", "words": ""}
    sent = files.browser(cast, cast.sokha).post(
        reverse("cases:close", args=[case.id]), told, follow=True
    )
    assert "Noi Saetang" in sent.text
    return case


def test_s12_a_dangerous_finding_stands_first_in_the_list_of_who_may_confirm_it(cast, here):
    asked_to_close(cast)
    told = {
        "level": "dangerous",
        "reasons": ["extorts_families"],
        "evidence": "two families",
        "reliability": "B",
        "credibility": "2",
    }
    sent = files.browser(cast, cast.sokha).post(
        reverse("partners:find", args=[here.station.id]), told, follow=True
    )
    assert TrustFinding.objects.filter(about=here.station).exists(), sent.text
    page = queue(cast, cast.noi)
    assert number(page) == 2
    assert page.text.index("Station") < page.text.index("Sokha Chea")
    assert number(queue(cast, cast.claire)) == 1
    assert number(queue(cast, cast.sokha)) == 0


def test_s13_a_new_worker_is_told_that_her_signal_is_saved_and_who_lets_her_in(cast):
    new = bopha(cast)
    browser = files.browser(cast, new)
    form = browser.get(reverse("intake:new"))
    assert "Noi Saetang" in form.text
    assert "lets you in" in form.text
    told = {"team": str(cast.bangkok.pk), "known": "a girl calls"}
    sent = browser.post(reverse("intake:new"), told, follow=True)
    assert sent.status_code == 200
    assert "Saved. You can read it once Noi Saetang lets you in." in sent.text
    assert Signal.objects.count() == 1
    address = reverse("intake:signal", args=[Signal.objects.get().id])
    assert "Page not found, or not for you" not in browser.get(address).text
    assert "Noi Saetang" in browser.get(address).text


def test_s13_the_lead_finds_the_new_worker_in_her_list_and_lets_her_in(cast):
    new = bopha(cast)
    page = queue(cast, cast.noi)
    assert number(page) == 1
    assert "Bopha Keo" in page.text
    assert reverse("keys:team") in page.text
    files.browser(cast, cast.noi).post(reverse("keys:admit", args=[cast.bangkok.pk, new.pk]))
    assert number(queue(cast, cast.noi)) == 0
    form = files.browser(cast, new).get(reverse("intake:new"))
    assert "lets you in" not in form.text


def test_s13_a_link_that_waits_says_so_and_nothing_of_anybody(cast):
    page = Client().get(f"/keys/invitation/{link(cast)}/")
    assert page.status_code == 200
    assert "until somebody agrees" in page.text
    shown = re.sub('value="[^"]*"', "", page.text)  # a token may hold any letters
    for word in ("Bopha", "bopha", "Bangkok", "Anan", "Claire", "Noi", "Case worker"):
        assert word not in shown
    assert Client().get(f"/keys/invitation/{'x' * 32}/").status_code == 404


def test_s13_before_she_is_let_in_no_page_of_hers_is_a_dead_end(cast):
    """What she may open by right and has no key to says who lets her in, not “not found”."""
    mine = files.case(cast)
    new = bopha(cast)
    browser = files.browser(cast, new)
    person = mine.people.get()
    for address in (
        reverse("cases:list"),
        reverse("cases:case", args=[mine.id]),
        reverse("people:search"),
        reverse("people:new"),
        reverse("people:person", args=[person.id]),
        reverse("people:identity", args=[person.id]),
        reverse("cases:write", args=[mine.id, "note"]),
        reverse("journeys:board"),
    ):
        page = browser.get(address)
        assert page.status_code in (200, 403), address
        assert page.status_code == 200 or "Noi Saetang" in page.text, address
    for address, told in (
        (reverse("people:new"), {"name": "Noy", "language": "lo"}),
        (reverse("people:search"), {"text": "Noy"}),
        (reverse("cases:write", args=[mine.id, "note"]), {"text": "she called"}),
    ):
        page = browser.post(address, told, follow=True)
        assert page.status_code in (200, 403, 422), address
        assert "Page not found, or not for you" not in page.text, address
    elsewhere = files.case(cast, by=cast.kham, team=cast.vientiane)
    assert browser.get(reverse("cases:case", args=[elsewhere.id])).status_code == 404


def test_s12_the_sweep_asks_each_of_them_once_to_sign_in(cast, here):
    sweep(timezone.localtime())
    mail.outbox.clear()
    asks_to_tell(cast, here, cast.sokha)
    for _again in range(2):
        sweep(timezone.localtime())
    assert sorted(one.to[0] for one in mail.outbox) == [cast.claire.email, cast.noi.email]
    assert here.case.code_name not in "".join(one.body + one.subject for one in mail.outbox)


def test_s10_whom_nobody_may_tell_of_the_case_is_not_asked_either(cast, here):
    never_tell(case=here.case, colleague=cast.claire, reason="her brother", by=cast.noi)
    asks_to_tell(cast, here, cast.noi)
    assert number(queue(cast, cast.claire)) == 0
    assert number(queue(cast, cast.somchit)) == 1


def test_s10_who_does_not_agree_says_so_and_nothing_may_be_told(cast, here):
    asks_to_tell(cast, here, cast.noi)
    row = Override.objects.get()
    claire = files.browser(cast, cast.claire)
    says_no(claire, "override", row.id)
    assert number(queue(cast, cast.claire)) == 0
    page = files.browser(cast, cast.noi).get(reverse("sharing:case", args=[here.case.id]))
    assert "Claire Morel did not agree" in page.text
    with pytest.raises(BadInput, match="decided already"):
        override_too(row=row, by=cast.huong)
    row.refresh_from_db()
    assert (row.second, row.at, row.declined_by) == (None, None, cast.claire)

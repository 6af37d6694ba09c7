"""A referral on a small telephone: how many taps it takes, and what is never chosen beforehand.

A tap is a click, also one that chooses an answer; typing is not counted (design, section 6).
"""

import pytest

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Consent
from fanal.partners.actions import areas
from fanal.partners.actions.partners import set_capacity
from fanal.sharing.models import Referral
from tests import files
from tests.browser.walks import french, visitors
from tests.journeys.scene import trusted


class Thumb:
    """Taps on the telephone of one colleague, and counts them."""

    def __init__(self, visitor):
        self.visitor, self.page, self.taps = visitor, visitor.page, 0

    def tap(self, where, goes=True):
        self.taps += 1
        found = self.page.locator(f"main {where}").first
        if goes:
            with self.page.expect_navigation():
                found.click()
        else:
            found.click()
        return self

    def answers(self, **said):
        for name, value in said.items():
            self.tap(f'label.big:has([name={name}][value="{value}"])', goes=False)
        return self

    def looks(self, name):
        self.visitor.looks(name)
        return self


@pytest.fixture
def here(cast):
    areas.add_area(code="TH", name="Thaïlande", kind="country", by=cast.noi)
    cast.lotus = trusted(cast, "Lotus Transit Centre")
    set_capacity(partner=cast.lotus, services=["shelter"], sexes=["female"], places=2, by=cast.noi)
    cast.girl = files.person(cast)
    cast.case = files.case(cast, people=[cast.girl])
    write = {"case": cast.case, **cast.acting(cast.sokha)}
    add_entry(kind="whereabouts", answers={"place": "Si Racha, Thaïlande"}, **write)
    return cast


def asked(thumb, here):
    """From the start page to the third step."""
    thumb.tap(f"a[href*='/cases/{here.case.id}/']")
    thumb.tap(f"a[href$='/sharing/cases/{here.case.id}/refer/']").looks("1-purpose")
    return thumb.answers(service="shelter").tap(".savebar button")


def nothing_is_chosen(page):
    return page.locator("#consent input:checked:not([value=''])").count() == 0


def test_with_a_new_consent_it_takes_twelve_taps_at_most(visit, here):
    sokha = visitors(visit, here, "referral")("sokha", "/cases/")
    thumb = asked(Thumb(sokha), here).looks("2-who-fits")
    thumb.tap(".fit__it:not(.fit__it--no) a.button").looks("3-goes-out")
    assert nothing_is_chosen(thumb.page)
    assert thumb.page.locator(".sheet s").count() == 1  # her code waits for a yes
    thumb.answers(may="yes", said_by="herself").tap("form .card:last-of-type .buttons button")
    sokha.reads("Noi Saetang", "Lotus Transit Centre").looks("4-asked")
    assert thumb.taps <= 12
    assert thumb.taps == 8
    assert Referral.objects.get().case == here.case
    assert {consent.data_class for consent in Consent.objects.all()} == {"identity", "whereabouts"}


def test_where_she_said_yes_before_it_takes_six(visit, here):
    record_consent(
        case=here.case,
        person=here.girl,
        purpose="referral",
        answer="given",
        partner=here.lotus.id,
        by=here.sokha,
        ring=here.ring(here.sokha),
    )
    go_to = visitors(visit, here, "referral-known")
    sokha, noi = go_to("sokha", "/cases/"), go_to("noi", "/decisions/")
    thumb = asked(Thumb(sokha), here).tap(".fit__it:not(.fit__it--no) a.button")
    thumb.tap("form .card:last-of-type .buttons button")
    assert thumb.taps == 6
    referral = Referral.objects.get()
    lead = Thumb(noi.open("/decisions/"))
    lead.tap("a[href*='/decide/'], main a[href*='/sharing/']").looks("5-lead")
    sheet = plain_lines(lead.page)
    assert f"Pour : {here.lotus.name}" in sheet[0].replace("\xa0", " ").replace("\u202f", " ")
    lead.tap(f"form[action$='/{referral.id}/approve/'] button")
    assert lead.taps == 2
    sokha.open(f"/sharing/{referral.id}/").reads(french("Print the sheet"))
    assert plain_lines(sokha.page) == sheet


def plain_lines(page):
    return page.locator(".sheet p").all_inner_texts()

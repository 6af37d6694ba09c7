"""The hand-over to a dangerous partner: refused while it is planned, kept and red once it happened."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from fanal.core.roles import Role
from fanal.journeys.models import Journey
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from tests import files
from tests.browser.walks import french, plain, visitors
from tests.journeys.scene import agreed, trusted

DANGEROUS = "Police du port a été jugé dangereux : complice de suspects"
LOTUS_TOO = "Lotus Transit Centre a été jugé dangereux"
MOVE_HER = (
    "Two of you decide now what is done until she is somewhere else. Bring her to somebody who may"
    " take her in, and tell nobody there why."
)
SAYS = {"said_by": "Mme Kham, accueil", "channel": "telephone", "code_word": "right"}


@pytest.fixture
def here(cast):
    """Two people of two cases, a partner that is trusted, and one found dangerous by two."""
    cast.pim = cast.join("pim", "Pim Suwan", Role.CASE_WORKER, "Bangkok")
    cast.lotus = trusted(cast, "Lotus Transit Centre")
    cast.police = add_partner(
        kind="organisation", type="police", name="Police du port", by=cast.noi
    )
    finding = findings.record_finding(
        about=cast.police, level="dangerous", reasons=["complicit_with_suspects"], by=cast.noi
    )
    findings.confirm(finding=finding, by=cast.claire)
    cast.people = [files.person(cast, names=[name]) for name in ("Somsy", "Dalavone")]
    cast.cases = [files.case(cast, people=[person]) for person in cast.people]
    for one, case in zip(cast.people, cast.cases, strict=True):
        agreed(cast, SimpleNamespace(case=case, people=[one]), cast.lotus)
    return cast


def adds(noi, label, name, **more):
    noi.follow("Add who takes over").fill(label=label, **more)
    for one in name:
        noi.choose("colleagues", str(one.pk))
    return noi.press()


def custodian(label):
    return next(
        str(journey.id)
        for journey in Journey.objects.get().custodians.all()
        if journey.label == label
    )


def plans(noi, here):
    noi.fill(kind="transfer", starts_on=str(timezone.localdate())).press()
    adds(noi, "Escorte", [here.sokha, here.noi], phone="+66 81 234 56 78")
    for case in here.cases:
        noi.follow("Add who goes").fill(case=str(case.id), custodian=custodian("Escorte")).press()
    adds(noi, "Lotus", [], partner=str(here.lotus.id), phone="+856 21 000 003")
    noi.reads(french("may take over")).looks("01-planned")


def is_refused(visitor, name, *why):
    """She is told at once, and nothing that was typed is lost."""
    return visitor.is_refused().reads(*why).looks(name)


def adds_the_dangerous_partner(noi, here):
    noi.follow("Add who takes over").fill(partner=str(here.police.id), label="Poste du port")
    is_refused(noi, "02-not-planned", DANGEROUS, french("It has already happened"))
    custodians = Journey.objects.get().custodians.all()
    assert here.police.id not in {custodian.partner_id for custodian in custodians}
    noi.page.locator("main [name=happened]").check()
    noi.press().reads(DANGEROUS, french("may not take over")).looks("03-kept")


def leaves_without_a_go(noi, here):
    noi.follow("What happened").fill(kind="departed")
    for one in here.people:
        noi.choose("persons", str(one.id))
    is_refused(noi, "04-no-go", french("She agrees to this journey, and was asked alone."))
    assert noi.page.locator("main a[href$='#go']").count() == 1


def gives(noi, person, receiver):
    noi.follow("Hand people over").choose("persons", str(person.id))
    return noi.fill(giver=custodian("Escorte"), receiver=custodian(receiver), count="1")


def hands_over_what_happened(noi, person):
    gives(noi, person, "Poste du port")
    is_refused(noi, "05-not-given", DANGEROUS)
    noi.page.locator("main [name=happened]").check()
    noi.press().reads(DANGEROUS, french(MOVE_HER)).looks("06-given")


def colour_of(visitor, person):
    """That of her row on tonight's board."""
    row = visitor.open("/journeys/").page.locator("main .board__it", has_text=person.code_name)
    return COLOURS[row.get_attribute("class").rpartition("--")[2]]


COLOURS = {"danger": "red", "care": "amber", "plain": "green"}


def next_step(visitor, person):
    """What the board says to do first for her, in her row."""
    row = visitor.page.locator("main .board__it", has_text=person.code_name)
    return plain("\n".join(row.locator("details").all_text_contents()))


def confirms_what_lotus_says(noi, pim, person):
    """S8: whoever gave confirms nothing; another says who there said so, how, and the word."""
    card = noi.page.locator("main section.card", has_text="→ Lotus")
    assert card.get_by_text("Pim Suwan").count() == 1
    assert card.locator("a[href*='/receive/']").count() == 0
    assert noi.page.locator("main .banner--danger a[href='tel:+85621000003']").count() == 1
    pim.open(noi.page.url.partition(noi.origin)[2]).page.locator(
        "main section.card", has_text="→ Lotus"
    ).locator("a[href*='/receive/']").click()
    pim.page.wait_for_url("**/receive/**")
    noi.page.goto(pim.page.url)
    noi.choose("persons", str(person.id)).fill(count="1", **SAYS)
    is_refused(
        noi, "07-giving-side", "Ceux qui remettent ne confirment pas pour ceux qui reçoivent."
    )
    for asked, said in SAYS.items():
        pim.choose("persons", str(person.id)).fill(count="1")
        is_refused(pim, f"08-without-{asked}")
        assert pim.page.locator(f"main [name={asked}][aria-invalid=true]").count() == 1
        pim.fill(**{asked: said})
    pim.press().looks("09-received")


def finds_the_other_dangerous(noi, here):
    """S6: on one word, at once, for whoever is there."""
    noi.open(f"/partners/{here.lotus.id}/").looks("10-partner")
    noi.press(noi.page.locator("main a[href$='/finding/']").first)
    noi.choose("level", "dangerous").fill(evidence="Ils demandent de l’argent aux familles.")
    noi.press().reads("Claire Morel")


def asks_for_a_decision(noi, here, person):
    """Two of us decide: it stands in the list of the second person, who reads what is against it."""
    noi.reads(person.code_name).open(f"/journeys/{Journey.objects.get().id}/")
    banner = noi.page.locator("main .banner--danger", has_text=LOTUS_TOO)
    noi.press(banner.filter(has_text=person.code_name).locator("a[href*='/decide/']").first)
    noi.reads(LOTUS_TOO).fill(reason="Elle y reste cette nuit : Pim dort sur place.")
    noi.looks("12-ask").press().reads("Claire Morel").looks("13-asked")


@pytest.mark.long
def test_the_hand_over_to_a_dangerous_partner(visit, here):
    taken, kept = here.people
    go_to = visitors(visit, here, "dangerous-partner")
    noi = go_to("noi", "/journeys/new/", allowed=(422,))
    plans(noi, here)
    adds_the_dangerous_partner(noi, here)
    leaves_without_a_go(noi, here)
    noi.open(f"/journeys/{Journey.objects.get().id}/")
    hands_over_what_happened(noi, taken)
    gives(noi, kept, "Lotus").press()
    confirms_what_lotus_says(noi, go_to("pim", "/", allowed=(422,)), kept)

    claire = go_to("claire", "/", allowed=(422,))
    assert (colour_of(claire, taken), colour_of(claire, kept)) == ("red", "green")
    assert plain(french(MOVE_HER)) in next_step(claire.reads(DANGEROUS), taken)
    finds_the_other_dangerous(noi, here)
    for visitor in (noi, claire):
        assert colour_of(visitor, kept) == "red"
        assert plain(french(MOVE_HER)) in next_step(visitor.reads(LOTUS_TOO), kept)
    claire.looks("11-tonight")
    asks_for_a_decision(noi, here, kept)
    claire.open("/decisions/").reads(
        french("Go on with a journey all the same"), "Noi Saetang"
    ).looks("14-queue")
    claire.press(claire.page.locator("main a[href*='/decide/']").first)
    claire.reads("Pim dort sur place", LOTUS_TOO).looks("15-decides").press()

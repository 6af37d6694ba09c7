"""Ties, agreements, take-overs, areas, and findings about our own people, by their pages."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from fanal.core.trust.areas import AreaTree
from fanal.organisation.changes.areas import AREA
from fanal.organisation.models import OrganisationChange
from fanal.partners import access
from fanal.partners.actions import areas, partners
from fanal.partners.actions.findings import record_finding
from fanal.partners.models import Agreement, Area, Tie, TrustFinding
from fanal.partners.queries import world
from tests.files import browser

FOUND = {"level": "dangerous", "reliability": "B", "credibility": "2", "evidence": "MARK-77 seen."}


@pytest.fixture
def police(cast):
    return partners.add_partner(kind="organisation", type="police", name="Police", by=cast.sokha)


@pytest.fixture
def owner(cast):
    return partners.add_partner(kind="person", name="Karaoke owner", by=cast.sokha)


def page(cast, user, name, *args):
    return browser(cast, user).get(reverse(f"partners:{name}", args=args))


def post(cast, user, where, *args, **data):
    return browser(cast, user).post(reverse(f"partners:{where}", args=args), data)


def test_a_tie_is_noted_and_shown_at_both_ends(cast, police, owner):
    assert post(cast, cast.sokha, "tie", police.id, words="Cousins.").status_code == 422
    filled = {"other": owner.id, "words": "Cousins."}
    assert post(cast, cast.sokha, "tie", police.id, **filled).status_code == 302
    for one, other in ((police, owner), (owner, police)):
        shown = page(cast, cast.sokha, "partner", one.id).text
        assert "Cousins." in shown
        assert reverse("partners:partner", args=[other.id]) in shown


def test_a_tie_to_a_colleague_is_not_shown_to_her_whatever_her_role(cast, police):
    partners.tie(one=police, colleague=cast.noi, words="MARK-55", by=cast.claire)
    for user, seen in ((cast.claire, True), (cast.noi, False), (cast.sokha, False)):
        assert ("MARK-55" in page(cast, user, "partner", police.id).text) is seen


def test_an_agreement_is_put_on_file(cast, police):
    wrong = {"title": "Letter", "signed_on": "2026-01-05"}
    assert post(cast, cast.sokha, "agreement", police.id, **wrong).status_code == 422
    filled = wrong | {"purposes": ["escort"]}
    assert post(cast, cast.sokha, "agreement", police.id, **filled).status_code == 302
    assert Agreement.objects.get().purposes == "escort"
    assert "Letter" in page(cast, cast.sokha, "partner", police.id).text


def test_what_lies_beside_a_new_area_is_asked_at_once_of_the_country_that_is_proposed(cast):
    here = areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    there = areas.add_area(code="LA", name="Laos", kind="country", by=cast.noi)
    mine = areas.add_area(
        code="TH-57", name="Chiang Rai", kind="province", within=here, by=cast.noi
    )
    theirs = areas.add_area(code="LA-BK", name="Bokeo", kind="province", within=there, by=cast.noi)
    shown = page(cast, cast.sokha, "new_area")
    form = shown.context["form"]
    assert form["within"].initial == here
    assert [key for key, _name in form.fields["overlaps"].choices] == [mine.pk]
    filled = {"name": "The zone", "code": "Z", "kind": "district", "beside": form["beside"].initial}
    moved = post(cast, cast.sokha, "new_area", **filled, within=there.pk, apart="on")
    assert moved.status_code == 422, "that it lies apart from all was said of the other country"
    form = moved.context["form"]
    assert [key for key, _name in form.fields["overlaps"].choices] == [theirs.pk]
    assert not form["apart"].value()
    crossing = {"name": "Bridge", "code": "B", "kind": "crossing", "within": here.pk}
    post(cast, cast.sokha, "new_area", **crossing, apart="on")
    within_it = {"within": mine.pk, "overlaps": [mine.pk]}
    assert post(cast, cast.sokha, "new_area", **filled, **within_it).status_code == 422, "apart?"
    both = filled | within_it | {"apart": "on"}
    assert post(cast, cast.sokha, "new_area", **both).status_code == 302
    assert Area.objects.get(code="Z").within == mine
    country = {"name": "Laos too", "code": "LX", "kind": "country", "within": here.pk}
    assert post(cast, cast.sokha, "new_area", **country).status_code == 302
    assert Area.objects.get(code="LX").within is None


def test_only_leads_note_that_a_partner_was_taken_over_and_never_by_itself(cast, police, owner):
    assert post(cast, cast.sokha, "merge", police.id, into=owner.id).status_code == 404
    assert post(cast, cast.noi, "merge", police.id, into=police.id).status_code == 422
    assert post(cast, cast.noi, "merge", police.id, into=owner.id).status_code == 302
    police.refresh_from_db()
    assert police.merged_into == owner


def test_an_area_is_added_replaced_and_a_crossing_closed(cast):
    country = areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    filled = {"name": "Old Ubon", "code": "TH-34", "kind": "province"}
    assert post(cast, cast.sokha, "new_area", **filled).status_code == 422, "it lies in nothing"
    filled["within"] = country.id
    assert post(cast, cast.sokha, "new_area", **filled).status_code == 302
    assert post(cast, cast.sokha, "new_area", **filled | {"apart": "on"}).status_code == 422
    old = Area.objects.get(code="TH-34")
    new = areas.add_area(code="TH-34B", name="New Ubon", kind="province", by=cast.noi)
    reform = {"into": [new.id], "on": "2026-03-01"}
    asks_to_replace(cast, old, **reform)
    assert old.replaced_by.get() == new
    assert asks_to_replace(cast, old, agreed=False, **reform).status_code == 422
    bridge = areas.add_area(code="BR", name="Bridge", kind="crossing", by=cast.noi)
    asks_to_replace(cast, bridge, on="2026-03-01")
    bridge.refresh_from_db()
    assert bridge.valid_until.isoformat() == "2026-02-28"
    assert "New Ubon" in page(cast, cast.sokha, "areas").text


def test_what_lies_beside_a_new_area_is_asked_so_that_a_danger_there_reaches_it(cast, police):
    country = areas.add_area(code="LA", name="Laos", kind="country", by=cast.noi)
    old = areas.add_area(code="LA-BK", name="Bokeo", kind="province", within=country, by=cast.noi)
    record_finding(
        about=police, level="dangerous", reasons=["complicit_with_suspects"], area=old, by=cast.noi
    )
    filled = {"name": "The zone", "code": "LA-Z", "kind": "district", "within": country.id}
    answer = post(cast, cast.sokha, "new_area", **filled)
    assert answer.status_code == 422
    assert "Does it lie in one of these" in answer.text
    assert "Bokeo" in answer.text
    both = filled | {"overlaps": [old.id], "apart": "on"}
    assert post(cast, cast.sokha, "new_area", **both).status_code == 422
    assert not Area.objects.filter(code="LA-Z").exists()
    post(cast, cast.sokha, "new_area", **filled | {"overlaps": [old.id]})
    zone = Area.objects.get(code="LA-Z")
    assert AreaTree(world.areas()).touches(str(old.id), str(zone.id))
    assert "danger here counts in The zone too" in page(cast, cast.noi, "areas").text
    other = filled | {"name": "Vientiane", "code": "LA-VT", "apart": "on"}
    assert post(cast, cast.sokha, "new_area", **other).status_code == 302
    apart = Area.objects.get(code="LA-VT")
    assert not AreaTree(world.areas()).touches(str(old.id), str(apart.id))


def test_an_area_is_replaced_by_one_that_was_added_over_a_part_of_it(cast):
    country = areas.add_area(code="LA", name="Laos", kind="country", by=cast.noi)
    of_laos = {"kind": "province", "within": country, "by": cast.noi}
    old = areas.add_area(code="LA-BK", name="Bokeo", **of_laos)
    over = areas.add_area(code="LA-Z", name="The zone", overlaps=[old], **of_laos)
    assert AREA.now(old.pk)["into"] == []
    areas.reform(area=old, into=[over], on=timezone.localdate(), by=cast.noi)
    assert AREA.now(old.pk)["into"] == [str(over.pk)]
    assert AreaTree(world.areas()).touches(str(old.id), str(over.id))


def asks_to_replace(cast, area, agreed=True, **filled):
    """Asked for by Sokha; nothing changes before Claire agrees, who reads what follows."""
    address = reverse("organisation:reform", args=[area.id])
    answer = browser(cast, cast.sokha).post(address, filled)
    if agreed:
        area.refresh_from_db()
        assert area.valid_until is None
        change = OrganisationChange.objects.get()
        claire = browser(cast, cast.claire)
        shown = claire.get(reverse("organisation:changes")).text
        assert area.name in shown
        assert "Danger follows into the areas that replace it" in shown
        claire.post(reverse("organisation:agree", args=[change.pk]))
        assert not OrganisationChange.objects.exists()
    return answer


def test_who_agrees_may_read_another_language_than_who_asked(cast):
    country = areas.add_area(code="KH", name="Cambodia", kind="country", by=cast.noi)
    address = reverse("organisation:reform", args=[country.id])
    browser(cast, cast.sokha).post(address, {"on": "2026-03-01"})
    change, claire = OrganisationChange.objects.get(), browser(cast, cast.claire)
    claire.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert "Cambodge" in claire.get(reverse("organisation:changes")).text
    claire.post(reverse("organisation:agree", args=[change.pk]))
    country.refresh_from_db()
    assert country.valid_until.isoformat() == "2026-02-28"


def test_nobody_alone_replaces_an_area_and_the_auditor_reads_which_were(cast):
    area = areas.add_area(code="BR", name="Bridge", kind="crossing", by=cast.noi)
    for user in (cast.vera, cast.anan):
        address = reverse("organisation:reform", args=[area.id])
        assert browser(cast, user).post(address, {"on": "2026-03-01"}).status_code == 404
    asks_to_replace(cast, area, on="2026-03-01")
    text = page(cast, cast.vera, "areas").text
    assert "Bridge" in text
    assert reverse("partners:new_area") not in text
    assert page(cast, cast.anan, "areas").status_code == 404


def test_a_colleague_does_not_learn_that_a_finding_about_her_exists(cast, police):
    """A lead: the role that sees every closed finding but the one about herself."""
    before = {name: page(cast, cast.noi, name).text for name in ("colleagues", "list")}
    filled = FOUND | {"colleague": cast.noi.pk}
    assert post(cast, cast.claire, "find_colleague", **filled).status_code == 302
    made = TrustFinding.objects.get()
    assert made.closed
    assert "MARK-77" in page(cast, cast.claire, "colleagues").text
    for name, text in before.items():
        assert len(page(cast, cast.noi, name).text) == len(text)
    for name in ("confirm", "withdraw"):
        there = post(cast, cast.noi, name, made.id)
        nowhere = post(cast, cast.noi, name, police.id)
        assert there.status_code == nowhere.status_code == 404
        assert len(there.content) == len(nowhere.content)
    assert not access.findings_for(cast.noi).filter(id=made.id).exists()


def test_nobody_chooses_oneself_and_a_second_person_confirms_on_the_page(cast):
    mine = FOUND | {"colleague": cast.noi.pk}
    assert post(cast, cast.noi, "find_colleague", **mine).status_code == 422
    assert (
        post(
            cast, cast.sokha, "find_colleague", **(FOUND | {"colleague": cast.linh.pk})
        ).status_code
        == 302
    )
    made = TrustFinding.objects.get()
    assert "MARK-77" in page(cast, cast.sokha, "colleagues").text
    assert "MARK-77" not in page(cast, cast.linh, "colleagues").text
    there = post(cast, cast.noi, "confirm", made.id)
    assert there["Location"] == reverse("partners:colleagues")
    made.refresh_from_db()
    assert (made.confirmed_by, made.confirmed_on) == (cast.noi, timezone.localdate())


@pytest.mark.parametrize("who", ["duc", "anan", "vera"])
def test_who_does_not_keep_the_directory_finds_none_of_these_pages(cast, police, who):
    user = getattr(cast, who)
    for name, args in [
        ("areas", []),
        ("new_area", []),
        ("colleagues", []),
        ("find_colleague", []),
        ("tie", [police.id]),
        ("agreement", [police.id]),
        ("merge", [police.id]),
    ]:
        reads = who == "vera" and name == "areas"  # the auditor reads which were replaced
        assert page(cast, user, name, *args).status_code == (200 if reads else 404)
    assert not Tie.objects.exists()

"""The sheet of a missing person: asked for and agreed to on its page, and what finds her on it."""

import io
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fanal.cases.actions import documents, emergencies
from fanal.journeys.actions import handovers, plans, preparing
from fanal.journeys.models import MissingSheet
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.people.actions.persons import save_details
from fanal.sharing.actions import rules
from fanal.sharing.models import Approval, Disclosure, Override
from tests import files
from tests.files import browser
from tests.journeys.scene import hand_over, scene
from tests.security.planting import update

NAME, LATIN = "ບົວຄຳ ວົງສາ", "Bouakham Vongsa"


@pytest.fixture
def here(cast):
    found = scene(cast, n=1)
    found.url = reverse("journeys:dossier", args=[found.journey.id, found.people[0].id])
    found.partner = trusted(cast)
    return found


def trusted(cast, name="Lotus Transit Centre", **more):
    partner = add_partner(kind="organisation", name=name, by=cast.sokha)
    found = findings.record_finding(
        about=partner, level="trusted", reliability="A", credibility="1", by=cast.sokha, **more
    )
    findings.confirm(finding=found, by=cast.noi)
    return partner


def filled(here, **more):
    return {
        "partner": str(here.partner.id),
        "area": "",
        "language": "en",
        "clothing": "Blue jacket, red sandals",
        "marks": "Scar on the left hand",
        "gender": "woman",
        "citizenship": "Lao",
        "languages": "Lao, some Thai",
        "call_back": "+66 2 555 01 01, Noi",
        "why": "Nobody has seen her since the bus arrived.",
    } | more


def asked(cast, here, by=None, **more):
    page = browser(cast, by or cast.sokha).post(here.url, filled(here, **more))
    assert page.status_code == 302, page.context["form"].errors
    return SimpleNamespace(
        row=MissingSheet.objects.get(),
        page=page.url,
        agree=reverse("journeys:agree_to_look", args=[MissingSheet.objects.get().id]),
        printed=reverse("journeys:print_missing", args=[MissingSheet.objects.get().id]),
    )


def words(page):
    return " ".join(page.text.split())


def test_one_asks_another_agrees_on_the_same_page_and_then_it_prints(cast, here):
    sheet = asked(cast, here)
    client = browser(cast, cast.sokha)
    page = words(client.get(sheet.page))
    assert "once two people agree that her life or body is in danger" in page
    assert "trace her family" not in page
    assert "Ask her" not in page
    assert sheet.agree not in page
    assert client.post(sheet.printed).status_code == 302
    assert not Disclosure.objects.exists()
    lead = browser(cast, cast.noi)
    shown = words(lead.get(sheet.page))
    for one in ("Nobody has seen her since the bus arrived.", "Blue jacket", "Lotus", sheet.agree):
        assert one in shown
    assert lead.post(sheet.agree).status_code == 302
    assert (Override.objects.get().second, Approval.objects.get().by) == (cast.noi, cast.noi)
    assert sheet.printed in client.get(sheet.page).text
    printed = client.post(sheet.printed)
    assert "Missing person" in printed.text
    out = Disclosure.objects.get()
    assert (out.purpose, out.channel) == ("find_missing_person", "dossier")
    assert out.overrides == str(Override.objects.get().id)
    assert out.receipt in printed.text


def test_an_arrival_that_one_says_was_none_is_no_trace_of_her(cast, here):
    handover = hand_over(here, here.shelter, here.centre, here.people, here.people)
    handovers.say_not_taken(
        journey=here.journey, handover=handover, persons=here.people, by=cast.sokha,
        words="I see her at the gate.",
    )  # fmt: skip
    sheet = asked(cast, here)
    browser(cast, cast.noi).post(sheet.agree)
    text = words(browser(cast, cast.sokha).post(sheet.printed))
    last_with = text.partition("Last with")[2].partition("Since")[0]
    assert "Shelter team" in last_with
    handed = text.partition("Handed to, arrival not confirmed")[2].partition("Call back")[0]
    assert "Transit centre" in handed
    assert "Last sign of life" not in text


def test_what_is_on_the_sheet_finds_her(cast, here):
    person = files.person(cast, [NAME], births=[("passport", 2010, 5, 12)])
    case = files.case(cast, people=[person])
    preparing.prepare(
        journey=here.journey,
        person=person,
        case=case,
        custodian=here.shelter,
        nationality="LA",
        at=timezone.now(),
        by=cast.sokha,
    )
    plans.set_phone(custodian=here.escort, phone="+66 81 234 56 78", version=1, by=cast.sokha)
    here.people = [person]
    hand_over(here, here.shelter, here.escort, [str(person.id)], [str(person.id)])
    here.url = reverse("journeys:dossier", args=[here.journey.id, person.id])
    sheet = asked(cast, here)
    browser(cast, cast.noi).post(sheet.agree)
    text = words(browser(cast, cast.sokha).post(sheet.printed))
    for one in (
        NAME,
        LATIN,
        "Woman",
        "Lao",
        "Lao, some Thai",
        "16",
        "Blue jacket, red sandals",
        "Scar on the left hand",
        "Escort",
        "+66 81 234 56 78",
        "+66 2 555 01 01, Noi",
        "(UTC+07:00)",
    ):
        assert one.lower() in text.lower(), one


def test_the_sheet_is_in_the_language_of_its_reader(cast, here):
    sheet = asked(cast, here, language="fr")
    browser(cast, cast.noi).post(sheet.agree)
    text = words(browser(cast, cast.sokha).post(sheet.printed))
    assert "Personne disparue" in text
    assert "À rappeler" in text


@pytest.mark.parametrize("level", ["dangerous", "not_for_this"])
def test_a_partner_found_dangerous_is_refused_before_anybody_is_asked(cast, here, level):
    findings.record_finding(
        about=here.partner,
        level=level,
        reliability="B",
        credibility="2",
        purposes=["hold_the_person"],
        reasons=["returns_people_to_traffickers"],
        by=cast.sokha,
    )
    page = browser(cast, cast.sokha).post(here.url, filled(here))
    assert page.status_code == 422
    assert "was found" in page.text
    assert not Override.objects.exists()


def test_a_partner_on_the_never_tell_list_is_refused(cast, here):
    rules.never_tell(case=here.case, partner=here.partner, reason="A cousin.", by=cast.sokha)
    page = browser(cast, cast.sokha).post(here.url, filled(here))
    assert page.status_code == 422
    assert "must never be told of this case" in page.text


def test_a_partner_found_dangerous_after_the_agreement_gets_nothing(cast, here):
    sheet = asked(cast, here)
    browser(cast, cast.noi).post(sheet.agree)
    findings.record_finding(
        about=here.partner,
        level="dangerous",
        reliability="B",
        credibility="2",
        reasons=["sells_information"],
        by=cast.sokha,
    )
    page = browser(cast, cast.sokha).post(sheet.printed, follow=True)
    assert "was found dangerous" in page.text
    assert not Disclosure.objects.exists()


def test_trust_to_hold_her_is_trust_to_look_for_her_and_to_receive_papers_is_not(cast, here):
    here.partner = trusted(cast, "Shelter", purposes=["hold_the_person"])
    asked(cast, here)
    here.partner = trusted(cast, "Translators", purposes=["receive_documents"])
    page = browser(cast, cast.sokha).post(here.url, filled(here))
    assert page.status_code == 422
    assert "found fit elsewhere or for something else" in page.text


def test_nobody_agrees_to_what_she_asked_herself_nor_a_worker(cast, here):
    sheet = asked(cast, here, by=cast.noi)
    for who in (cast.noi, cast.sokha):
        client = browser(cast, who)
        assert sheet.agree not in client.get(sheet.page).text
        client.post(sheet.agree)
        assert Override.objects.get().second is None


def test_the_director_agrees_without_opening_the_case(cast, here):
    sheet = asked(cast, here, by=cast.noi)
    client = browser(cast, cast.claire)
    page = client.get(sheet.page)
    assert "Nobody has seen her since the bus arrived." in page.text
    assert "Blue jacket" not in page.text
    assert client.post(sheet.agree).status_code == 302
    assert Override.objects.get().second == cast.claire
    assert "Missing person" in browser(cast, cast.noi).post(sheet.printed).text


def test_of_another_team_or_kept_out_by_a_conflict_nobody_finds_the_sheet(cast, here):
    sheet = asked(cast, here)
    assert browser(cast, cast.linh).get(sheet.page).status_code == 404
    emergencies.keep_out(case=here.case, user=cast.claire, reason="Her cousin.", by=cast.noi)
    client = browser(cast, cast.claire)
    assert client.get(sheet.page).status_code == 404
    assert client.post(sheet.agree).status_code == 404


def test_what_the_file_knows_is_proposed_and_the_sheet_says_what_is_still_to_be_done(cast, here):
    save_details(
        person=here.people[0],
        answers={"gender": "woman", "citizenship": "Lao"},
        version=0,
        **cast.acting(cast.sokha),
    )
    page = browser(cast, cast.sokha).get(here.url)
    assert page.context["form"].initial["citizenship"] == "Lao"
    sheet = asked(cast, here)
    assert sheet.page in browser(cast, cast.noi).get(here.url).text


def test_her_photograph_goes_with_it_where_the_partner_may_have_it(cast, here):
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    kept = documents.add_document(
        case=here.case, name="her.png", parts=[picture.getvalue()], **cast.acting(cast.sokha)
    )
    documents.add_document(
        case=here.case, name="note.txt", parts=[b"no picture"], **cast.acting(cast.sokha)
    )
    client = browser(cast, cast.sokha)
    offered = client.get(here.url).context["form"].fields["photo"].choices
    assert [one for one, _name in offered] == ["", str(kept.id)]
    sheet = asked(cast, here, photo=str(kept.id))
    url = reverse("journeys:missing_photo", args=[sheet.row.id])
    browser(cast, cast.noi).post(sheet.agree)
    assert url in client.post(sheet.printed).text
    shown = client.get(url)
    assert shown["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(shown.content)).size == (4, 4)
    assert "files" in Disclosure.objects.get().classes.split()
    assert browser(cast, cast.claire).get(url).status_code == 404
    assert browser(cast, cast.linh).get(url).status_code == 404


def test_no_other_picture_and_nobody_else_is_put_on_a_sheet_from_outside(cast, here):
    """By whoever writes to the database: neither of two was asked about it."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    more = {"name": "a.png", "parts": [picture.getvalue()], **cast.acting(cast.sokha)}
    hers, paper = (documents.add_document(case=here.case, **more) for _each in range(2))
    other = documents.add_document(case=files.case(cast), **more)
    sheet = asked(cast, here, photo=str(hers.id))
    browser(cast, cast.noi).post(sheet.agree)
    client = browser(cast, cast.sokha)
    client.raise_request_exception = False
    shown = reverse("journeys:missing_photo", args=[sheet.row.id])
    for photo in (paper, other):
        update(MissingSheet, {"photo_id": photo.id}, id=sheet.row.id)
        assert client.get(shown).status_code == client.post(sheet.printed).status_code == 500
    assert not Disclosure.objects.exists()


def test_no_picture_is_put_on_a_sheet_of_which_two_agreed_that_it_has_none(cast, here):
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    kept = documents.add_document(
        case=here.case, name="a.png", parts=[picture.getvalue()], **cast.acting(cast.sokha)
    )
    sheet = asked(cast, here)
    sheet.row.seal(cast.ring(cast.sokha), {"call_back": "Noi"})  # as a sheet of before
    sheet.row.photo = kept
    sheet.row.save()
    client = browser(cast, cast.sokha)
    client.raise_request_exception = False
    shown = reverse("journeys:missing_photo", args=[sheet.row.id])
    assert client.get(shown).status_code == 500


def test_without_documents_a_sheet_has_no_photograph(cast, here):
    sheet = asked(cast, here)
    url = reverse("journeys:missing_photo", args=[sheet.row.id])
    assert browser(cast, cast.sokha).get(url).status_code == 404


def test_what_is_typed_is_sealed_and_short_reasons_are_refused(cast, here):
    page = browser(cast, cast.sokha).post(here.url, filled(here, why="danger"))
    assert page.status_code == 422
    assert not MissingSheet.objects.exists()
    sheet = asked(cast, here)
    assert b"Blue jacket" not in bytes(sheet.row.sealed)

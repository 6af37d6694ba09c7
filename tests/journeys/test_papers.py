"""Papers of a journey and certificates of a case, by their pages."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from fanal.cases.actions import consents
from fanal.cases.actions.cases import open_case
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import PersonAround
from fanal.core.journeys.certificates import code_from
from fanal.journeys.actions import certificates
from fanal.journeys.actions.certificates import keep_certificate
from fanal.journeys.models import Certificate, Paper
from fanal.keys.actions import grant
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.sharing.actions import fingerprints, rules
from fanal.sharing.models import Disclosure
from fanal.web.words import translated
from tests.files import browser
from tests.journeys.scene import scene


@pytest.fixture
def here(cast):
    return scene(cast, n=2)


def guessed(digest, text):
    """Whether a thief of the database who guesses a text sees that she is right; with the key files
    or without."""
    return digest in {sha256(text.encode()).hexdigest(), fingerprints.fingerprint(text)}


def test_a_paper_is_put_on_file_and_passes_to_other_hands_of_the_same_journey(cast, here):
    client = browser(cast, cast.sokha)
    page = reverse("journeys:journey", args=[here.journey.id])
    traveller = here.journey.travellers.first()
    filled = {"traveller": traveller.id, "kind": "passport", "held_by": here.shelter.id}
    url = reverse("journeys:paper", args=[here.journey.id])
    assert client.post(url, filled | {"kind": "bill"}).status_code == 422
    assert client.post(url, filled).status_code == 302
    paper = Paper.objects.get()
    held = reverse("journeys:paper_held", args=[here.journey.id, paper.id])
    assert held in client.get(page).text
    assert client.post(held, {"held_by": paper.id}).status_code == 422
    assert client.post(held, {"held_by": here.escort.id}).status_code == 302
    paper.refresh_from_db()
    assert paper.held_by == here.escort
    assert browser(cast, cast.linh).get(held).status_code == 404


def test_a_certificate_is_kept_for_the_one_it_is_about_and_found_again(cast, here):
    client = browser(cast, cast.sokha)
    listed = reverse("journeys:certificates", args=[here.case.id])
    assert listed in client.get(reverse("sharing:case", args=[here.case.id])).text
    filled = {"person": here.people[1].id, "title": "Recognition"}
    filled["file"] = SimpleUploadedFile("scan.pdf", b"%PDF-1.4\n%%EOF\n")
    url = reverse("journeys:keep_certificate", args=[here.case.id])
    assert client.post(url, filled).status_code == 302
    kept = Certificate.objects.get()
    assert kept.person == here.people[1]
    page = reverse("journeys:certificate", args=[kept.id])
    assert page in client.get(listed).text
    for linked in (
        reverse("journeys:journey", args=[here.journey.id]),
        reverse("cases:case", args=[here.case.id]),
    ):
        assert listed in client.get(linked).text
    assert client.post(page).status_code == 302
    assert kept.code in client.get(page).text
    kept.refresh_from_db()
    assert kept.reissued == 1
    assert browser(cast, cast.linh).get(listed).status_code == 404


def test_to_whom_no_documents_were_granted_no_certificate_is_there(cast, here):
    ring = cast.ring(cast.sokha)
    kept = keep_certificate(
        case=here.case,
        person=here.people[1],
        title="Recognition",
        name="a.txt",
        content=b"yes",
        by=cast.sokha,
        ring=ring,
    )
    given = {"to": cast.mai, **cast.acting(cast.noi), "reason": "complaint"}
    grant(folder=here.case.id, compartments=["legal"], **given)
    lawyer, listed = browser(cast, cast.mai), reverse("journeys:certificates", args=[here.case.id])
    sheet = reverse("journeys:certificate", args=[kept.id])
    none = lawyer.get("/no/such/page/").content
    keep = reverse("journeys:keep_certificate", args=[here.case.id])
    for page in (listed, sheet, keep):
        assert lawyer.get(page).content == none
    assert lawyer.post(sheet).status_code == 404
    kept.refresh_from_db()
    assert kept.reissued == 0
    around = reverse("sharing:case", args=[here.case.id])
    assert listed not in lawyer.get(around).text
    grant(folder=here.case.id, compartments=["files"], **given)
    lawyer = browser(cast, cast.mai)
    assert listed in lawyer.get(around).text
    assert "Recognition" in lawyer.get(listed).text
    assert "Recognition" in lawyer.get(sheet).text


def test_a_colleague_of_another_team_is_led_to_the_certificates_only_with_the_documents(cast, here):
    theirs = open_case(people=[here.people[0]], team=cast.vientiane, **cast.acting(cast.kham))
    here.journey.travellers.filter(person=here.people[0]).update(case=theirs)
    given = {"to": cast.sokha, **cast.acting(cast.somchit), "reason": "way"}
    listed = reverse("journeys:certificates", args=[theirs.id])
    journey = reverse("journeys:journey", args=[here.journey.id])
    for parts, shown in (["legal"], False), (["files"], True):
        grant(folder=theirs.id, compartments=parts, **given)
        page = browser(cast, cast.sokha)
        assert (listed in page.get(journey).text) is shown
        assert (page.get(listed).status_code == 200) is shown


def test_journey_papers_go_out_through_the_gate_only(cast, here):
    client = browser(cast, cast.sokha)
    person = here.people[0]
    police = add_partner(kind="organisation", name="Border", by=cast.sokha)
    url = reverse("journeys:journey_papers", args=[here.journey.id, person.id])
    assert "Person 0" in client.get(url).text
    asked = {"partner": police.id, "area": here.areas[0].id}
    refused = client.post(url, asked).text
    assert "Person 0" not in refused
    assert not Disclosure.objects.exists()
    trusted = findings.record_finding(
        about=police, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    findings.confirm(finding=trusted, by=cast.noi)
    consents.record_consent(
        case=here.case,
        person=person,
        purpose="return",
        answer="given",
        partner=police.id,
        **cast.acting(cast.sokha),
    )
    classes = ["identity", "whereabouts"]
    rules.approve(case=here.case, partner=police, classes=classes, by=cast.noi)
    assert "Person 0" in client.post(url, asked).text
    sent = Disclosure.objects.get()
    assert sent.channel == "journey_papers"
    lines = client.post(url, asked).context["made"].lines
    text = "\n".join(f"{line.label}: {translated(line.value)}" for line in lines)
    assert "Person 0" in text
    assert not guessed(sent.digest, text)
    assert fingerprints.is_of(sent.digest, text, case=here.case, ring=cast.ring(cast.noi))
    assert browser(cast, cast.linh).get(url).status_code == 404
    him = {"name": police.name, "relation": "relative", "safe": "danger"}
    add_entry(case=here.case, kind="around", answers=him, **cast.acting(cast.sokha))
    PersonAround.objects.all().delete()  # as of an entry that nobody looked at since
    assert "Person 0" not in client.post(url, asked).text


def test_a_code_says_since_when_a_paper_is_kept_and_whether_a_file_is_that_paper(cast, here):
    content = b"%PDF-1.4\n%%EOF\n"
    kept = certificates.keep_certificate(
        case=here.case,
        person=here.people[0],
        title="Recognition of the court",
        name="scan.pdf",
        content=content,
        **cast.acting(cast.sokha),
    )
    client, url = browser(cast, cast.linh), reverse("journeys:check_certificate")
    page = client.post(url, {"code": kept.code.lower().replace("-", " ")}).text
    assert kept.fingerprint in page
    assert "Recognition of the court" not in page
    assert here.people[0].code_name not in page
    for shown, words in ((content, "unchanged"), (content + b" ", "differs")):
        file = SimpleUploadedFile("scan.pdf", shown)
        assert words in client.post(url, {"code": kept.code, "file": file}).text
    wrong = code_from(b"12345678")
    for code, words in (("AB", "14 letters"), (wrong, "Nothing is kept under this code.")):
        answer = client.post(url, {"code": code})
        assert (answer.status_code, words in answer.text) == (422, True)
    assert browser(cast, cast.duc).get(url).status_code == 404


def test_whoever_issued_a_certificate_does_not_find_it_in_a_stolen_database(cast, here):
    content = b"%PDF-1.4 as the court sent it\n%%EOF\n"
    kept = certificates.keep_certificate(
        case=here.case,
        person=here.people[0],
        title="Recognition",
        name="scan.pdf",
        content=content,
        **cast.acting(cast.sokha),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journeys_certificate")
        row = cursor.fetchone()
    assert kept.fingerprint == sha256(content).hexdigest()
    assert kept.fingerprint.encode() not in b"".join(str(one).encode() for one in row)
    assert bytes.fromhex(kept.fingerprint) not in b"".join(
        bytes(one) for one in row if isinstance(one, bytes | memoryview)
    )

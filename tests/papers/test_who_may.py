"""Who opens which paper: by the part of the file that its kind belongs to."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.documents import add_document
from fanal.core.errors import BadInput
from fanal.journeys.actions import plans, preparing
from fanal.keys.actions import grant
from fanal.papers.actions import attach
from tests import files
from tests.closing import leads_to
from tests.papers.conftest import days


def open_legal(cast, case, *parts):
    grant(
        folder=case.id,
        compartments=list(parts or ["legal"]),
        to=cast.mai,
        **cast.acting(cast.noi),
        reason="complaint",
    )


def page(cast, who, paper):
    return files.browser(cast, who).get(reverse("papers:paper", args=[paper.case_id, paper.id]))


def test_the_lawyer_opens_the_papers_of_the_law_and_no_other(cast, case, paper):
    open_legal(cast, case)
    power, health = paper("power_of_attorney"), paper("medical_certificate")
    assert page(cast, cast.mai, power).status_code == 200
    assert page(cast, cast.mai, health).status_code == 404
    listed = files.browser(cast, cast.mai).get(
        reverse("cases:section", args=[case.id, "documents"])
    )
    assert "Power of attorney" in listed.text
    assert "Medical certificate" not in listed.text


def test_the_lawyer_finds_the_papers_from_the_case(cast, case, paper):
    open_legal(cast, case)
    paper()
    first = files.browser(cast, cast.mai).get(reverse("cases:case", args=[case.id]))
    assert reverse("cases:section", args=[case.id, "documents"]) in first.text


def test_another_team_finds_nothing(cast, paper):
    made = paper()
    for who in (cast.linh, cast.claire, cast.duc, cast.vera):
        assert page(cast, who, made).status_code == 404


def test_a_paper_under_another_case_is_not_there(cast, case, paper):
    made, other = paper(), files.case(cast)
    answer = files.browser(cast, cast.sokha).get(reverse("papers:paper", args=[other.id, made.id]))
    assert answer.status_code == 404


def test_a_deadline_stands_on_today_and_in_the_calendar_of_who_may_open_it(cast, case, paper):
    open_legal(cast, case)
    paper("travel_document", state="sent", due=days(2))
    paper("medical_certificate", state="sent", due=days(2))
    for who, seen in ((cast.sokha, True), (cast.mai, False)):
        client = files.browser(cast, who)
        for name in ("cases:today", "cases:tasks"):
            text = client.get(reverse(name)).text
            assert "Request for a travel document" in text, (str(who), name)
            assert ("Medical certificate" in text) is seen
    law = files.browser(cast, cast.sokha).get(reverse("cases:tasks") + "?show=law").text
    assert "Request for a travel document" in law


def test_what_is_done_leaves_today(cast, paper):
    paper("travel_document", state="received", due=days(2))
    text = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert "travel document" not in text


def test_a_deadline_is_among_the_next_dates_of_the_case(cast, case, paper):
    paper("guardianship", due=days(1))
    first = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert "guardianship" in first.casefold()


def text_file(cast, case, **more):
    return add_document(
        case=case, name="scan.txt", parts=[b"scan"], **cast.acting(cast.sokha), about="Scan", **more
    )


def test_an_uploaded_file_shows_one_paper_of_its_case(cast, case, paper):
    made, scan = paper(), text_file(cast, case)
    client = files.browser(cast, cast.sokha)
    address = reverse("papers:file", args=[case.id, made.id])
    assert "Scan" in client.get(address).text
    assert client.post(address, {"existing": str(scan.id)}).status_code == 302
    assert "Scan" in client.get(reverse("papers:paper", args=[case.id, made.id])).text
    with pytest.raises(BadInput, match="shows a paper already"):
        attach(paper=paper("guardianship"), document=scan, by=cast.sokha)
    elsewhere = text_file(cast, files.case(cast))
    with pytest.raises(BadInput, match="another case"):
        attach(paper=made, document=elsewhere, by=cast.sokha)


def test_a_closed_case_is_told_of_papers_that_wait(cast, case, paper):
    from fanal.papers.queries.hooks import papers_still_open

    paper(state="sent")
    paper(state="received")
    now = timezone.localtime() + timedelta(0)
    told = [str(one.says) for one in papers_still_open(case, cast.sokha, now)]
    assert told == ["papers that are not finished: 1"]
    there = leads_to(cast, case, cast.sokha, "Papers that are not finished: 1")
    assert there == reverse("cases:section", args=[case.id, "documents"])


def travels(cast, case, paper):
    """Whose paper it is, tomorrow with an escort, and what is told of a paper that goes along."""
    journey = files.journey(cast, on=days(1))
    escort = plans.add_custodian(journey=journey, label="Escort", team=cast.bangkok, by=cast.sokha)
    traveller = preparing.prepare(
        journey=journey, person=paper.person, case=case, custodian=escort, by=cast.sokha
    )
    return journey, {"traveller": traveller, "held_by": escort, **cast.acting(cast.sokha)}


def test_a_paper_that_travels_is_the_typed_paper_of_her_case(cast, case, paper):
    passport = paper("identity_paper", state="received", number="N 1")
    journey, held = travels(cast, case, passport)
    assert plans.add_paper(kind="passport", **held).shows == passport
    letter = plans.add_paper(kind="authority_letter", **held)
    assert letter.shows.kind == "power_of_attorney"
    text = page(cast, cast.sokha, passport).text
    assert "Carried on a journey by" in text
    assert f"Escort · {journey.code_name}" in text


def test_a_paper_of_her_case_that_she_has_with_her_is_proposed_to_the_journey(cast, case, paper):
    passport = paper("identity_paper", state="received", number="N 1", keeper="herself")
    journey, held = travels(cast, case, passport)

    def asked():
        address = reverse("journeys:paper", args=[journey.id])
        return files.browser(cast, cast.sokha).get(address)

    form = asked().context["form"]
    proposed = {name: str(form[name].value()) for name in ("traveller", "kind", "held_by")}
    ids = {name: str(held[name].id) for name in ("traveller", "held_by")}
    assert proposed == ids | {"kind": "passport"}
    assert f"Proposed from the papers of {passport.person.code_name}" in asked().text
    plans.add_paper(kind="passport", **held)
    assert "Proposed from the papers" not in asked().text


@pytest.mark.parametrize("told", [{"keeper": "held"}, {"keeper": "herself", "state": "lost"}])
def test_a_paper_that_is_not_with_her_is_proposed_to_no_journey(cast, case, paper, told):
    there = paper("identity_paper", **{"state": "received", "number": "N 1"} | told)
    journey, _held = travels(cast, case, there)
    address = reverse("journeys:paper", args=[journey.id])
    assert "Proposed from the papers" not in files.browser(cast, cast.sokha).get(address).text

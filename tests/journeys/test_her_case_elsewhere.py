"""Her case goes to another team while a journey of the first one carries her: whoever answers for
her now reads where she is, when she arrives, who has her and whom to call, and of nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.cases.actions.emergencies import keep_out
from fanal.journeys.actions import events, legs
from fanal.journeys.actions.plans import debrief
from fanal.journeys.models import MissingSheet, Traveller
from tests import files
from tests.journeys.scene import hand_over, scene, trusted
from tests.kept import kept
from tests.security.planting import update

NUMBER = "+66 2 555 0101"


def looked_for(partner):
    return {
        "partner": str(partner.id), "area": "", "language": "en", "call_back": "+33 1 55 50 10, Kham",
        "why": "Nobody has seen her since the bus arrived.",
    }  # fmt: skip


@pytest.fixture
@kept
def here(cast):
    """Two travel; the case of the first is with Vientiane now."""
    made = scene(cast, n=2)
    made.hers, made.another = made.people
    start, _bridge, end = made.areas
    made.leaves = timezone.localtime().replace(second=0, microsecond=0) + timedelta(hours=1)
    made.leg = legs.add_leg(
        journey=made.journey, start=start, end=end, custodian=made.escort, leaves=made.leaves,
        arrives=made.leaves + timedelta(hours=5), by=cast.sokha,
    )  # fmt: skip
    made.theirs = files.case(cast, people=[made.hers], by=cast.kham, team=cast.vientiane)
    made.journey.travellers.filter(person=made.hers).update(case=made.theirs)
    made.escort.phone = NUMBER
    made.escort.save()
    made.address = reverse("journeys:journey", args=[made.journey.id])
    return made


def read(cast, who, address):
    return files.browser(cast, who).get(address)


def test_she_reads_where_she_is_when_she_arrives_who_has_her_and_whom_to_call(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    page = read(cast, cast.kham, here.address)
    assert page.status_code == 200
    for said in (
        here.hers.code_name,
        "Ubon",
        "Pakse",
        f"{here.leaves + timedelta(hours=5):%H:%M}",
        "Escort",
        NUMBER,
        "Bangkok",
        cast.sokha.display_name,
    ):
        assert said in page.text, said


def test_she_reads_of_nobody_else_and_changes_nothing(cast, here):
    page = read(cast, cast.kham, here.address).text
    assert here.another.code_name not in page
    assert here.journey.code_name not in page
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    for name in ("sign", "happened", "give", "plan", "group", "end", "map"):
        address = reverse(f"journeys:{name}", args=[here.journey.id])
        assert read(cast, cast.kham, address).status_code == 404, name


def test_the_pages_that_name_the_journey_lead_there(cast, here):
    for address in (
        reverse("journeys:board"),
        reverse("journeys:case", args=[here.theirs.id]),
        reverse("cases:case", args=[here.theirs.id]),
    ):
        assert here.address in read(cast, cast.kham, address).text, address


def test_a_hand_over_that_nobody_confirmed_is_red_there_with_whom_to_call(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, [])
    page = read(cast, cast.kham, here.address).text
    assert "it is not certain that she arrived" in page
    assert "Call the giving side now" in page
    assert NUMBER in page


def test_who_sees_to_it_while_the_lead_is_gone_is_named(cast, here):
    end_account(user=cast.sokha, by=cast.anan)
    page = read(cast, cast.kham, here.address).text
    assert cast.noi.display_name in page


def test_after_the_journey_it_says_that_she_is_followed_no_more(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    for who in (cast.sokha, cast.noi):
        events.release(journey=here.journey, persons=[here.hers], reason="Her aunt came.", by=who)
    debrief(journey=here.journey, words="Called off.", by=cast.sokha)
    page = read(cast, cast.kham, here.address)
    assert page.status_code == 200
    assert "no longer followed" in page.text.lower()


def test_her_timeline_reads_what_happened_to_her_there_and_nothing_of_the_others(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    told = {"journey": here.journey, "by": cast.sokha, "happened": True}
    events.record_event(kind="departed", persons=[here.hers], reason="Too tired.", **told)
    events.record_event(kind="crossed", persons=here.people, reason="The other is ill.", **told)
    text = read(cast, cast.kham, reverse("cases:timeline", args=[here.theirs.id])).text
    for said in ("Shelter team → Escort", "Too tired.", here.address):
        assert said in text, said
    assert here.another.code_name not in text
    assert "is ill" not in text


def test_who_has_her_case_now_asks_that_she_is_looked_for(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, [])
    dossier = reverse("journeys:dossier", args=[here.journey.id, here.hers.id])
    assert dossier in read(cast, cast.kham, here.address).text
    partner = trusted(cast, "Lotus Transit Centre")
    answer = files.browser(cast, cast.kham).post(dossier, looked_for(partner))
    assert answer.status_code == 302, answer.context["form"].errors
    sheet = MissingSheet.objects.get()
    decisions = read(cast, cast.somchit, reverse("web:decisions"))
    page = reverse("journeys:missing_sheet", args=[sheet.id])
    assert page in decisions.text
    files.browser(cast, cast.somchit).post(reverse("journeys:agree_to_look", args=[sheet.id]))
    text = read(cast, cast.kham, page).text
    assert NUMBER in text
    assert "Print the sheet" in text
    assert here.journey.code_name not in text
    another = reverse("journeys:dossier", args=[here.journey.id, here.another.id])
    assert read(cast, cast.kham, another).status_code == 404


def test_whoever_was_pointed_at_her_case_in_the_database_is_not_told_of(cast, here):
    """Nor looked for by whoever has it: a row that somebody changed makes nobody travel in it."""
    hand_over(here, here.shelter, here.escort, here.people, [])
    dossier = reverse("journeys:dossier", args=[here.journey.id, here.another.id])
    asked = looked_for(trusted(cast, "Lotus Transit Centre"))
    assert files.browser(cast, cast.sokha).post(dossier, asked).status_code == 302
    sheet = reverse("journeys:missing_sheet", args=[MissingSheet.objects.get().id])
    told = {"journey": here.journey, "by": cast.sokha, "happened": True}
    events.record_event(kind="crossed", persons=[here.another], reason="She is ill.", **told)
    update(Traveller, {"case_id": here.theirs.id}, person_id=here.another.id)
    text = read(cast, cast.kham, reverse("cases:timeline", args=[here.theirs.id])).text
    assert "Shelter team → Escort" in text
    assert "is ill" not in text
    assert read(cast, cast.kham, dossier).status_code == 404
    assert read(cast, cast.kham, sheet).status_code == 404


def test_the_team_that_runs_the_journey_reads_who_asks_for_it(cast, here):
    hand_over(here, here.shelter, here.escort, here.people, [])
    dossier = reverse("journeys:dossier", args=[here.journey.id, here.hers.id])
    text = read(cast, cast.sokha, here.address).text
    assert f"{here.hers.code_name}: Vientiane has her case" in text
    assert dossier not in text
    assert reverse("journeys:dossier", args=[here.journey.id, here.another.id]) in text


def test_so_does_its_count(cast, here):
    told = {"journey": here.journey, "by": cast.sokha, "happened": True}
    events.record_event(kind="departed", persons=here.people, **told)
    events.record_event(kind="arrived", persons=[here.another], **told)
    text = read(cast, cast.sokha, reverse("journeys:count", args=[here.journey.id])).text
    assert f"{here.hers.code_name}: Vientiane has her case" in text
    assert reverse("journeys:dossier", args=[here.journey.id, here.hers.id]) not in text


def test_nobody_else_opens_it(cast, here):
    for who in (cast.linh, cast.huong, cast.mai, cast.anan, cast.vera):
        assert read(cast, who, here.address).status_code == 404, who
    keep_out(case=here.case, user=cast.kham, reason="Her cousin.", by=cast.noi)
    assert read(cast, cast.kham, here.address).status_code == 404

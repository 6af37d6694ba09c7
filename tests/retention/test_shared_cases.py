"""Of a case of several people only what is about her goes; the others' stays and opens."""

import pytest
from django.urls import reverse

from fanal.authority import genuine_rows
from fanal.cases.actions import entries
from fanal.cases.actions.cases import add_person
from fanal.cases.models import Case, CaseEntry, CasePerson
from fanal.core.errors import Refused
from fanal.journeys.actions import handovers, preparing
from fanal.journeys.actions.plans import add_custodian, plan_journey
from fanal.journeys.models import Journey, JourneyEvent, Traveller
from fanal.keys.models import Folder, Grant
from fanal.people.actions import merges
from fanal.people.models import MatchDecision, Person, SearchRow
from fanal.retention.actions import erasing, running
from fanal.retention.models import Tombstone
from fanal.retention.queries import plans
from fanal.sharing.actions.shared import put
from fanal.sharing.models import SharedEntry, SharedFile, Side
from tests import files
from tests.retention import scene
from tests.sharing.transfers import agreed, propose, told_case


def two(cast):
    her, other = (files.person(cast, names=(name,)) for name in ("Noy", "Mali"))
    return her, other, files.case(cast, people=[her, other])


def entry(cast, case, text, **more):
    return entries.add_entry(
        case=case, kind="note", answers={"text": text}, **cast.acting(cast.sokha), **more
    )


def test_what_is_about_her_goes_and_the_rest_stays(cast):
    her, other, case = two(cast)
    _own, theirs, of_all = (
        entry(cast, case, text, about=who) for text, who in (("1", her), ("2", other), ("3", None))
    )
    plan = scene.of_person(her)
    assert (plan.cases, plan.shared) == (frozenset(), {case.pk})
    assert plans.what_goes(plan).unsorted == 1
    scene.erased(cast, plan)
    assert set(CaseEntry.objects.values_list("pk", flat=True)) == {theirs.pk, of_all.pk}
    assert list(CasePerson.objects.values_list("person", flat=True)) == [other.pk]
    client = files.browser(cast, cast.sokha)
    for address in (
        reverse("cases:case", args=[case.pk]),
        reverse("cases:timeline", args=[case.pk]),
        reverse("people:person", args=[other.pk]),
        reverse("cases:section", args=[case.pk, "notes"]),
    ):
        assert client.get(address).status_code == 200, address
    assert client.get(reverse("people:person", args=[her.pk])).status_code == 404
    assert entry(cast, case, "written after", about=other).number == 4  # no number comes twice


def test_a_journey_on_which_others_travel_stays_and_can_be_read(cast, monkeypatch):
    her, other, case = two(cast)
    journey = plan_journey(
        kind="return", team=cast.bangkok, lead=cast.sokha, starts_on=files.TODAY, by=cast.sokha
    )
    giver, receiver = (
        add_custodian(journey=journey, label=label, team=cast.bangkok, by=cast.sokha)
        for label in ("Team", "Escort")
    )
    for one in (her, other):
        preparing.prepare(journey=journey, person=one, case=case, custodian=giver, by=cast.sokha)
    handovers.give(
        journey=journey,
        giver=giver,
        receiver=receiver,
        persons=[her, other],
        count=2,
        by=cast.sokha,
    )
    assert any(str(her.pk) in happening.sealed for happening in JourneyEvent.objects.all())
    with pytest.raises(Refused, match="one of her journeys is not over"):
        scene.asks(cast, scene.of_person(her))
    scene.whatever_keeps_it(monkeypatch)
    scene.erased(cast, scene.of_person(her))
    assert JourneyEvent.objects.exists()
    assert not any(str(her.pk) in happening.sealed for happening in JourneyEvent.objects.all())
    assert list(Traveller.objects.values_list("person", flat=True)) == [other.pk]
    client = files.browser(cast, cast.sokha)
    assert client.get(reverse("journeys:journey", args=[journey.pk])).status_code == 200
    assert client.get(reverse("journeys:list", args=["open"])).status_code == 200


def test_an_erasure_that_was_under_way_goes_on_under_the_new_names_of_tables(cast):
    """Of before an upgrade: `registers.KeptPairs` is called `CachedPairs` since."""
    case = scene.closed(cast)
    row = scene.asks(cast, scene.of_case(case))
    erasing.agree(row=row, by=cast.claire)
    row.refresh_from_db()
    row.beside = f"registers.KeptPairs:{cast.bangkok.pk}"
    row.save(update_fields=["beside"])
    assert running.begin(row.pk, 10_000)
    assert not Case.objects.filter(pk=case.pk).exists()


def test_a_merged_file_goes_with_the_one_that_stands_for_it(cast):
    her, same, third = (files.person(cast) for _ in range(3))
    case = scene.closed(cast, people=[same])
    write = cast.acting(cast.sokha)
    merges.decide(keep=her, other=same, same=True, reason="the scar", **write)
    merges.decide(keep=her, other=third, same=False, reason="older", **write)
    plan = scene.of_person(same)
    assert (plan.files, plan.cases) == ({her.pk, same.pk}, {case.pk})
    scene.erased(cast, plan)
    assert list(Person.objects.values_list("pk", flat=True)) == [third.pk]
    assert not MatchDecision.objects.exists()
    assert set(SearchRow.objects.values_list("person", flat=True)) == {third.pk}
    assert {tombstone.pk for tombstone in Tombstone.objects.all()} == {her.pk, same.pk, case.pk}


def test_a_file_of_her_family_that_no_other_case_holds_goes_with_her(cast):
    her, mother, aunt = (files.person(cast) for _ in range(3))
    case = files.case(cast, people=[her])
    for one in (mother, aunt):
        add_person(case=case, person=one, role="family", by=cast.sokha)
    files.case(cast, people=[aunt])
    scene.close_by_hand(case.pk)
    plan = scene.of_person(her)
    assert (plan.files, plan.cases) == ({her.pk, mother.pk}, {case.pk})
    scene.erased(cast, plan)
    assert list(Person.objects.values_list("pk", flat=True)) == [aunt.pk]


def test_a_case_alone_goes_while_her_file_and_another_case_stay(cast):
    her = files.person(cast)
    one, other = scene.closed(cast, people=[her]), files.case(cast, people=[her])
    plan = scene.of_case(one)
    assert (plan.files, plan.cases) == (frozenset(), {one.pk})
    scene.erased(cast, plan)
    assert list(Case.objects.values_list("pk", flat=True)) == [other.pk]
    assert (
        files.browser(cast, cast.sokha).get(reverse("people:person", args=[her.pk])).status_code
        == 200
    )
    assert Journey.objects.count() == 0


def test_the_case_of_another_team_by_a_two_country_file_is_said_to_stay(cast):
    here = told_case(cast)
    browser = files.browser(cast, cast.noi)
    address = reverse("retention:erase_person", args=[here.person.pk])
    assert "by a two-country file" not in browser.get(address).text
    agreed(cast, here)
    text = " ".join(browser.get(address).text.split())
    assert f"by a two-country file. Ask it to erase it: {cast.vientiane.name}" in text
    # No side learns which case the other has.
    assert here.theirs.code_name not in text


def test_the_other_team_reads_that_a_two_country_file_has_ended_and_keeps_its_words(cast):
    here = told_case(cast)
    shared = agreed(cast, here)
    ours, theirs = (here.sides[team.pk] for team in (cast.bangkok, cast.vientiane))
    for side, by in ((ours, cast.sokha), (theirs, cast.kham)):
        put(side=side, field="safety", text="She is well.", version=0, **cast.acting(by))
    scene.close_by_hand(here.case.pk)
    scene.erased(cast, scene.of_person(here.person))
    assert list(SharedEntry.objects.values_list("side", flat=True)) == [theirs.pk]
    assert not Folder.objects.filter(pk=ours.pk).exists()
    assert not Grant.objects.filter(folder=ours.pk).exists()
    for who in (cast.somchit, cast.kham):
        browser = files.browser(cast, who)
        assert browser.get("/cases/today/").status_code == 200
        for name, id in (("shared", shared.pk), ("case", here.theirs.pk)):
            shown = browser.get(reverse(f"sharing:{name}", args=[id]))
            assert shown.status_code == 200
            assert here.case.code_name not in shown.text
    assert files.again(shared).state == "withdrawn"
    genuine_rows.run()
    scene.close_by_hand(here.theirs.pk)
    scene.erased(cast, scene.of_person(here.theirs.people.get()))
    assert not SharedFile.objects.exists()


def test_a_two_country_file_that_only_we_proposed_goes_whole(cast):
    here = told_case(cast)
    propose(cast, here)
    scene.close_by_hand(here.case.pk)
    scene.erased(cast, scene.of_person(here.person))
    assert not SharedFile.objects.exists()
    assert files.browser(cast, cast.somchit).get("/cases/today/").status_code == 200


def test_a_file_whose_other_side_an_earlier_release_erased_still_opens_and_is_ended(cast):
    here = told_case(cast)
    shared = agreed(cast, here)
    Side.objects.filter(pk=here.sides[cast.bangkok.pk].pk).delete()
    browser = files.browser(cast, cast.somchit)
    assert browser.get("/cases/today/").status_code == 200
    for name, id in (("shared", shared.pk), ("case", here.theirs.pk)):
        assert browser.get(reverse(f"sharing:{name}", args=[id])).status_code == 200
    assert browser.post(reverse("sharing:shared_end", args=[shared.pk])).status_code == 302
    assert files.again(shared).state == "withdrawn"


@pytest.mark.parametrize("both_agreed", [True, False])
def test_both_sides_of_a_two_country_file_go_with_two_files_that_were_found_to_be_hers(
    cast, both_agreed
):
    here = told_case(cast)
    if both_agreed:
        agreed(cast, here)
    else:
        propose(cast, here)
        here.hers, here.theirs = files.in_vientiane(cast)
    theirs = here.theirs.people.get()
    merges.decide(
        keep=here.person, other=theirs, same=True, reason="the scar", **cast.acting(cast.sokha)
    )
    scene.close_by_hand(here.case.pk, here.theirs.pk)
    plan = scene.of_person(here.person)
    assert plan.cases == {here.case.pk, here.theirs.pk}
    scene.erased(cast, plan)
    assert not SharedFile.objects.exists()
    assert not Side.objects.exists()

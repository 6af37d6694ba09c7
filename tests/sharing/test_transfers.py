"""From one team of ours to another: the case moves with its keys, and nobody is lost between."""

import re
from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from fanal.cases import access as cases_access
from fanal.cases.actions import consents, emergencies, stages, tasks
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case, Task
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.core.trust.vocabulary import DataClass
from fanal.keys.models import Grant
from fanal.keys.ring import Ring
from fanal.partners.actions import findings
from fanal.people import access as people_access
from fanal.people.actions import merges, persons
from fanal.people.actions.emergencies import make_emergency_group
from fanal.people.models import AdditionalTeam, SearchRow
from fanal.people.search import search
from fanal.sharing import access
from fanal.sharing.actions import passing_on, rules, transfer_answers
from fanal.sharing.models import Transfer
from fanal.sharing.queries.facts import facts_of
from fanal.sharing.queries.teams import readers
from tests import files
from tests.journal import entries, the_entry
from tests.sharing.transfers import WHOLE, accept, offer, propose, told_case


@pytest.fixture
def here(cast):
    return told_case(cast)


def reads(cast, user, entry):
    """What this user's keys open of an entry, asked anew."""
    return entry.try_unseal(cast.ring(user))


def opens(user, case):
    try:
        cases_access.case_for(user, case.id)
    except Http404:
        return False
    return True


def test_until_it_is_accepted_nothing_changes_hands(cast, here):
    offer(cast, here)
    assert opens(cast.sokha, here.case)
    assert not opens(cast.somchit, here.case)
    assert not opens(cast.kham, here.case)
    assert reads(cast, cast.somchit, here.entries["need"]) is None
    assert reads(cast, cast.somchit, here.entries["whereabouts"]) is None
    assert reads(cast, cast.sokha, here.entries["need"])


def test_accepted_the_case_and_its_keys_are_the_other_teams(cast, here):
    accept(cast, offer(cast, here))
    case = Case.objects.get(id=here.case.id)
    assert (case.team, case.assignee, case.offered_to) == (cast.vientiane, cast.kham, None)
    assert [opens(one, case) for one in (cast.noi, cast.sokha)] == [False, False]
    assert [opens(one, case) for one in (cast.somchit, cast.kham)] == [True, True]
    for kind in ("need", "health", "whereabouts"):
        assert reads(cast, cast.kham, here.entries[kind])
        assert reads(cast, cast.sokha, here.entries[kind]) is None
        assert reads(cast, cast.noi, here.entries[kind]) is None
    assert Task.objects.get(id=here.task.id).assignee == cast.kham


def test_her_file_goes_with_her_only_open_case_and_is_found_there(cast, here):
    assert search(text="ບົວຄຳ", **cast.acting(cast.sokha))
    accept(cast, offer(cast, here))
    here.person.refresh_from_db()
    assert here.person.team == cast.vientiane
    assert list(SearchRow.objects.values_list("team", flat=True)) == [cast.vientiane.pk]
    found = search(text="ບົວຄຳ", **cast.acting(cast.kham))
    assert [one.person for one in found] == [here.person]
    assert not search(text="ບົວຄຳ", **cast.acting(cast.sokha))
    assert here.person not in people_access.people_for(cast.sokha)


def test_with_another_open_case_both_teams_read_her_file(cast, here):
    files.case(cast, people=[here.person])
    accept(cast, offer(cast, here))
    here.person.refresh_from_db()
    assert here.person.team == cast.bangkok
    for user in (cast.sokha, cast.kham):
        assert people_access.writes(user, here.person)
        assert search(text="ບົວຄຳ", **cast.acting(user))
        assert here.person.names.get().try_unseal(cast.ring(user))
    other = told_case(cast, person=here.person)
    assert AdditionalTeam.objects.count() == 1
    accept(cast, offer(cast, other))
    assert AdditionalTeam.objects.count() == 1  # Bangkok still has the case between the two


def test_a_name_that_one_team_adds_the_other_finds_at_once(cast, here):
    files.case(cast, people=[here.person])
    accept(cast, offer(cast, here))
    here.person.refresh_from_db()
    for user, other, name in (
        (cast.kham, cast.sokha, "ຄຳຫລ້າ"),
        (cast.sokha, cast.kham, "ນາງແກ້ວ"),
        (cast.kham, cast.sokha, "ສີດາ"),
    ):
        persons.add_name(person=here.person, text=name, **cast.acting(user))
        for who in (user, other):
            found = search(text=name, **cast.acting(who))
            assert [one.person for one in found] == [here.person]
    assert not search(text="ສີດາ", **cast.acting(cast.linh))


def test_what_is_written_afterwards_no_key_of_the_giving_team_opens(cast, here):
    kept = cast.ring(cast.noi)
    kept.compartments(here.case.id)  # whoever read it may have kept the keys
    accept(cast, offer(cast, here))
    case = Case.objects.get(id=here.case.id)
    later = add_entry(
        case=case, kind="need", answers={"words": "School."}, **cast.acting(cast.kham)
    )
    with pytest.raises(NotGranted):
        later.unseal(kept)
    assert here.entries["need"].unseal(kept)  # what was read was read
    where = add_entry(
        case=case, kind="whereabouts", answers={"place": "With her aunt"}, **cast.acting(cast.kham)
    )
    assert reads(cast, cast.somchit, where)


def test_what_she_does_not_want_told_stays_closed_until_she_agrees(cast, here):
    transfer = offer(cast, here, classes=["legal"], near=[])
    accept(cast, transfer)
    for user in (cast.kham, cast.somchit, cast.sokha):
        for kind in ("health", "whereabouts"):
            assert not (opens(user, here.case) and reads(cast, user, here.entries[kind]))
    case = Case.objects.get(id=here.case.id)
    new = add_entry(
        case=case, kind="health", answers={"complaint": "None."}, **cast.acting(cast.kham)
    )
    assert reads(cast, cast.kham, new)
    assert reads(cast, cast.sokha, new) is None
    transfer.refresh_from_db()
    more = {"transfer": transfer, **cast.acting(cast.noi)}
    passing_on.pass_on_more(classes=["medical", "whereabouts"], **more)
    assert reads(cast, cast.kham, here.entries["health"])
    assert reads(cast, cast.somchit, here.entries["whereabouts"])
    transfer.refresh_from_db()
    assert transfer.held_back() == ["finance", "files"]
    with pytest.raises(BadInput):
        passing_on.pass_on_more(classes=["medical"], **more)


@pytest.mark.parametrize("ending", ["decline", "recall"])
def test_a_no_takes_the_offered_keys_back(cast, here, ending):
    transfer = offer(cast, here)
    by = cast.somchit if ending == "decline" else cast.noi
    transfer.refresh_from_db()
    getattr(transfer_answers, ending)(transfer=transfer, reason="No bed.", **cast.acting(by))
    assert not Grant.objects.filter(waits_for=transfer.id, revoked=None).exists()
    assert Case.objects.get(id=here.case.id).offered_to is None
    assert opens(cast.sokha, here.case)
    assert transfer not in access.transfers_for(cast.somchit)
    assert offer(cast, here)


def test_an_offer_without_an_answer_runs_out_once(cast, here):
    transfer = offer(cast, here)
    assert transfer_answers.expire_offers(today=transfer.due) == 0
    assert transfer_answers.expire_offers(today=transfer.due + timedelta(days=1)) == 1
    assert transfer_answers.expire_offers(today=transfer.due + timedelta(days=1)) == 0
    with pytest.raises(Refused, match="answered already"):
        accept(cast, transfer)


def test_of_two_who_accept_at_once_the_first_counts(cast, here):
    second = cast.join("dao", "Dao Lim", "team_lead", "Vientiane")
    offer(cast, here)
    ones = [Transfer.objects.get(), Transfer.objects.get()]  # both saw the page
    given = {"worker": cast.kham, "near": []}
    transfer_answers.accept(transfer=ones[0], **cast.acting(cast.somchit), **given)
    with pytest.raises(Refused, match="answered already"):
        transfer_answers.accept(transfer=ones[1], **cast.acting(second), **given)
    assert len(entries("case.taken_over")) == 1


def test_an_offer_taken_back_meanwhile_is_not_accepted(cast, here):
    offer(cast, here)
    seen, mine = Transfer.objects.get(), Transfer.objects.get()
    transfer_answers.recall(transfer=mine, reason="She stays.", **cast.acting(cast.noi))
    with pytest.raises(Refused, match="answered already"):
        transfer_answers.accept(
            transfer=seen, worker=cast.kham, near=[], **cast.acting(cast.somchit)
        )
    assert opens(cast.sokha, here.case)


def test_the_gate_asks_for_her_consent_and_for_every_colleague(cast):
    here = told_case(cast, consent=False)
    with pytest.raises(BadInput, match="there is no consent yet"):
        offer(cast, here)
    here = told_case(cast)
    rules.never_tell(case=here.case, colleague=cast.kham, reason="Cousin.", by=cast.noi)
    with pytest.raises(BadInput, match="Kham Phommachan is of this team"):
        offer(cast, here)
    transfer = offer(cast, here, kept_out=[cast.kham], why_kept_out="Cousin of the suspect.")
    with pytest.raises(BadInput, match="may not know"):
        accept(cast, transfer)
    accept(cast, transfer, worker=cast.somchit, near=[])
    assert not opens(cast.kham, here.case)


@pytest.mark.parametrize(
    ("purpose", "part", "leave"),
    [("legal_action", "legal", "legal situation"), ("medical", "medical", "health")],
)
def test_a_no_to_a_court_case_or_an_examination_keeps_that_part_here_and_nothing_else(
    cast, here, purpose, part, leave
):
    """After a no every other help goes on: she can still go home to another office of ours."""
    write = {"case": here.case, "by": cast.sokha, "ring": here.ring}
    consents.record_consent(person=here.person, purpose=purpose, answer="refused", **write)
    with pytest.raises(BadInput, match=f"refused.* Leave out: {leave}"):
        offer(cast, here)
    offer(cast, here, classes=[one for one in WHOLE if one != part])


def test_a_no_to_a_court_case_keeps_her_story_from_a_partner(cast, here):
    write = {"case": here.case, "by": cast.sokha, "ring": here.ring}
    consents.record_consent(person=here.person, purpose="legal_action", answer="refused", **write)
    (fact,) = [
        consent for consent in facts_of(here.case, here.person).consents if not consent.given
    ]
    assert DataClass.NARRATIVE in fact.classes


def test_whom_another_case_of_hers_keeps_out_neither_reads_nor_accepts_an_offer(cast, here):
    listed = files.case(cast, people=[here.person])
    second = cast.join("noy", "Noy", "team_lead", "Vientiane")
    told = {"reason": "Cousin of the suspect.", "by": cast.noi}
    emergencies.keep_out(case=listed, user=second, **told)
    assert set(readers(here.case, cast.vientiane)) == {cast.kham, cast.somchit}
    with pytest.raises(BadInput, match="may know of the case"):
        offer(cast, here, near=[second])
    transfer = offer(cast, here)
    assert not access.transfers_for(second).exists()
    assert access.transfer_for(cast.somchit, transfer.id) == transfer
    emergencies.keep_out(case=listed, user=cast.kham, **told)
    with pytest.raises(BadInput, match="may not know"):
        accept(cast, transfer)
    emergencies.keep_out(case=listed, user=cast.noi, **told | {"by": cast.sokha})
    assert not access.transfers_for(cast.noi).exists()


def test_what_was_learnt_since_the_offer_stops_it_without_saying_what(cast, here):
    transfer = offer(cast, here)
    found = findings.record_finding(
        colleague=cast.kham,
        level="dangerous",
        reasons=["sells_information"],
        reliability="A",
        credibility="1",
        by=cast.claire,
    )
    findings.confirm(finding=found, by=cast.huong)
    with pytest.raises(Refused) as refusal:
        accept(cast, transfer)
    assert "Kham" not in str(refusal.value)
    assert entries("sharing.refused")
    consents.withdraw_consent(consent=here.consent, by=cast.sokha)
    with pytest.raises(Refused):
        accept(cast, transfer)


def test_a_case_on_offer_is_not_closed_and_a_closing_case_is_not_offered(cast, here):
    tasks.finish_task(task=here.task, by=cast.sokha, version=here.task.version)
    write = {"case": here.case, "by": cast.sokha, "ring": here.ring}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    transfer = offer(cast, here)
    with pytest.raises(Refused, match="offered to another team"):
        stages.ask_closure(reason="safe_and_independent", words="She said so.", **write)
    for who in (cast.sokha, cast.noi):  # each is led to the offer itself
        browser = files.browser(cast, who)
        page = browser.get(reverse("cases:close", args=[here.case.id])).text
        (address,) = re.findall(r'<li><a href="([^"]*)">This case is offered', page)
        assert reverse("sharing:transfer", args=[transfer.id]) in browser.get(address).text
    transfer.refresh_from_db()
    transfer_answers.recall(transfer=transfer, reason="Closing.", **cast.acting(cast.noi))
    stages.ask_closure(reason="safe_and_independent", words="She said so.", **write)
    with pytest.raises(Refused, match="closing has been asked"):
        offer(cast, here)


def test_somebody_added_since_needs_a_new_offer(cast, here):
    transfer = offer(cast, here)
    add_person(case=here.case, person=files.person(cast), by=cast.sokha, role="child")
    with pytest.raises(Refused, match="added to the case"):
        accept(cast, transfer)
    assert opens(cast.sokha, here.case)


def test_nothing_passes_to_whoever_cannot_open_it(cast, here):
    transfer = offer(cast, here)
    with pytest.raises(Locked):
        accept(cast, transfer, ring=Ring())
    late = cast.join("dao", "Dao Lim", "team_lead", "Vientiane")
    late.keys.get().reading  # noqa: B018 - she has keys of her own
    from fanal.keys.models import TeamKeyHolder

    TeamKeyHolder.objects.filter(to_keys__user=late).delete()
    with pytest.raises(Refused, match="hold no key"):
        accept(cast, transfer, **cast.acting(late))
    assert opens(cast.sokha, here.case)


def test_merged_files_go_together(cast, here):
    from fanal.people.actions.merges import decide

    other = files.person(cast, names=("Bua Kham",))
    decide(
        keep=here.person, other=other, same=True, by=cast.sokha, ring=here.ring, reason="One girl."
    )
    accept(cast, offer(cast, here))
    other.refresh_from_db()
    assert other.team == cast.vientiane
    found = search(text="Bua Kham", **cast.acting(cast.kham))
    assert [one.person for one in found] == [here.person]


def test_the_case_comes_back_by_another_transfer(cast, here):
    accept(cast, offer(cast, here))
    here.case.refresh_from_db()
    back = offer(cast, here, team=cast.bangkok, near=[cast.noi], **cast.acting(cast.somchit))
    accept(cast, back, worker=cast.sokha, near=[cast.sokha], **cast.acting(cast.noi))
    for kind in ("need", "health", "whereabouts"):
        assert reads(cast, cast.sokha, here.entries[kind])
        assert reads(cast, cast.kham, here.entries[kind]) is None
    assert [one.name for one in (here.person.team,)] == ["Bangkok"]
    assert set(WHOLE) == set(back.classes.split())


def test_two_people_may_tell_a_team_of_ours_without_her_consent(cast):
    here = told_case(cast, consent=False)
    with pytest.raises(BadInput, match="there is no consent yet"):
        offer(cast, here)
    row = files.override(
        here.case,
        "She cannot speak and her family is looked for.",
        by=cast.sokha,
        team=cast.vientiane,
        classes=WHOLE,
    )
    with pytest.raises(BadInput, match="there is no consent yet"):
        offer(cast, here)
    rules.override_too(row=row, by=cast.noi)
    accept(cast, offer(cast, here))
    said = the_entry("transfer.offered").detail
    assert str(row.id) in said
    with pytest.raises(BadInput, match="there is no consent yet"):
        propose(cast, told_case(cast, consent=False))


def test_an_override_names_one_partner_or_one_team_by_the_page(cast):
    here = told_case(cast, consent=False)
    sokha, page = files.browser(cast, cast.sokha), reverse("sharing:override", args=[here.case.id])
    told = {
        "ground": "vital_interest",
        "purpose": "receive_documents",
        "classes": ["identity"],
        "text": "She cannot speak and her family is looked for.",
    }
    refused = sokha.post(page, told)
    assert refused.status_code == 422
    assert "Name one partner, or one of our teams." in refused.text
    assert sokha.post(page, told | {"team": cast.bangkok.pk}).status_code == 422
    assert sokha.post(page, told | {"team": cast.vientiane.pk}).status_code == 302
    noi = files.browser(cast, cast.noi)
    seen = reverse("sharing:case", args=[here.case.id])
    assert "asks to tell Vientiane" in noi.get(seen).text
    row = here.case.overrides.get()
    noi.post(reverse("sharing:override_too", args=[row.id]))
    assert "Vientiane may be told until" in noi.get(seen).text
    assert "asks to tell" not in noi.get(seen).text


def test_a_file_of_a_third_team_does_not_go_along_by_the_key_of_the_emergency_group(cast):
    """Noi's ring opens it, as a member of the group; it is not hers to pass on."""
    write = cast.acting(cast.noi)
    make_emergency_group(name="Emergency", office=cast.bangkok.office, members=[], **write)
    here = told_case(cast)
    foreign = files.person(cast, names=["Trần Thị Ngọc"], by=cast.linh, team=cast.saigon)
    merges.decide(keep=here.person, other=foreign, same=True, reason="one scar", **write)
    accept(cast, offer(cast, here))
    seen = people_access.people_for(cast.kham).values_list("id", flat=True)
    assert here.person.id in seen
    assert foreign.id not in seen
    assert cast.ring(cast.kham).compartments(foreign.id) == frozenset()

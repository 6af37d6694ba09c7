"""What decides what leaves the house, and to whom a file opens through others: rows put in, changed,
swapped, put back and deleted with the database's own client."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from fanal.accounts.actions import offboarding
from fanal.accounts.models import TeamRemoval
from fanal.authority import completeness, genuine_rows, queries, querysets
from fanal.authority.attested import Unauthentic, genuine
from fanal.authority.failures import FindingsGone, NotWhole, WarningsGone
from fanal.authority.models import RowFinding
from fanal.authority.tables import table
from fanal.authority.words import called
from fanal.cases import access as cases
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.stages import agree_closure, ask_closure, drop_closure
from fanal.cases.models import Case, CasePerson, Closure, ConflictOfInterest
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import LEGAL
from fanal.database import sql
from fanal.journeys.access.board import with_open_cases
from fanal.keys.actions import grant
from fanal.keys.models import Folder, Grant
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_agreement
from fanal.partners.models import Agreement, TrustFinding
from fanal.partners.queries.holding import may_hold
from fanal.partners.queries.world import world
from fanal.people.access import people_for, person_for
from fanal.people.actions.merges import decide
from fanal.people.models import AdditionalTeam, Person
from fanal.sealed.broken_values import do_not_open
from fanal.sharing.access.deciding import overrides_to_decide, referrals_to_approve
from fanal.sharing.access.disclosure_gate import may_disclose_referral
from fanal.sharing.actions import rules
from fanal.sharing.models import Approval, NeverTell, Override
from fanal.sharing.queries.facts import facts_of
from tests import files
from tests.files import WHY
from tests.security.planting import delete, insert, put_back, row_of, swap, update
from tests.sharing.scene import draft, scene

DAY = "2026-03-01"
CLASSES = ("identity", "medical")  # the second of these takes an approval


@pytest.fixture
def here(cast):
    """A girl of Bangkok, a shelter that two people trust, and a sending that nobody approved."""
    found = scene(cast)
    found.cast, found.referral = cast, draft(cast, found, classes=CLASSES)
    genuine_rows.run()
    assert queries.faults() == [queries.NO_SECOND_PLACE]
    return found


def reported(model):
    """Whether `fanal audit verify` names the table."""
    unopened = {name for name, _column, _row in do_not_open()}
    said = any(str(called(table(model))) in str(fault) for fault in queries.faults())
    return said or table(model) in unopened


def goes_out(here):
    genuine_rows.run()  # as each request does
    return may_disclose_referral(here.referral, here.cast.sokha).allowed


def approved(here):
    made = rules.approve(case=here.case, partner=here.shelter, classes=CLASSES, by=here.cast.noi)
    assert goes_out(here)
    return made


# Approvals.
def an_approval(here):
    insert(
        Approval,
        case_id=here.case.pk,
        partner_id=here.shelter.pk,
        classes=" ".join(CLASSES).encode(),
        by_id=here.cast.noi.pk,
        at=_now(),
    )


def a_copied_approval(here):
    made = rules.approve(case=here.case, partner=here.station, classes=CLASSES, by=here.cast.noi)
    row = row_of(Approval, id=made.pk)
    insert(Approval, **row | {"id": uuid4(), "partner_id": here.shelter.pk})


def an_approval_of_another_partner(here):
    made = rules.approve(case=here.case, partner=here.station, classes=CLASSES, by=here.cast.noi)
    update(Approval, {"partner_id": here.shelter.pk}, id=made.pk)


def an_approval_of_another_case(here):
    made = rules.approve(
        case=files.case(here.cast), partner=here.shelter, classes=CLASSES, by=here.cast.noi
    )
    update(Approval, {"case_id": here.case.pk}, id=made.pk)


def an_approval_of_more(here):
    made = rules.approve(
        case=here.case, partner=here.shelter, classes=["existence"], by=here.cast.noi
    )
    more = rules.approve(case=here.case, partner=here.station, classes=CLASSES, by=here.cast.noi)
    sealed = row_of(Approval, id=more.pk)["classes"]
    update(Approval, {"classes": sealed}, id=made.pk)


def an_approval_of_today(here):
    made = approved(here)
    Approval.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=60))
    update(Approval, {"at": _now()}, id=made.pk)


def an_approval_of_before(here):
    made = approved(here)
    old = row_of(Approval, id=made.pk)
    Approval.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=60))
    put_back(Approval, old)


def an_approval_by_another(here):
    """Who prepared it may not be the one who approves it."""
    made = rules.approve(case=here.case, partner=here.shelter, classes=CLASSES, by=here.cast.noi)
    update(Approval, {"by_id": here.cast.claire.pk}, id=made.pk)


def two_approvals_swapped(here):
    one = rules.approve(case=here.case, partner=here.station, classes=CLASSES, by=here.cast.noi)
    other = rules.approve(
        case=files.case(here.cast), partner=here.shelter, classes=CLASSES, by=here.cast.noi
    )
    swap(Approval, "partner_id", one.pk, other.pk)


def an_approval_deleted(here):
    delete(Approval, id=approved(here).pk)


APPROVALS = [
    an_approval, a_copied_approval, an_approval_of_another_partner, an_approval_of_another_case,
    an_approval_of_more, an_approval_of_today, an_approval_of_before, an_approval_by_another,
    two_approvals_swapped, an_approval_deleted,
]  # fmt: skip


@pytest.mark.parametrize("attack", APPROVALS)
def test_an_approval_that_nobody_gave_lets_nothing_out(here, attack):
    assert not goes_out(here)
    attack(here)
    assert not goes_out(here)
    assert reported(Approval)


# Overrides.
def overridden(here):
    return files.override(
        here.case,
        "She bleeds, and nobody else is near by. " + WHY,
        by=here.cast.sokha,
        partner=here.station,
        classes=["existence"],
        purpose="hold_the_person",
    )


def an_override_of_one(here):
    made = overridden(here)
    update(Override, {"second_id": here.cast.noi.pk, "at": _now()}, id=made.pk)


def an_override_for_longer(here):
    made = overridden(here)
    rules.override_too(row=Override.objects.get(pk=made.pk), by=here.cast.noi)
    update(Override, {"at": _now(days=1)}, id=made.pk)


def an_override_for_another(here):
    made = overridden(here)
    rules.override_too(row=Override.objects.get(pk=made.pk), by=here.cast.noi)
    update(Override, {"partner_id": here.shelter.pk}, id=made.pk)


@pytest.mark.parametrize(
    "attack", [an_override_of_one, an_override_for_longer, an_override_for_another]
)
def test_an_override_that_two_did_not_give_counts_for_nothing(here, attack):
    attack(here)
    assert not facts_of(here.case, here.person).overrides
    assert reported(Override)


def test_an_override_that_was_declined_is_not_asked_again(here):
    made = overridden(here)
    old = row_of(Override, id=made.pk)
    rules.decline_override(row=Override.objects.get(pk=made.pk), by=here.cast.noi)
    put_back(Override, old)
    with pytest.raises(BadInput):
        rules.override_too(row=Override.objects.get(pk=made.pk), by=here.cast.noi)
    assert reported(Override)


def test_who_asked_for_an_override_does_not_agree_to_it_under_another_name(here):
    made = overridden(here)
    update(Override, {"first_id": here.cast.mai.pk}, id=made.pk)
    assert made.pk not in {override.pk for override in overrides_to_decide(here.cast.noi)}
    assert reported(Override)


# Who must never be told.
def listed(here, **whom):
    whom = whom or {"partner": here.station}
    return rules.never_tell(case=here.case, reason="His cousin.", by=here.cast.sokha, **whom)


def test_while_a_row_of_the_list_is_deleted_nothing_of_the_case_goes_out(here):
    approved(here)
    delete(NeverTell, id=listed(here).pk)
    with pytest.raises(WarningsGone):
        goes_out(here)
    assert reported(NeverTell)
    assert any(here.case.pk.hex in str(fault) for fault in queries.faults())


def test_a_row_of_another_case_in_its_place_does_not_make_it_whole(here):
    delete(NeverTell, id=listed(here).pk)
    other = SimpleNamespace(**vars(here) | {"case": files.case(here.cast)})
    update(NeverTell, {"case_id": other.case.pk}, id=listed(here).pk)
    with pytest.raises(WarningsGone):
        goes_out(here)


def test_nor_does_the_same_row_twice(here):
    gone, row = listed(here), listed(here, partner=here.shelter)
    delete(NeverTell, id=gone.pk)
    twice(NeverTell, row.pk)
    with pytest.raises(WarningsGone):
        goes_out(here)


def test_a_list_of_another_case_of_hers_that_was_cut_stops_this_one(here):
    row = listed(here)
    other = files.case(here.cast, people=[here.person])
    delete(NeverTell, id=row.pk)
    with pytest.raises(WarningsGone):
        may_disclose_referral(
            draft(here.cast, SimpleNamespace(**vars(here) | {"case": other})), here.cast.sokha
        )


@pytest.mark.parametrize("cut", ["taken off", "parted", "turned"])
def test_nor_does_this_one_tell_where_what_leads_to_the_other_was_cut(here, cut):
    twin = files.person(here.cast)
    other = files.case(here.cast, people=[twin])
    decide(
        keep=here.person,
        other=twin,
        same=True,
        by=here.cast.noi,
        reason="The same scar.",
        ring=here.cast.ring(here.cast.noi),
    )
    approved(here)
    listed(SimpleNamespace(**vars(here) | {"case": other}), partner=here.shelter)
    assert not goes_out(here)
    if cut == "parted":
        update(Person, {"merged_into_id": None}, id=twin.pk)
    elif cut == "turned":
        update(CasePerson, {"person_id": files.person(here.cast).pk}, case_id=other.pk)
    else:
        delete(CasePerson, case_id=other.pk)
    with pytest.raises(WarningsGone):
        goes_out(here)


def test_who_stands_on_it_is_not_asked_where_the_row_was_ended_or_marked_for_another(here):
    for change in ({"ended_on": DAY}, {"mark": "f" * 64}):
        row = listed(here, colleague=here.cast.kham)
        update(NeverTell, change, id=row.pk)
        assert not referrals_to_approve(here.cast.kham, timezone.localtime())
    assert reported(NeverTell)


def test_nor_where_it_was_deleted(here):
    delete(NeverTell, id=listed(here, colleague=here.cast.kham).pk)
    for one in (here.cast.kham, here.cast.claire):
        assert not referrals_to_approve(one, timezone.localtime())


def test_the_folder_that_counts_them_is_not_rewritten(here):
    delete(NeverTell, id=listed(here).pk)
    counts = row_of(Folder, id=here.case.pk)["counts"]
    update(Folder, {"counts": counts.replace('"sharing_nevertell": 1', '"x": 0')}, id=here.case.pk)
    with pytest.raises(WarningsGone):
        goes_out(here)


def test_nor_put_back_from_before_somebody_was_listed(here):
    old = row_of(Folder, id=here.case.pk)
    row = listed(here)
    delete(NeverTell, id=row.pk)
    update(
        Folder,
        {name: old[name] for name in ("counts", "attested_version", "attestation")},
        id=here.case.pk,
    )
    with pytest.raises(WarningsGone):
        goes_out(here)


# Findings.
def dangerous(here):
    return findings.record_finding(
        about=here.station, level="dangerous", reliability="A", credibility="1", by=here.cast.sokha
    )


def test_while_a_finding_is_deleted_nothing_goes_out_to_anybody(here):
    approved(here)
    delete(TrustFinding, id=dangerous(here).pk)
    with pytest.raises(FindingsGone):
        goes_out(here)
    assert not may_hold([str(here.shelter.pk)], timezone.localtime())[str(here.shelter.pk)]
    assert reported(TrustFinding)


def test_nor_while_one_was_turned_to_another_partner(here):
    approved(here)
    update(TrustFinding, {"about_id": here.shelter.pk}, id=dangerous(here).pk)
    with pytest.raises(FindingsGone):
        goes_out(here)


def test_a_trust_that_was_taken_back_is_not_put_back(here):
    row = TrustFinding.objects.get(about=here.shelter)
    approved(here)
    old = row_of(TrustFinding, id=row.pk)
    findings.withdraw(finding=row, by=here.cast.claire)
    assert not goes_out(here)
    put_back(TrustFinding, old)
    with pytest.raises(FindingsGone):
        goes_out(here)
    assert not may_hold([str(here.shelter.pk)], timezone.localtime())[str(here.shelter.pk)]
    assert reported(TrustFinding)


def test_a_finding_that_was_put_in_counts_as_danger(here):
    row = row_of(TrustFinding, about_id=here.shelter.pk)
    insert(TrustFinding, **row | {"id": uuid4(), "about_id": here.station.pk})
    (found,) = [finding for finding in world().findings if finding.about == str(here.station.pk)]
    assert found.level == "dangerous"
    assert reported(TrustFinding)


# Agreements.
def agreed(here):
    return add_agreement(
        partner=here.shelter,
        title="Beds",
        purposes=["hold_the_person"],
        signed_on=timezone.localdate(),
        by=here.cast.noi,
    )


def an_agreement(here):
    insert(Agreement, partner_id=here.shelter.pk, title=b"", purposes="escort", signed_on=DAY)


def an_agreement_for_more(here):
    update(Agreement, {"purposes": "escort hold_the_person"}, id=agreed(here).pk)


def an_agreement_with_another(here):
    update(Agreement, {"partner_id": here.station.pk}, id=agreed(here).pk)


def an_agreement_for_longer(here):
    update(Agreement, {"until": "2099-01-01"}, id=agreed(here).pk)


def an_agreement_deleted(here):
    delete(Agreement, id=agreed(here).pk)


@pytest.mark.parametrize(
    "attack",
    [
        an_agreement,
        an_agreement_for_more,
        an_agreement_with_another,
        an_agreement_for_longer,
        an_agreement_deleted,
    ],
)
def test_an_agreement_that_nobody_recorded_counts_for_nothing(here, attack):
    attack(here)
    assert not [
        agreement for party in world().directory.parties.values() for agreement in party.agreements
    ]
    assert reported(Agreement)


# People who are to leave a team.
def leaves(here):
    return offboarding.ask(user=here.cast.sokha, team=here.cast.bangkok, by=here.cast.anan)


def somebody_to_leave(here):
    insert(
        TeamRemoval,
        user_id=here.cast.sokha.pk,
        team_id=here.cast.bangkok.pk,
        by_id=here.cast.anan.pk,
        asked_on=DAY,
        until="2099-01-01",
    )


def a_leaving_asked_by_another(here):
    update(TeamRemoval, {"by_id": here.cast.claire.pk}, id=leaves(here).pk)


def a_leaving_of_another(here):
    update(TeamRemoval, {"user_id": here.cast.noi.pk}, id=leaves(here).pk)


def a_leaving_for_longer(here):
    update(TeamRemoval, {"until": "2099-01-01"}, id=leaves(here).pk)


def a_leaving_that_was_refused(here):
    row = leaves(here)
    old = row_of(TeamRemoval, id=row.pk)
    offboarding.decide(row, here.cast.noi)
    genuine_rows.run()
    insert(TeamRemoval, **old)


def a_leaving_deleted(here):
    delete(TeamRemoval, id=leaves(here).pk)


@pytest.mark.parametrize(
    "attack",
    [
        somebody_to_leave,
        a_leaving_asked_by_another,
        a_leaving_of_another,
        a_leaving_for_longer,
        a_leaving_that_was_refused,
        a_leaving_deleted,
    ],
)
def test_nobody_leaves_a_team_because_of_a_row_that_was_put_in(here, attack):
    attack(here)
    genuine_rows.run()
    assert not offboarding.waiting().exists()
    assert reported(TeamRemoval)


# Closures.
def test_who_asked_to_close_does_not_agree_as_somebody_else(here):
    case = files.case(here.cast)
    row = closing(here, case)
    update(Closure, {"asked_by_id": here.cast.noi.pk}, id=row.pk)
    with pytest.raises((Unauthentic, BadInput)):
        agree_closure(
            closure=Closure.objects.get(pk=row.pk),
            by=here.cast.sokha,
            ring=here.cast.ring(here.cast.sokha),
            version=case.version,
        )
    assert Case.objects.get(pk=case.pk).stage != "closed"
    assert reported(Closure)


def test_a_closure_that_was_dropped_is_not_put_back(here):
    case = files.case(here.cast)
    row = closing(here, case)
    old, ring = row_of(Closure, id=row.pk), here.cast.ring(here.cast.noi)
    drop_closure(closure=row, by=here.cast.sokha, ring=here.cast.ring(here.cast.sokha))
    put_back(Closure, old)
    with pytest.raises(Unauthentic):
        agree_closure(
            closure=Closure.objects.get(pk=row.pk),
            by=here.cast.noi,
            ring=ring,
            version=Case.objects.get(pk=case.pk).version,
        )
    assert reported(Closure)


def closing(here, case):
    from fanal.cases.actions import consents, entries

    write = {"case": case, "by": here.cast.sokha, "ring": here.cast.ring(here.cast.sokha)}
    entries.add_entry(kind="safety", answers={"danger_now": False}, **write)
    consents.record_consent(person=case.people.get(), purpose="care", answer="refused", **write)
    return ask_closure(reason="safe_and_independent", words="She said so.", **write)


# The team that also works with a file.
def also(here):
    insert(AdditionalTeam, person_id=here.person.pk, team_id=here.cast.saigon.pk, since=DAY)


def also_another(here):
    made = AdditionalTeam.objects.create(person=files.person(here.cast), team=here.cast.saigon)
    genuine_rows.run()
    update(AdditionalTeam, {"person_id": here.person.pk}, id=made.pk)


def also_still(here):
    made = AdditionalTeam.objects.create(person=here.person, team=here.cast.saigon)
    old = row_of(AdditionalTeam, id=made.pk)
    made.delete()
    genuine_rows.run()
    insert(AdditionalTeam, **old)


@pytest.mark.parametrize("attack", [also, also_another, also_still])
def test_a_file_opens_to_no_team_because_of_a_row_that_was_put_in(here, attack):
    attack(here)
    genuine_rows.run()
    assert not people_for(here.cast.linh).filter(pk=here.person.pk).exists()
    assert reported(AdditionalTeam)


# Cases, files, and whom a case concerns.
def test_a_case_shows_on_no_list_and_no_board_of_a_team_it_was_moved_to(here):
    update(Case, {"team_id": here.cast.saigon.pk}, id=here.case.pk)
    page = files.browser(here.cast, here.cast.linh).get("/cases/").text
    assert here.case.code_name not in page
    assert not [one for one in with_open_cases(here.cast.linh) if one.case == here.case.pk]
    assert reported(Case)


def test_where_she_is_opens_to_nobody_who_was_made_the_one_who_opened_the_case(here):
    other = here.cast.mai
    update(Case, {"made_by_id": other.pk}, id=here.case.pk)
    grant(
        folder=here.case.pk,
        compartments=[LEGAL],
        to=other,
        by=here.cast.noi,
        ring=here.cast.ring(here.cast.noi),
    )
    with pytest.raises(Http404):
        cases.case_for(other, here.case.pk)
    assert reported(Case)


def test_nobody_stands_on_a_board_because_she_was_put_into_a_case(here):
    stranger = files.person(here.cast, by=here.cast.linh, team=here.cast.saigon)
    insert(CasePerson, case_id=here.case.pk, person_id=stranger.pk, role=b"", of_family=False)
    assert stranger.pk not in {one.person for one in with_open_cases(here.cast.sokha)}
    assert reported(CasePerson)


@pytest.fixture
def kept_out(here):
    """Sokha is kept out of another case of the girl, and so of this one."""
    here.twin = files.person(here.cast)
    here.second = files.case(here.cast, people=[here.twin])
    decide(
        keep=here.person,
        other=here.twin,
        same=True,
        by=here.cast.noi,
        reason="The same scar.",
        ring=here.cast.ring(here.cast.noi),
    )
    keep_out(case=here.second, user=here.cast.sokha, reason="His cousin.", by=here.cast.noi)
    genuine_rows.run()
    closed(here)
    return here


def closed(here):
    genuine_rows.run()
    with pytest.raises(Http404):
        cases.case_for(here.cast.sokha, here.case.pk)
    with pytest.raises(Http404):
        person_for(here.cast.sokha, here.person.pk)


def parted(here):
    update(Person, {"merged_into_id": None}, id=here.twin.pk)
    return Person


def taken_off_this_case(here):
    delete(CasePerson, case_id=here.case.pk)
    return CasePerson


def taken_off_the_other(here):
    delete(CasePerson, case_id=here.second.pk)
    return CasePerson


def turned_to_another(here):
    other = files.person(here.cast)
    update(CasePerson, {"person_id": other.pk}, case_id=here.second.pk)
    return CasePerson


def counted_for_less(here):
    delete(CasePerson, case_id=here.second.pk)
    update(Folder, {"counts": "{}"}, id=here.second.pk)
    return CasePerson


@pytest.mark.parametrize(
    "attack", [parted, taken_off_the_other, turned_to_another, counted_for_less]
)
def test_a_conflict_closes_though_what_leads_to_it_was_cut(kept_out, attack):
    model = attack(kept_out)
    genuine_rows.run()
    closed(kept_out)
    assert reported(model)


def test_so_it_does_where_she_was_taken_off_this_case(kept_out):
    taken_off_this_case(kept_out)
    genuine_rows.run()
    with pytest.raises(Http404):
        cases.case_for(kept_out.cast.sokha, kept_out.case.pk)
    assert reported(CasePerson)


def test_whoever_stands_on_no_list_reads_on(kept_out):
    parted(kept_out)
    genuine_rows.run()
    assert cases.case_for(kept_out.cast.noi, kept_out.case.pk)


# Grants, by folder; and the same row twice.
def granted(here, case):
    (made,) = grant(
        folder=case.pk,
        compartments=[LEGAL],
        to=here.cast.mai,
        by=here.cast.noi,
        ring=here.cast.ring(here.cast.noi),
    )
    return made


def test_a_grant_that_was_deleted_is_missed_in_its_folder(here):
    other = files.case(here.cast)
    delete(Grant, id=granted(here, here.case).pk)
    said = [str(fault) for fault in queries.faults() if "grants" in str(fault)]
    assert any(here.case.pk.hex in one for one in said)
    assert not any(other.pk.hex in one for one in said)


def test_a_grant_put_in_for_one_that_was_deleted_does_not_make_up_for_it(here):
    gone, stays = granted(here, here.case), granted(here, files.case(here.cast))
    delete(Grant, id=gone.pk)
    twice(Grant, stays.pk)
    assert any(here.case.pk.hex in str(fault) for fault in queries.faults())


def test_a_conflict_in_two_spellings_makes_up_for_none_that_was_deleted(here):
    rows = [
        keep_out(case=case, user=here.cast.duc, reason="His cousin.", by=here.cast.noi)
        for case in (here.case, files.case(here.cast))
    ]
    genuine_rows.run()
    delete(ConflictOfInterest, id=rows[0].pk)
    twice(ConflictOfInterest, rows[1].pk, "case_id")
    with pytest.raises(NotWhole):
        genuine_rows.run()
    assert ConflictOfInterest.objects.filter(pk=rows[1].pk).exists()


def twice(model, id, *columns):
    """The same row once more: SQLite keeps an id in any spelling; PostgreSQL refuses it."""
    if connection.vendor != "sqlite":
        pytest.skip("a column of ids takes one spelling")
    row = row_of(model, id=id)
    insert(model, **row | {name: row[name].upper() for name in ("id", *columns)})


def test_what_was_found_is_told_once(here):
    delete(TrustFinding, id=dangerous(here).pk)
    genuine_rows.run()
    for _ in range(2):
        assert not completeness.is_whole(TrustFinding)
    assert RowFinding.objects.filter(table="partners_trustfinding", why="missing").count() == 1


def _now(days=0):
    when = timezone.now() + timedelta(days=days)
    return when.replace(tzinfo=None).isoformat(" ")


def test_of_more_rows_than_are_written_at_once_each_is_changed_and_a_changed_one_is_left(
    here, monkeypatch
):
    monkeypatch.setattr(querysets, "AT_ONCE", 2)
    monkeypatch.setattr(sql, "FEW", 1)  # of more, PostgreSQL copies the ends of versions
    theirs = Grant.objects.filter(to_keys=None, revoked=None).order_by("id")
    ids = list(theirs.values_list("id", flat=True))
    assert len(ids) > 4
    update(Grant, {"compartments": "medical"}, id=ids[2])
    assert theirs.update(revoked=DAY, wrapped=b"") == len(ids) - 1
    assert list(theirs.values_list("id", flat=True)) == [ids[2]]
    ended = Grant.objects.filter(id__in=ids).exclude(id=ids[2])
    assert {(str(one.revoked), bytes(one.wrapped), genuine(one)) for one in ended} == {
        (DAY, b"", True)
    }

"""Kept out of one case, kept out of every case of the same people, and of nothing further."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Membership, User
from fanal.audit.sentences import said
from fanal.cases.access import (
    broken_glass_for,
    case_for,
    case_in_an_emergency,
    cases_for,
    conflicts_on,
    works_on,
)
from fanal.cases.actions.cases import add_person, assign, take_from
from fanal.cases.actions.emergencies import break_glass, keep_out, let_in
from fanal.cases.actions.removed_people import take_off
from fanal.cases.actions.tasks import add_task, tasks_of_ended_grants
from fanal.cases.models import Case, Task
from fanal.cases.queries import lists
from fanal.cases.queries.colleagues import colleagues_of, could_be_kept_out, may_be_granted
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import LEGAL
from fanal.keys.actions import grant
from fanal.people.access import people_for
from fanal.people.actions.merges import decide, undo
from fanal.people.exclusion import put_on_the_list
from fanal.people.queries import cases_of
from tests import files
from tests.files import WHY
from tests.journal import entries, the_entry

TODAY = timezone.localdate


@pytest.fixture
def her(cast):
    return files.person(cast)


@pytest.fixture
def case(cast, her):
    """The case on whose list somebody is put."""
    return files.case(cast, people=[her])


@pytest.fixture
def other(cast, her):
    """Another case of the same person."""
    return files.case(cast, people=[her])


def shut(cast, case, user=None, by=None):
    return keep_out(case=case, user=user or cast.sokha, reason="his cousin", by=by or cast.noi)


def opens(user, case):
    """Whether the case opens to `user`; what is asked of the case says the same."""
    try:
        case_for(user, case.id)
    except Http404:
        return False
    assert not conflicts_on(case.id).filter(user=user).exists()
    return True


def same(cast, keep, other):
    ring = cast.ring(cast.noi)
    return decide(keep=keep, other=other, same=True, reason="one passport", by=cast.noi, ring=ring)


def worker(case):
    return Case.objects.get(id=case.id).assignee


def test_who_is_kept_out_of_a_case_is_kept_out_of_her_others_until_the_conflict_is_over(
    cast, case, other
):
    conflict = shut(cast, case)
    assert not opens(cast.sokha, case)
    assert not opens(cast.sokha, other)
    assert not cases_for(cast.sokha).exists()
    assert opens(cast.noi, other)
    let_in(conflict=conflict, by=cast.noi)
    assert opens(cast.sokha, case)
    assert opens(cast.sokha, other)


def test_a_case_opened_later_is_closed_from_its_first_day(cast, her, case):
    shut(cast, case)
    assert not opens(cast.sokha, files.case(cast, people=[her], by=cast.noi))


@pytest.mark.parametrize("kept", [0, 1])
def test_a_case_of_another_file_of_hers_is_closed_once_both_are_known_to_be_one_person(
    cast, her, case, kept
):
    again = files.person(cast, ["Bouakham"])
    other, third = files.case(cast, people=[again]), files.person(cast, ["Kham"])
    further = files.case(cast, people=[third])
    shut(cast, case)
    assert opens(cast.sokha, other)
    pair = [her, again]
    compared = same(cast, pair[kept], pair[1 - kept])
    assert not opens(cast.sokha, other)
    same(cast, pair[kept], third)
    assert not opens(cast.sokha, further)
    undo(comparison=compared, by=cast.noi)
    assert opens(cast.sokha, other)


def test_it_goes_no_further_than_the_cases_of_these_people(cast, her, case, other):
    sister = files.person(cast, ["Somsy"])
    add_person(case=other, person=sister, by=cast.sokha)
    hers = files.case(cast, people=[sister])
    shut(cast, case)
    assert not opens(cast.sokha, other)
    assert opens(cast.sokha, hers)
    assert list(people_for(cast.sokha)) == [sister]
    assert cases_of(cast.sokha, sister) == [hers]
    page = files.browser(cast, cast.sokha).get(reverse("people:person", args=[sister.id])).text
    assert hers.code_name in page
    assert other.code_name not in page


def test_a_person_added_to_a_case_closes_it_and_taken_off_by_mistake_opens_it(cast, her, case):
    shut(cast, case)
    another = files.case(cast)
    add_person(case=another, person=her, by=cast.noi)
    assert not opens(cast.sokha, another)
    assert worker(another) == cast.noi
    told = {"case": another, "person": her, "reason": "another girl", "ring": cast.ring(cast.noi)}
    dara = cast.join("dara", "Dara", "case_worker", "Bangkok")
    with pytest.raises(Refused, match="only a lead"):
        take_off(by=dara, **told | {"ring": cast.ring(dara)})
    take_off(by=cast.noi, **told)
    assert opens(cast.sokha, another)
    assert not opens(cast.sokha, case)


def test_a_lawyer_of_the_team_is_granted_what_she_opens_like_any_other(cast, case):
    cast.bangkok.members.add(cast.mai, cast.claire)
    offered = set(may_be_granted(case))
    assert {cast.mai, cast.claire, cast.linh} <= offered
    assert not {cast.sokha, cast.noi} & offered


def test_neither_a_grant_nor_broken_glass_opens_it(cast, case, other):
    shut(cast, case, user=cast.mai)
    shut(cast, case, user=cast.linh)
    give = {"folder": other.id, **cast.acting(cast.noi)}
    grant(compartments=[LEGAL], to=cast.mai, **give)
    assert not opens(cast.mai, other)
    assert cast.mai not in may_be_granted(other)
    assert case_in_an_emergency(cast.linh, other.code_name) is None
    break_glass(case=other, reason=WHY, by=cast.linh)
    assert not opens(cast.linh, other)
    assert not people_for(cast.linh).exists()


def test_what_was_opened_in_an_emergency_is_not_reviewed_by_who_is_kept_out(cast, case, other):
    broken = break_glass(case=other, reason=WHY, by=cast.linh)
    claire = files.browser(cast, cast.claire)
    assert other.code_name in claire.get(reverse("cases:reviews")).text
    shut(cast, case, user=cast.claire)
    assert other.code_name not in claire.get(reverse("cases:reviews")).text
    with pytest.raises(Http404):
        broken_glass_for(cast.claire, broken.id)


def test_who_is_kept_out_is_nowhere_to_be_chosen(cast, case, other):
    shut(cast, case)
    assert cast.sokha not in colleagues_of(other)
    assert cast.sokha in could_be_kept_out(cast.noi, other)
    assert cast.sokha not in could_be_kept_out(cast.noi, case)
    with pytest.raises(BadInput, match="no access to this case, on purpose"):
        assign(
            case=other, to=cast.sokha, by=cast.noi, version=Case.objects.get(id=other.id).version
        )


def test_both_cases_go_to_the_lead_who_kept_their_worker_out(cast, case, other):
    stays = files.case(cast)
    shut(cast, case)
    assert [worker(one) for one in (case, other, stays)] == [cast.noi, cast.noi, cast.sokha]
    gave = [said(entry, {})["sentence"] for entry in entries("case.assigned")]
    assert len(gave) == 2
    assert all(one.startswith("Noi Saetang handed case") for one in gave)


def test_a_case_of_another_team_goes_to_a_lead_there_who_may_open_it(cast, her, case):
    theirs = files.case(cast, people=[her], by=cast.kham, team=cast.vientiane)
    shut(cast, case, user=cast.kham)
    assert worker(theirs) == cast.somchit
    assert not opens(cast.kham, theirs)


def test_where_no_lead_may_open_it_the_overview_says_that_it_is_in_nobodys_hands(cast, her, case):
    theirs = files.case(cast, people=[her], by=cast.kham, team=cast.vientiane)
    shut(cast, case, user=cast.somchit)
    shut(cast, case, user=cast.kham)
    assert worker(theirs) is None
    left = said(the_entry("case.left"), {})["sentence"]
    assert left.startswith("Noi Saetang left case")
    teams, _people = lists.overview(cast.claire, TODAY())
    assert [row.unheld for row in teams if row.team == cast.vientiane] == [1]
    assert [row.unheld for row in teams if row.team == cast.bangkok] == [0]
    assert (
        "Nobody responsible" in files.browser(cast, cast.claire).get(reverse("cases:overview")).text
    )


def test_a_case_that_two_files_found_to_be_one_close_to_its_worker_stands_out(cast, her, case):
    again = files.person(cast, ["Bouakham"])
    other = files.case(cast, people=[again])
    shut(cast, case)
    page = files.browser(cast, cast.noi)
    assert "nobody responsible" not in page.get(reverse("cases:list")).text.replace("&#x27;", "'")
    same(cast, her, again)
    assert worker(other) == cast.sokha
    assert list(lists.unassigned_cases()) == [other]
    assert "nobody responsible" in page.get(reverse("cases:list")).text.replace("&#x27;", "'")


def test_a_task_in_a_closed_case_waits_for_her_no_more_and_the_lead_sees_it(cast, case, other):
    day = files.TODAY
    for one in (case, other):
        add_task(case=one, title="call the clinic", by=cast.sokha, due=day, on=day)
    assert lists.late_count(cast.sokha, TODAY()) == 2
    shut(cast, case)
    assert lists.late_count(cast.sokha, TODAY()) == 0
    assert not lists.open_tasks(cast.sokha).exists()
    assert lists.open_tasks(cast.noi, team=True).count() == 2


def asked_of_the_lawyer(cast, case):
    files.let_in_lawyer(cast, case)
    return add_task(case=case, title="call the court", by=cast.sokha, assignee=cast.mai)


@pytest.mark.parametrize("how", ["kept out", "kept out of another case", "her part is taken back"])
def test_a_task_of_a_lawyer_who_opens_the_case_no_more_comes_back_to_its_worker(
    cast, case, other, how
):
    task = asked_of_the_lawyer(cast, case)
    hers = asked_of_the_lawyer(cast, files.case(cast))
    if how == "her part is taken back":
        take_from(case=case, holder=cast.mai, by=cast.noi)
    else:
        shut(cast, case if how == "kept out" else other, cast.mai)
    task.refresh_from_db()
    assert task.assignee == cast.sokha
    assert task.version == 2
    hers.refresh_from_db()
    assert hers.assignee == cast.mai


def test_a_task_of_a_lawyer_whose_access_ended_with_a_day_comes_back_to_its_worker(cast, case):
    until = timezone.localdate() + timedelta(days=3)
    both = files.case(cast)
    for one, end in ((case, until), (both, until), (both, None)):
        acting = cast.acting(cast.noi)
        grant(folder=one.id, compartments=[LEGAL], to=cast.mai, until=end, reason="court", **acting)
    tasks = [
        add_task(case=one, title="call the court", by=cast.sokha, assignee=whose)
        for one, whose in ((case, cast.mai), (case, cast.noi), (both, cast.mai))
    ]
    assert tasks_of_ended_grants(today=until) == 0
    assert tasks_of_ended_grants(today=until + timedelta(days=1)) == 1
    for task in tasks:
        task.refresh_from_db()
    assert [task.assignee for task in tasks] == [cast.sokha, cast.noi, cast.mai]
    assert tasks_of_ended_grants(today=until + timedelta(days=1)) == 0


def test_a_task_of_who_is_kept_out_goes_to_the_next_worker_where_nobody_was_there(cast, case):
    task = add_task(case=case, title="call the court", by=cast.sokha)
    Task.objects.filter(id=task.id).update(assignee=cast.mai)
    for one in (cast.mai, cast.sokha):
        put_on_the_list(case=case, user=one, reason="", by=cast.noi, on=files.TODAY, of_team=None)
    case.refresh_from_db()
    assign(case=case, to=cast.noi, by=cast.noi, version=case.version)
    task.refresh_from_db()
    assert task.assignee == cast.noi


def who(case):
    return reverse("cases:who", args=[case.id])


def test_the_lead_reads_who_is_kept_out_through_another_case_and_why(cast, case, other):
    noi = files.browser(cast, cast.noi)
    assert (
        "the other cases of the same people"
        in noi.get(reverse("cases:keep_out", args=[case.id])).text
    )
    shut(cast, case)
    page = noi.get(who(other)).text
    assert "Through another case of the same people" in page
    assert "Sokha Chea" in page
    assert case.code_name in page
    assert "his cousin" in page
    assert "Through another case" not in noi.get(who(case)).text


def test_of_a_case_that_she_may_not_open_the_lead_reads_neither_name_nor_reason(cast, her, case):
    theirs = files.case(cast, people=[her], by=cast.kham, team=cast.vientiane)
    shut(cast, case, user=cast.kham)
    page = files.browser(cast, cast.somchit).get(who(theirs)).text
    assert "Through another case of the same people" in page
    assert "Kham Phommachan" in page
    assert "his cousin" not in page
    assert case.code_name not in page
    assert "Noi Saetang" not in page


def test_the_directors_totals_count_no_case_that_a_conflict_closes_to_her(cast, her, case):
    files.case(cast, people=[her])
    add_task(case=case, title="call", due=TODAY() - timedelta(days=1), by=cast.sokha)
    break_glass(case=case, reason=WHY, by=cast.kham)
    Case.objects.update(assignee=None)
    page, overview = files.browser(cast, cast.claire), reverse("cases:overview")
    [row] = [row for row in page.get(overview).context["teams"] if row.team == cast.bangkok]
    assert (row.open, row.unheld, row.late) == (2, 2, 1)
    shut(cast, case, user=cast.claire)
    told = page.get(overview)
    [row] = [row for row in told.context["teams"] if row.team == cast.bangkok]
    assert (row.open, row.unheld, row.late) == (0, 0, 0)
    assert [n for _stage, n in told.context["stages"] if n] == []
    assert told.context["kinds"] == []
    assert len(page.get(reverse("cases:reviews")).context["page"]) == 0


def test_the_overview_says_to_each_director_that_such_cases_are_not_counted(cast):
    told = files.browser(cast, cast.claire).get(reverse("cases:overview")).text
    assert "Cases that a conflict of interest closes to you are not counted here." in told


@pytest.mark.parametrize("how", ["team", "role"])
def test_a_case_whose_worker_left_the_team_or_works_on_cases_no_more_is_in_nobodys_hands(
    cast, case, how
):
    assert not lists.unassigned_cases().exists()
    if how == "team":
        Membership.objects.filter(user=cast.sokha).delete()
    else:
        User.objects.filter(pk=cast.sokha.pk).update(role="administrator")
    sokha = User.objects.get(pk=cast.sokha.pk)
    assert not works_on(sokha, case)
    assert list(lists.unassigned_cases()) == [case]


def test_no_case_and_no_task_is_given_to_who_may_not_see_it(cast):
    """Anan is of the team and works on no case: for hers nobody would be responsible."""
    case = files.case(cast, by=cast.noi)
    Membership.objects.create(user=cast.anan, team=cast.bangkok)
    lead = files.browser(cast, cast.noi)
    for page in ("assign", "task"):
        asked = lead.get(reverse(f"cases:{page}", args=[case.id]))
        assert cast.sokha.display_name in asked.text
        assert cast.anan.display_name not in asked.text
    with pytest.raises(BadInput, match="works on no case"):
        assign(case=case, to=cast.anan, by=cast.noi, version=case.version)

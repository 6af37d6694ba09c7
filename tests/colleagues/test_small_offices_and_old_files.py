"""What an office is not told of a few, what a taken device had opened, hours of a day, and the file of
somebody who helps others now."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

import fanal
from fanal.accounts.joining import join
from fanal.accounts.models import Membership
from fanal.audit.models import JournalEntry
from fanal.cases.access import cases_for, opened
from fanal.cases.actions.emergencies import break_glass, keep_out, let_in
from fanal.colleagues import actions, helpers, strain
from fanal.colleagues.models import HelperHours, StrainAnswer
from fanal.core.colleagues.strain import StrainLevel, StrainScale, counted
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.thresholds import SMALLEST_GROUP
from fanal.people.exclusion import listed_on
from tests import files

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LOW = {scale.value: "low" for scale in StrainScale}


def page(name, *args):
    return reverse(f"colleagues:{name}", args=args)


# ── T1 ───────────────────────────────────────────────────────────────────────
@given(st.lists(st.sampled_from(StrainLevel), max_size=30))
def test_below_eleven_nothing_is_counted_and_from_there_on_everybody(levels):
    found = counted([dict.fromkeys(StrainScale, level) for level in levels])
    assert (found is None) == (len(levels) < SMALLEST_GROUP)
    assert found is None or all(sum(one.values()) == len(levels) for one in found.values())


def test_t1_of_an_office_of_four_the_director_reads_nothing_and_why(cast):
    sokha, claire = files.browser(cast, cast.sokha), files.browser(cast, cast.claire)
    sokha.post(page("strain"), LOW)
    for _ in range(3):
        strain.answer(answers=LOW, by=cast.sokha)
    text = claire.get(page("list")).text
    assert "in a small office a number is a name" in text
    assert "Exhaustion" not in text
    for _ in range(SMALLEST_GROUP - 4):
        strain.answer(answers=LOW | {"burnout": "high"}, by=cast.sokha)
    text = claire.get(page("list")).text
    assert "Exhaustion" in text
    assert '<td data-label="High">7</td>' in text
    assert "Exhaustion" not in files.browser(cast, cast.noi).get(page("list")).text


def test_no_row_and_no_entry_says_whose_answer_it_is(cast):
    strain.answer(answers=LOW, by=cast.sokha)
    names = {field.name for field in StrainAnswer._meta.concrete_fields}
    assert names == {"id", "office", "month", "levels"}
    last = JournalEntry.objects.order_by("-number")[0]
    assert (last.act, last.by_id) == ("colleagues.strain", None)
    with pytest.raises(BadInput) as wrong:
        strain.answer(answers=LOW | {"stress": "very"}, by=cast.sokha)
    assert wrong.value.where == "stress"


# ── T5 ───────────────────────────────────────────────────────────────────────
def test_t5_a_laptop_taken_at_the_border_lists_what_it_opened_in_thirty_days(cast):
    case = files.case(cast)
    sokha = files.browser(cast, cast.sokha)
    opened(cast.sokha, case, NARRATIVE, ring=cast.ring(cast.sokha))
    row = actions.report(kind="device_taken", on=timezone.localdate(), words="", by=cast.sokha)
    text = sokha.get(page("incident", row.pk)).text
    assert reverse("cases:case", args=[case.id]) in text
    assert reverse("organisation:travel") in text
    assert reverse("accounts:sessions") in text
    assert case.code_name in files.browser(cast, cast.noi).get(page("incident", row.pk)).text
    claire = actions.report(kind="search", on=timezone.localdate(), words="", by=cast.kham)
    assert (
        case.code_name not in files.browser(cast, cast.kham).get(page("incident", claire.pk)).text
    )


# ── T8 ───────────────────────────────────────────────────────────────────────
def test_t8_26_hours_on_one_day_are_refused_at_their_field(cast):
    told = {"name": "Noy Keo", "languages": "lo", "phone": ""}
    row = helpers.add_helper(kind="interpreter", answers=told, **cast.acting(cast.noi))
    noi, form = files.browser(cast, cast.noi), page("helper_hours", row.pk)
    answer = noi.post(form, {"on": str(timezone.localdate()), "hours": "26"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["hours"]
    assert not HelperHours.objects.exists()
    noi.post(form, {"on": str(timezone.localdate()), "hours": "20"})
    assert noi.post(form, {"on": str(timezone.localdate()), "hours": "6"}).status_code == 422
    assert noi.post(form, {"on": str(timezone.localdate()), "hours": "3.5"}).status_code == 302
    assert "23.5" in noi.get(page("helper", row.pk)).text


# ── T9 ───────────────────────────────────────────────────────────────────────
def test_t9_the_old_file_of_a_volunteer_closes_to_the_team_but_the_two_she_names(cast):
    case = files.case(cast)
    dara = cast.join("dara", "Dara Som", Role.CASE_WORKER, "Bangkok")
    rany = cast.join("rany", "Rany Chum", Role.CASE_WORKER, "Bangkok")
    noi = files.browser(cast, cast.noi)
    assert page("close_file", case.id) in noi.get(page("for_case", case.id)).text
    sent = {"first": str(dara.pk), "second": str(dara.pk)}
    assert noi.post(page("close_file", case.id), sent).status_code == 422
    noi.post(page("close_file", case.id), sent | {"second": str(rany.pk)})
    for one in (cast.sokha, cast.noi):
        assert case not in cases_for(one)
    for one in (dara, rany):
        assert case in cases_for(one)
    assert noi.get(reverse("cases:case", args=[case.id])).status_code == 404
    page_of_dara = files.browser(cast, dara).get(reverse("cases:case", args=[case.id]))
    assert "volunteer" not in page_of_dara.text


def test_t9_a_colleague_of_another_team_is_none_of_the_two(cast):
    case = files.case(cast)
    with pytest.raises(BadInput, match="two of the team"):
        helpers.close_file(case=case, chosen=[cast.noi, cast.kham], by=cast.noi)


def test_t9_whoever_joins_the_team_later_is_kept_out_by_the_same_act(cast):
    case, elsewhere = files.case(cast), files.case(cast)
    dara = cast.join("dara", "Dara Som", Role.CASE_WORKER, "Bangkok")
    rany = cast.join("rany", "Rany Chum", Role.CASE_WORKER, "Bangkok")
    helpers.close_file(case=case, chosen=[dara, rany], by=cast.noi)
    late = cast.join("late", "Sina Prak", Role.CASE_WORKER, "Bangkok")
    assert elsewhere in cases_for(late)
    assert case not in cases_for(late)
    assert files.browser(cast, late).get(reverse("cases:case", args=[case.id])).status_code == 404
    last = next(
        entry for entry in JournalEntry.objects.order_by("-number") if entry.act == "case.kept_out"
    )
    assert last.by_id is None
    assert str(late.pk) in str(last.detail)
    # who was named and comes back is none of them, nor is who was let in again since
    for one in (dara, late):
        for row in listed_on(case).filter(user=one):
            let_in(conflict=row, by=dara)
        Membership.objects.filter(user=one, team=case.team).delete()
        join(user=one, teams=[case.team])
        assert case in cases_for(one)


def test_t9_a_team_of_two_who_are_both_named_closes_it_to_a_third_who_comes(cast):
    case = files.case(cast)
    helpers.close_file(case=case, chosen=[cast.noi, cast.sokha], by=cast.noi)
    assert case in cases_for(cast.sokha)
    late = cast.join("late", "Sina Prak", Role.CASE_WORKER, "Bangkok")
    assert case not in cases_for(late)


def test_t9_no_emergency_opens_what_was_closed_to_the_team(cast):
    case, elsewhere = files.case(cast), files.case(cast)
    break_glass(case=case, reason=files.WHY, by=cast.kham)
    assert case in cases_for(cast.kham)
    helpers.close_file(case=case, chosen=[cast.noi, cast.sokha], by=cast.noi)
    assert case not in cases_for(cast.kham)  # what was open ended with it
    other = files.case(cast, people=[case.people.get()])
    linh, form = files.browser(cast, cast.linh), reverse("cases:emergency")
    told = {"ground": "other", "reason": files.WHY}
    for one in (case, other):
        answer = linh.post(form, told | {"code_name": one.code_name})
        unknown = linh.post(form, told | {"code_name": "Nothing Heron 11"})
        assert answer.status_code == unknown.status_code == 422
        assert answer.context["form"].errors == unknown.context["form"].errors
        with pytest.raises(Refused):
            break_glass(case=one, reason=files.WHY, by=cast.linh)
        assert one not in cases_for(cast.linh)
    break_glass(case=elsewhere, reason=files.WHY, by=cast.linh)
    assert elsewhere in cases_for(cast.linh)


def test_t9_a_conflict_of_before_excludes_from_the_moment_she_joins(cast):
    case = files.case(cast)
    keep_out(case=case, user=cast.linh, reason="her cousin", by=cast.noi)
    join(user=cast.linh, teams=[case.team])
    assert case not in cases_for(cast.linh)


def test_nothing_makes_somebody_a_member_of_a_team_but_the_act_that_says_so():
    source = Path(fanal.__file__).parent
    makes = re.compile(r"Membership\.objects\.(bulk_|get_or_)?create|Membership\(user")
    found = {
        str(one.relative_to(source))
        for one in source.rglob("*.py")
        if "migrations" not in one.parts and makes.search(one.read_text())
    }
    assert found == {"accounts/joining.py"}


def test_t9_who_is_kept_out_of_the_case_is_not_offered_as_one_of_the_two(cast):
    case = files.case(cast)
    dara = cast.join("dara", "Dara Som", Role.CASE_WORKER, "Bangkok")
    keep_out(case=case, user=dara, reason="Her cousin is accused.", by=cast.noi)
    noi = files.browser(cast, cast.noi)
    assert "Dara Som" not in noi.get(page("close_file", case.id)).text
    with pytest.raises(BadInput, match="two of the team"):
        helpers.close_file(case=case, chosen=[cast.noi, dara], by=cast.noi)

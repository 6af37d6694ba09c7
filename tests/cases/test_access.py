from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from fanal.cases.access import (
    case_for,
    case_in_an_emergency,
    cases_and_parts,
    cases_for,
    compartments_for,
    led_case_for,
    with_parts,
    works_on,
)
from fanal.cases.actions.emergencies import break_glass, keep_out, let_in, review_broken_glass
from fanal.cases.models import BreakGlass
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.compartments import (
    IDENTITY,
    LEGAL,
    MEDICAL,
    TEAM_COMPARTMENTS,
    WHEREABOUTS,
    Compartment,
)
from fanal.keys.actions import grant, revoke
from fanal.people.access import people_for
from tests import files
from tests.files import WHY
from tests.journal import entries


def journal(act):
    return entries(act)


def refused(user, case):
    with pytest.raises(Http404):
        case_for(user, case.id)
    return True


def test_the_team_works_on_the_case_and_nobody_else_knows_it_exists(cast):
    case = files.case(cast)
    assert case_for(cast.noi, case.id) == case
    assert works_on(cast.sokha, case)
    strangers = (cast.linh, cast.mai, cast.claire, cast.duc, cast.anan, cast.vera)
    assert all(refused(stranger, case) for stranger in strangers)
    assert len(journal("case.refused")) == len(strangers)


def test_the_administrator_has_no_case_even_with_a_grant(cast):
    case = files.case(cast)
    give = {"folder": case.id, **cast.acting(cast.noi)}
    grant(compartments=[LEGAL], to=cast.anan, **give)
    assert not cases_for(cast.anan).exists()


def test_the_lawyer_sees_legal_without_medical(cast):
    case = files.case(cast)
    give = {"folder": case.id, **cast.acting(cast.noi)}
    grant(compartments=[LEGAL, MEDICAL], to=cast.mai, **give)
    assert case_for(cast.mai, case.id) == case
    assert compartments_for(cast.mai, case) == {LEGAL}
    assert not works_on(cast.mai, case)


def test_a_grant_taken_back_closes_the_case(cast):
    case = files.case(cast)
    give = {"folder": case.id, "by": cast.noi, "to": cast.mai}
    grant(compartments=[LEGAL], ring=cast.ring(cast.noi), **give)
    revoke(**give)
    assert refused(cast.mai, case)


def test_whereabouts_are_for_the_maker_and_the_lead(cast):
    case = files.case(cast)
    other = cast.join("dara", "Dara", "case_worker", "Bangkok")
    assert compartments_for(other, case) == set(TEAM_COMPARTMENTS)
    assert WHEREABOUTS in compartments_for(cast.sokha, case)
    assert WHEREABOUTS in compartments_for(cast.noi, case)


def test_a_colleague_on_the_conflict_list_is_kept_out_with_the_teams_key_in_hand(cast):
    case = files.case(cast)
    conflict = keep_out(case=case, user=cast.sokha, reason="a cousin", by=cast.noi)
    assert refused(cast.sokha, case)
    assert LEGAL in cast.ring(cast.sokha).compartments(case.id)
    break_glass(case=case, reason=WHY, by=cast.sokha)
    assert refused(cast.sokha, case)
    let_in(conflict=conflict, by=cast.noi)
    assert case_for(cast.sokha, case.id) == case


def test_a_case_whose_worker_is_kept_out_goes_to_who_kept_out(cast):
    case = files.case(cast)
    keep_out(case=case, user=cast.sokha, reason="a cousin", by=cast.noi)
    case.refresh_from_db()
    assert case.assignee == cast.noi


def test_only_a_lead_of_the_team_leads(cast):
    case = files.case(cast)
    assert led_case_for(cast.noi, case.id) == case
    for other in (cast.sokha, cast.huong):
        with pytest.raises(Http404):
            led_case_for(other, case.id)


def test_broken_glass_opens_for_a_day_and_then_no_more(cast):
    case = files.case(cast)
    now = timezone.now()
    break_glass(case=case, reason=WHY, by=cast.linh)
    assert case_for(cast.linh, case.id) == case
    assert compartments_for(cast.linh, case) == set(Compartment)
    assert people_for(cast.linh).count() == 1
    BreakGlass.objects.update(until=now - timedelta(seconds=1))
    assert refused(cast.linh, case)


def test_broken_glass_lasts_24_hours(cast):
    broken = break_glass(case=files.case(cast), reason=WHY, by=cast.linh)
    assert broken.until - broken.at == timedelta(hours=24)


@pytest.mark.parametrize(
    "reason", [" \u200b", "x", "danger", "x" * 100, "urgent urgent urgent urgent"]
)
def test_glass_is_not_broken_without_a_reason_that_says_something(cast, reason):
    with pytest.raises(BadInput, match="reason"):
        break_glass(case=files.case(cast), reason=reason, by=cast.linh)
    assert not BreakGlass.objects.exists()


def test_an_emergency_opens_the_keys_only_to_the_emergency_group(cast, emergency):
    case = files.case(cast)
    assert cast.ring(cast.linh).compartments(case.id) == set(Compartment)
    assert cast.ring(cast.huong).compartments(case.id) == frozenset()
    assert refused(cast.linh, case)
    person = case.people.get()
    assert IDENTITY in cast.ring(cast.linh).compartments(person.id)
    assert not people_for(cast.linh).exists()


def test_a_case_is_found_by_its_code_name_in_an_emergency(cast):
    case = files.case(cast)
    assert case_in_an_emergency(cast.linh, f" {case.code_name.lower()} ") == case
    assert case_in_an_emergency(cast.linh, "Nothing Heron 11") is None
    keep_out(case=case, user=cast.linh, reason="knows the family", by=cast.noi)
    assert case_in_an_emergency(cast.linh, case.code_name) is None
    assert len(journal("case.looked_for")) == 3
    with pytest.raises(Http404):
        case_in_an_emergency(cast.vera, case.code_name)


def test_nobody_reviews_an_opening_of_their_own(cast):
    broken = break_glass(case=files.case(cast), reason=WHY, by=cast.noi)
    with pytest.raises(BadInput):
        review_broken_glass(broken=broken, justified=True, remark="", by=cast.noi)
    review_broken_glass(broken=broken, justified=False, remark="could wait", by=cast.claire)
    broken.refresh_from_db()
    assert (broken.justified, broken.reviewed_by) == (False, cast.claire)


def test_an_opening_that_was_not_right_ends_with_its_review(cast):
    case = files.case(cast)
    broken = break_glass(case=case, reason=WHY, by=cast.linh)
    assert case_for(cast.linh, case.id) == case
    assert people_for(cast.linh).count() == 1
    review_broken_glass(broken=broken, justified=False, remark="could wait", by=cast.claire)
    with pytest.raises(Http404):
        case_for(cast.linh, case.id)
    assert not people_for(cast.linh).exists(), "nor her file"


def test_of_two_who_review_an_opening_the_first_counts(cast):
    broken = break_glass(case=files.case(cast), reason=WHY, by=cast.linh)
    read = BreakGlass.objects.get()
    review_broken_glass(broken=broken, justified=False, remark="could wait", by=cast.claire)
    with pytest.raises(Refused, match="decided already"):
        review_broken_glass(broken=read, justified=True, remark="", by=cast.noi)
    broken.refresh_from_db()
    assert (broken.justified, broken.reviewed_by) == (False, cast.claire)


def test_access_does_not_ask_whether_something_can_be_opened(cast):
    """The lead of the team is let in by the rules although no key was ever granted to her."""
    case = files.case(cast)
    newcomer = cast.join("dara", "Dara", "case_worker", "Bangkok")
    from fanal.keys.models import TeamKeyHolder

    TeamKeyHolder.objects.filter(to_keys__user=newcomer).delete()
    assert cast.ring(newcomer).compartments(case.id) == frozenset()
    assert case_for(newcomer, case.id) == case


def test_of_cases_that_open_the_parts_are_said_as_of_any_cases(cast, case):
    granted, closed = (files.case(cast) for _ in range(2))
    grant(folder=granted.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi))
    keep_out(case=closed, user=cast.sokha, reason="a cousin", by=cast.noi)
    break_glass(case=case, reason=WHY, by=cast.linh)
    parts = tuple(Compartment)
    names = ["id", *(f"opens_{part}" for part in parts)]
    for user in (cast.noi, cast.sokha, cast.mai, cast.linh, cast.claire, cast.anan):
        any_cases = with_parts(user, cases_for(user), *parts).filter(opens=True)
        said = [
            set(rows.values_list(*names)) for rows in (any_cases, cases_and_parts(user, *parts))
        ]
        assert said[0] == said[1]

"""Whoever holds her, or will: what is red, what is said of it, and what two people decide."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.journeys.board import Colour, Rhythm, rows
from fanal.core.journeys.custody import (
    ALWAYS_RED,
    NOW_DO,
    Custodian,
    CustodyReason,
    CustodyTrouble,
    When,
    custodians_of,
    decided_by_two,
    troubles_of_custodian,
)
from fanal.core.journeys.events import CodeWord, EventKind
from fanal.core.journeys.leaving import left_without_go
from fanal.core.journeys.planning import GoNoGoItem
from fanal.core.journeys.problems import ProblemKind
from fanal.core.journeys.state import state_of
from fanal.core.trust.consent import ConsentFact
from fanal.core.trust.findings import PartnerFinding
from fanal.core.trust.parties import Directory, Party
from fanal.core.trust.situation import TrustCaseFacts, World
from fanal.core.trust.vocabulary import (
    Credibility,
    DataClass,
    PartnerPurpose,
    PartyKind,
    Reliability,
    TrustLevel,
)
from tests.core.journeys.way import CENTRE, ESCORT, GROUP, SHELTER, at, both, event, prepared
from tests.core.journeys.way import given as gave
from tests.core.journeys.way import received as got

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOW.date()
LOTUS = Custodian("h", "Lotus", party="lotus")
PARTIES = Directory.of([Party("lotus", PartyKind.ORGANISATION, "Lotus")])


def finding(level=TrustLevel.TRUSTED, days=10, **more):
    given = {
        "id": f"{level}-{days}",
        "about": "lotus",
        "level": level,
        "said_by": "noi",
        "said_on": TODAY - timedelta(days=days),
        "confirmed_by": "claire",
        "reliability": Reliability.A,
        "credibility": Credibility.CONFIRMED,
    }
    return PartnerFinding(**given | more)


def yes(**more):
    given = {
        "id": "yes",
        "given": True,
        "on": date(2026, 3, 1),
        "purposes": frozenset(PartnerPurpose),
        "classes": frozenset(DataClass),
        "recipient": "lotus",
    }
    return ConsentFact(**given | more)


def found(*findings, case=None, custodian=LOTUS, now=NOW):
    asked = TrustCaseFacts(age=(25, 25), consents=(yes(),)) if case is None else case
    return troubles_of_custodian(
        custodian, "p1", asked, World(directory=PARTIES, findings=findings), now
    )


def reasons(*findings, **more):
    return [one.reason for one in found(*findings, **more)]


def test_whom_two_found_fit_and_she_said_yes_to_has_nothing_against_them():
    assert found(finding()) == ()


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([], CustodyReason.TRUST_MISSING),
        ([finding(confirmed_by=None)], CustodyReason.TRUST_MISSING),
        ([finding(days=366)], CustodyReason.TRUST_MISSING),
        ([finding(withdrawn_on=TODAY)], CustodyReason.TRUST_MISSING),
        (
            [finding(), finding(TrustLevel.DANGEROUS, days=0, confirmed_by=None)],
            CustodyReason.DANGEROUS,
        ),
        ([finding(), finding(TrustLevel.NOT_FOR_THIS)], CustodyReason.NOT_FIT),
    ],
)
def test_what_the_register_says_is_a_reason_and_red(findings, said):
    assert [(one.reason, one.red) for one in found(*findings)] == [(said, True)]


def test_it_ends_with_the_finding():
    danger = finding(TrustLevel.DANGEROUS, withdrawn_on=TODAY, confirmed_by=None)
    assert found(finding(), danger) == ()
    assert reasons(finding(), now=NOW + timedelta(days=400)) == [CustodyReason.TRUST_MISSING]


def test_the_never_tell_list_and_her_no_are_reasons_of_hers_alone():
    listed = TrustCaseFacts(never_tell=frozenset({"lotus"}), consents=(yes(),))
    (one,) = found(finding(), case=listed)
    assert (one.reason, one.person, one.red) == (CustodyReason.NEVER_TELL, "p1", True)
    refused = TrustCaseFacts(age=(25, 25), consents=(yes(given=False),))
    assert reasons(finding(), case=refused) == [CustodyReason.SHE_SAID_NO]


def test_she_is_to_be_asked_only_where_nothing_else_stands_against_them():
    assert reasons(finding(), case=TrustCaseFacts()) == [CustodyReason.NOT_ASKED]
    assert reasons(case=TrustCaseFacts()) == [CustodyReason.TRUST_MISSING]


def test_only_a_name_is_not_known_and_one_of_ours_is():
    assert reasons(custodian=Custodian("h", "karaoke owner")) == [CustodyReason.NOT_KNOWN]
    assert reasons(custodian=Custodian("h", "Shelter team", ours=True)) == []
    ours = Custodian("h", "Escort", members=frozenset({"sokha"}))
    assert reasons(custodian=ours) == []
    danger = finding(TrustLevel.DANGEROUS, about="sokha")
    assert reasons(danger, custodian=ours) == [CustodyReason.DANGEROUS]
    listed = TrustCaseFacts(never_tell=frozenset({"sokha"}))
    assert reasons(custodian=ours, case=listed) == [CustodyReason.NEVER_TELL]


troubles = st.builds(
    CustodyTrouble,
    st.sampled_from(CustodyReason),
    st.just("h"),
    st.just(left_without_go([GoNoGoItem.SHE_AGREES]).sentence),
    st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=2).map(tuple),
    st.sampled_from(["", "p1"]),
    st.sampled_from(When),
)


@given(st.lists(troubles), st.frozensets(st.text(max_size=3)))
def test_two_people_decide_on_what_they_saw_and_make_no_danger_less(all_of_them, other):
    keys = frozenset().union(*(one.keys for one in all_of_them))
    for one in decided_by_two(all_of_them, keys):
        assert one.decided
        assert one.red == (one.reason in ALWAYS_RED)
    for one in decided_by_two(all_of_them, other):
        assert not one.decided
    for one in all_of_them:
        assert one.to_do
        assert one.reason in NOW_DO


def test_another_finding_was_not_decided_on():
    first = found(finding(TrustLevel.DANGEROUS))
    covered = frozenset().union(*(one.keys for one in first))
    later = found(finding(TrustLevel.DANGEROUS), finding(TrustLevel.DANGEROUS, days=1))
    assert sorted(one.decided for one in decided_by_two(later, covered)) == [False, True]


def person(*events):
    return state_of([prepared(["p01"]), *events]).persons["p01"]


def test_who_holds_her_to_whom_she_was_given_and_who_comes_after():
    plan = (SHELTER, ESCORT, CENTRE)
    assert custodians_of(person(), plan, ()) == {
        SHELTER: When.NOW,
        ESCORT: When.PLANNED,
        CENTRE: When.PLANNED,
    }
    under_way = person(gave("H1", SHELTER, ESCORT, at(0), ["p01"]))
    assert custodians_of(under_way, plan, ())[ESCORT] is When.GIVEN_TO
    there = person(*both("H1", SHELTER, ESCORT, at(0), ["p01"]))
    assert custodians_of(there, plan, ()) == {ESCORT: When.NOW, CENTRE: When.PLANNED}
    back = event("home", EventKind.RETURNED, at(8), ["p01"])
    assert custodians_of(person(back), plan, ()) == {SHELTER: When.NOW}


@given(st.sets(st.sampled_from(GROUP), min_size=1))
def test_whoever_is_with_somebody_dangerous_is_red_and_nobody_else(there):
    events = [prepared(), *both("H1", SHELTER, ESCORT, at(0), sorted(there))]
    danger = CustodyTrouble(
        CustodyReason.DANGEROUS, ESCORT, left_without_go([GoNoGoItem.SHE_AGREES]).sentence
    )
    shown = rows(state_of(events), at(1), Rhythm(), dict.fromkeys(there, (danger,)))
    assert {row.person for row in shown if row.colour is Colour.RED} == there


def test_a_wrong_code_word_moves_nobody_and_shows_no_life():
    wrong = got("H1", ESCORT, at(1), ["p01"], code_word=CodeWord.WRONG)
    state = state_of([prepared(["p01"]), gave("H1", SHELTER, ESCORT, at(0), ["p01"]), wrong])
    one = state.persons["p01"]
    assert (one.custodian, one.signs) == (SHELTER, ())
    assert {problem.trouble for problem in state.problems if problem.red} == {
        ProblemKind.NOT_CONFIRMED,
        ProblemKind.WRONG_CODE_WORD,
    }
    right = got("H1", ESCORT, at(2), ["p01"], code_word=CodeWord.RIGHT, id="again")
    after = state_of([*state.events, right])
    assert after.persons["p01"].custodian == ESCORT
    assert {one.trouble for one in after.problems if one.red} == {ProblemKind.WRONG_CODE_WORD}


def test_given_to_two_at_once_is_red_until_one_of_them_confirms():
    told = [
        prepared(["p01"]),
        gave("H1", SHELTER, ESCORT, at(0), ["p01"]),
        gave("H2", SHELTER, CENTRE, at(1), ["p01"]),
    ]
    assert ProblemKind.GIVEN_TO_TWO in {problem.trouble for problem in state_of(told).problems}
    settled = [*told, got("H2", CENTRE, at(2), ["p01"])]
    assert ProblemKind.GIVEN_TO_TWO not in {
        problem.trouble for problem in state_of(settled).problems
    }


def test_what_was_not_yes_when_she_left_is_counted():
    assert left_without_go([]) is None
    one = left_without_go([GoNoGoItem.SHE_AGREES, GoNoGoItem.HOME_IS_SAFE])
    assert (one.red, str(one.sentence)) == (True, "Left without a go. Answers that are not yes: 2")

"""Whose yes counts: rules and properties, as the command and the product ask them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.consent import GivenBy
from fanal.core.errors import BadInput
from fanal.core.trust.consent import ConsentStanding
from fanal.core.trust.decide import Action, weigh_partner
from fanal.core.trust.parties import TieFact
from fanal.core.trust.proxy_consent import (
    HERSELF,
    ROLES,
    DecidedCarer,
    PersonAroundFact,
    somebody_may_answer,
)
from fanal.core.trust.situation import Suspect
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, TrustLevel
from tests.core.trust.scene import NOW, TIES, TODAY, consent, finding, override, situation
from tests.examples import examples

PARENT = GivenBy.PARENT_OR_CAREGIVER
FATHER = PersonAroundFact("father", "father", never_told=True)
MOTHER = PersonAroundFact("mother", "mother", never_told=False)
SMALL = (4, 5)  # at this age the caregiver alone answers
ACTS = (Action.COOPERATE, Action.COOPERATE_WITH_PRECAUTIONS)


def decided(speaker, **more):
    given = {"id": f"D-{speaker}", "first": "sokha", "second": "noi", "on": TODAY}
    return DecidedCarer(speaker=speaker, **(given | more))


def word(*consents, **more):
    where = situation([finding()], consents=consents, **more)
    return where.consent("shelter", PartnerPurpose.HOLD_THE_PERSON, DataClass.IDENTITY).state


def against(*consents, **more):
    where = situation([finding()], consents=consents, **more)
    option = weigh_partner(where, "shelter")
    return {ground.rule for ground in option.grounds if ground.effect in ("block", "find_out")}


def test_the_child_who_said_no_is_not_overruled_by_the_yes_beside_it():
    assert against(consent(given_by=PARENT, assent=False)) == {"consent_dissent"}
    assert against(consent(given_by=PARENT, assent=True)) == set()
    assert against(consent(given_by=PARENT)) == {"consent_her_yes_missing"}
    assert against(consent(given_by=PARENT), age=(4, 5)) == set()


def test_her_own_no_stands_until_she_herself_says_otherwise():
    no = consent(id="C0", given=False, on=TODAY - timedelta(days=9))
    later = {"on": TODAY - timedelta(days=1)}
    assert word(no, consent(given_by=PARENT, **later)) is ConsentStanding.REFUSED
    assert word(no, consent(given_by=PARENT, assent=True, **later)) is ConsentStanding.GIVEN
    assert word(no, consent(**later)) is ConsentStanding.GIVEN


def test_a_dissent_stands_before_a_later_yes_for_her_in_which_nobody_asked_her():
    dissent = consent(id="C0", given_by=PARENT, assent=False, on=TODAY - timedelta(days=9))
    assert (
        word(dissent, consent(given_by="mother", on=TODAY), around=(MOTHER,))
        is ConsentStanding.DISSENT
    )


@pytest.mark.parametrize(
    ("around", "given_by", "state"),
    [
        ((FATHER,), PARENT, ConsentStanding.GIVER_NOT_KNOWN),
        ((FATHER, MOTHER), PARENT, ConsentStanding.GIVER_NOT_KNOWN),
        ((FATHER, MOTHER), "mother", ConsentStanding.GIVEN),
        ((FATHER, MOTHER), "father", ConsentStanding.VOID),
        ((MOTHER,), PARENT, ConsentStanding.GIVEN),
        ((replace(MOTHER, close_to_suspect=True),), "mother", ConsentStanding.VOID),
        ((replace(MOTHER, close_to_suspect=True),), PARENT, ConsentStanding.GIVER_NOT_KNOWN),
        ((replace(MOTHER, never_told=None),), "mother", ConsentStanding.GIVER_NOT_KNOWN),
        ((PersonAroundFact("aunt", "recruiter", never_told=False),), "aunt", ConsentStanding.VOID),
        ((PersonAroundFact("aunt", "recruiter", never_told=False),), PARENT, ConsentStanding.GIVEN),
        (
            (replace(FATHER, relation="employer"),),
            GivenBy.LEGAL_GUARDIAN,
            ConsentStanding.GIVER_NOT_KNOWN,
        ),
        ((replace(FATHER, relation="employer"),), PARENT, ConsentStanding.GIVEN),
        ((replace(MOTHER, parties=frozenset({"boss"})),), "mother", ConsentStanding.VOID),
        ((replace(MOTHER, parties=frozenset({"officer"})),), "mother", ConsentStanding.VOID),
        ((replace(MOTHER, parties=frozenset({"matron"})),), "mother", ConsentStanding.GIVEN),
    ],
)
def test_who_may_say_yes_for_her(around, given_by, state):
    assert word(consent(given_by=given_by), around=around, age=SMALL) is state


def test_a_yes_of_somebody_tied_to_a_suspect_is_none():
    chosen = {"age": SMALL, "decisions": (decided("matron"), decided("officer"))}
    assert word(consent(given_by="officer"), **chosen) is ConsentStanding.VOID
    ties = (*TIES, TieFact("matron", "boss", "debt"))
    assert word(consent(given_by="matron"), ties=ties, **chosen) is ConsentStanding.VOID
    assert word(consent(given_by="matron"), **chosen) is ConsentStanding.GIVEN
    assert word(consent(given_by="matron"), age=SMALL) is ConsentStanding.NO_CARER


def test_a_yes_of_anybody_on_the_never_tell_list_is_none():
    assert (
        word(consent(given_by="matron"), never_tell=frozenset({"matron"})) is ConsentStanding.VOID
    )
    assert (
        word(consent(given_by="matron"), never_tell=frozenset({"shelter"})) is ConsentStanding.VOID
    )


def test_a_suspect_can_be_somebody_around_her():
    suspects = (Suspect("mother"),)
    assert (
        word(consent(given_by="mother"), around=(MOTHER,), suspects=suspects)
        is ConsentStanding.VOID
    )


def test_whoever_is_part_of_the_danger_is_never_told_nor_through_a_third():
    boss = replace(FATHER, parties=frozenset({"shelter"}))
    assert against(consent(), around=(boss,), suspects=()) == {"never_told"}
    matron = replace(FATHER, parties=frozenset({"matron"}))
    assert against(consent(), around=(matron,), suspects=()) == {"told_through_a_third"}


def test_two_people_may_still_tell_where_the_yes_is_void():
    void = consent(given_by="boss")
    assert word(void, overrides=(override(),)) is ConsentStanding.OVERRIDDEN


def looked_for(**more):
    trust = finding(purposes=frozenset({PartnerPurpose.HOLD_THE_PERSON}))
    return situation([trust], purposes=(PartnerPurpose.FIND_MISSING,), **({"consents": ()} | more))


def rules_of(where):
    grounds = weigh_partner(where, "shelter").grounds
    return {ground.rule for ground in grounds if ground.effect in ("block", "find_out")}


def test_a_missing_person_is_not_asked_but_two_people_agree_that_her_life_is_in_danger():
    assert rules_of(looked_for()) == {"vital_interest"}
    assert rules_of(looked_for(overrides=(override(),))) == set()
    late = override(at=NOW - timedelta(hours=25))
    assert rules_of(looked_for(overrides=(late,))) == {"vital_interest"}


def test_whoever_must_not_hold_her_does_not_look_for_her_either():
    for level in (TrustLevel.DANGEROUS, TrustLevel.NOT_FOR_THIS):
        found = finding(level=level, id="F2", purposes=frozenset({PartnerPurpose.HOLD_THE_PERSON}))
        where = looked_for(overrides=(override(),))
        where = where.with_findings((*where.world.findings, found))
        assert weigh_partner(where, "shelter").action is Action.BLOCKED


# Whose yes an age needs.
@pytest.mark.parametrize(
    ("age", "said", "state"),
    [
        ((15, 15), [consent()], ConsentStanding.GIVEN),
        ((18, 40), [consent()], ConsentStanding.GIVEN),
        ((18, 40), [consent(given_by="mother")], ConsentStanding.HER_YES_MISSING),
        ((14, 15), [consent()], ConsentStanding.CARER_MISSING),
        (None, [consent()], ConsentStanding.CARER_MISSING),
        (None, [consent(given_by="mother")], ConsentStanding.HER_YES_MISSING),
        (None, [consent(given_by="mother", assent=True)], ConsentStanding.GIVEN),
        (None, [consent(), consent(id="C2", given_by="mother")], ConsentStanding.GIVEN),
        ((6, 6), [consent()], ConsentStanding.CARER_MISSING),
        ((6, 6), [consent(given_by="mother", assent=True)], ConsentStanding.GIVEN),
        ((6, 6), [consent(given_by="mother", assent=False)], ConsentStanding.DISSENT),
        ((5, 5), [consent(given_by="mother")], ConsentStanding.GIVEN),
        ((5, 5), [consent()], ConsentStanding.CARER_MISSING),
    ],
)
def test_whose_yes_is_enough_follows_the_age(age, said, state):
    """Findings, F3 and decision 23: an age that nobody wrote down is a child's; a child of 6 does
    not answer alone."""
    assert word(*said, age=age, around=(MOTHER,)) is state


def test_at_eighteen_she_is_asked_again():
    since = {"age": (18, 18), "adult_since": TODAY}
    before = consent(on=TODAY - timedelta(days=1))
    assert word(before, **since) is ConsentStanding.GIVEN_AS_CHILD
    assert against(before, **since) == {"consent_given_as_child"}
    assert word(before, consent(id="C2", on=TODAY), **since) is ConsentStanding.GIVEN
    assert word(before, age=(17, 18), adult_since=TODAY) is ConsentStanding.GIVEN
    no = consent(id="C3", given=False, on=TODAY - timedelta(days=9))
    assert word(no, **since) is ConsentStanding.REFUSED


def test_from_fifteen_on_the_no_of_whoever_answered_for_her_stops_nothing():
    yes = consent(on=TODAY - timedelta(days=9))
    no = consent(id="C2", given=False, given_by="mother", on=TODAY)
    for age in ((15, 15), (18, 18)):
        assert word(yes, no, age=age, around=(MOTHER,)) is ConsentStanding.GIVEN
        assert word(no, age=age, around=(MOTHER,)) is ConsentStanding.HER_YES_MISSING
    assert word(yes, no, age=(14, 15), around=(MOTHER,)) is ConsentStanding.REFUSED


def test_the_no_of_a_suspect_stops_nothing_and_that_of_an_unclear_role_does():
    around = (FATHER, MOTHER)
    yes = consent(given_by="mother", on=TODAY - timedelta(days=9))
    no = consent(id="C2", given=False, given_by="father", on=TODAY)
    assert word(yes, no, age=SMALL, around=around) is ConsentStanding.GIVEN
    assert word(no, age=SMALL, around=around) is ConsentStanding.NOT_ASKED
    unclear = replace(no, given_by=PARENT)
    assert word(yes, unclear, age=SMALL, around=around) is ConsentStanding.REFUSED


def test_a_guardian_or_temporary_carer_answers_by_a_paper_that_holds():
    guardian = PersonAroundFact("aunt", "friend", never_told=False, role="legal_guardian")
    yes = consent(given_by="aunt")
    assert word(yes, age=SMALL, around=(guardian,)) is ConsentStanding.GIVEN
    ended = replace(guardian, role_until=TODAY - timedelta(days=1))
    for without in (ended, replace(guardian, role="")):
        assert word(yes, age=SMALL, around=(without,)) is ConsentStanding.NO_CARER
    assert word(consent(given_by="legal_guardian"), age=SMALL) is ConsentStanding.NO_CARER


@pytest.mark.parametrize(
    ("relation", "answers_still"),
    [
        ("mother", True),
        ("father", True),
        ("relative", False),
        ("sibling", False),
        ("friend", False),
    ],
)
def test_after_a_mandate_ended_a_parent_still_answers_and_nobody_else(relation, answers_still):
    held = PersonAroundFact("he", relation, never_told=False, role="legal_guardian")
    ended = replace(held, role_until=TODAY - timedelta(days=1))
    last_day = replace(held, role_until=TODAY)
    yes = consent(given_by="he")
    assert word(yes, age=SMALL, around=(last_day,)) is ConsentStanding.GIVEN
    now = ConsentStanding.GIVEN if answers_still else ConsentStanding.NO_CARER
    assert word(yes, age=SMALL, around=(ended,)) is now
    assert somebody_may_answer((ended,), (), TODAY) is answers_still
    decisions = (decided("he"),)
    assert word(yes, age=SMALL, around=(ended,), decisions=decisions) is ConsentStanding.GIVEN


def test_the_paper_of_a_guardian_who_recruited_her_changes_nothing():
    aunt = PersonAroundFact("aunt", "recruiter", never_told=False, role="legal_guardian")
    yes = consent(given_by="aunt")
    for more in ({}, {"decisions": (decided("aunt"),)}):
        assert word(yes, age=SMALL, around=(aunt,), **more) is ConsentStanding.VOID


def test_where_two_claim_to_be_her_mother_two_colleagues_decide():
    other = replace(MOTHER, id="other")
    yes = consent(given_by="mother")
    both = {"age": SMALL, "around": (MOTHER, other)}
    assert word(yes, **both) is ConsentStanding.CARER_DISPUTED
    assert against(yes, **both) == {"consent_carer_disputed"}
    assert word(consent(given_by=PARENT), **both) is ConsentStanding.CARER_DISPUTED
    assert word(yes, decisions=(decided("mother"),), **both) is ConsentStanding.GIVEN
    assert word(yes, decisions=(decided("other"),), **both) is ConsentStanding.CARER_DISPUTED
    ended = decided("mother", on=TODAY - timedelta(days=9), until=TODAY - timedelta(days=1))
    assert word(yes, decisions=(ended,), **both) is ConsentStanding.CARER_DISPUTED


def test_a_case_worker_answers_once_two_decided_so():
    yes = consent(given_by="sokha", role="case_worker_in_her_interest")
    assert word(yes, age=SMALL) is ConsentStanding.NO_CARER
    chosen = (decided("case_worker_in_her_interest"),)
    assert word(yes, age=SMALL, decisions=chosen) is ConsentStanding.GIVEN
    assert word(yes, age=(12, 12), decisions=chosen) is ConsentStanding.HER_YES_MISSING


def test_nobody_decides_alone_who_answers_for_her():
    with pytest.raises(BadInput, match="second person"):
        decided("mother", second="sokha")


def test_anybody_around_her_can_be_a_suspect_or_on_the_list():
    yes = consent(given_by="mother")
    known = {"age": SMALL, "around": (MOTHER,)}
    assert word(yes, suspects=(Suspect("mother"),), **known) is ConsentStanding.VOID
    assert word(yes, never_tell=frozenset({"mother"}), **known) is ConsentStanding.VOID
    shelter = replace(MOTHER, parties=frozenset({"shelter"}))
    listed = {"never_tell": frozenset({"mother"}), "around": (shelter,), "suspects": ()}
    assert "never_told" in against(consent(), **listed)


# Properties over random statements.
QUICK = examples(200)
people = st.lists(
    st.builds(
        PersonAroundFact,
        id=st.sampled_from(["mother", "father", "aunt"]),
        relation=st.sampled_from(["", "mother", "father", "relative", "employer", "recruiter"]),
        never_told=st.sampled_from([None, True, False]),
        close_to_suspect=st.booleans(),
        parties=st.frozensets(st.sampled_from(["matron", "officer", "union"]), max_size=1),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
).map(tuple)
speakers = st.sampled_from([HERSELF, "mother", "father", "aunt", "boss", "matron", *sorted(ROLES)])
days = st.integers(0, 30).map(lambda n: TODAY - timedelta(days=n))
agrees = st.sampled_from([None, True, False])


@st.composite
def statements(draw, least=0):
    return tuple(
        consent(
            id=f"C{n}",
            given=draw(st.booleans()),
            on=draw(days),
            given_by=draw(speakers),
            assent=draw(agrees),
        )
        for n in range(draw(st.integers(least, 5)))
    )


@QUICK
@given(statements(), people)
def test_nobody_acts_on_a_yes_while_the_last_that_she_said_is_a_no(consents, around):
    def no(one):
        return not one.stands

    own = [one for one in consents if one.given_by == HERSELF or one.assent is not None]
    where = situation([finding()], consents=consents, around=around)
    own = [one for one in own if no(one) or where.doubt(one.given_by) is None]
    last = max(own, key=lambda one: (one.on, no(one)), default=None)
    if last is not None and no(last):
        assert weigh_partner(where, "shelter").action not in ACTS


@QUICK
@given(statements(), people, days)
def test_a_doubtful_yes_never_opens_what_was_closed(consents, around, day):
    before = situation([finding()], consents=consents, around=around)
    for giver in ("boss", "father", PARENT):
        yes = consent(id="new", given_by=giver, on=day, assent=None)
        if before.doubt(giver) is None:
            continue
        after = replace(before, case=replace(before.case, consents=(*consents, yes)))
        opened = weigh_partner(after, "shelter").action in ACTS
        assert not opened or weigh_partner(before, "shelter").action in ACTS


@QUICK
@given(statements(), people, st.sampled_from(["mother", "father", "aunt"]))
def test_to_learn_that_somebody_is_a_danger_never_opens_anything(consents, around, who):
    def seen(persons):
        where = situation([finding()], consents=consents, around=persons)
        return weigh_partner(where, "shelter").action in ACTS

    worse = tuple(replace(one, never_told=True) if one.id == who else one for one in around)
    if seen(worse):
        assert seen(around)


@QUICK
@given(statements(), people, st.randoms(use_true_random=False))
def test_the_order_in_which_it_was_recorded_does_not_matter(consents, around, random):
    mixed, people_mixed = list(consents), list(around)
    random.shuffle(mixed)
    random.shuffle(people_mixed)
    assert word(*consents, around=around) is word(*mixed, around=tuple(people_mixed))


ages = st.tuples(st.integers(0, 25), st.integers(0, 25)).map(lambda ends: (min(ends), max(ends)))


@QUICK
@given(statements(), people, ages, st.data())
def test_what_becomes_known_of_her_age_never_takes_away_what_was_enough(
    consents, around, age, data
):
    def acts(known):
        where = situation([finding()], consents=consents, around=around, age=known)
        return weigh_partner(where, "shelter").action in ACTS

    youngest = data.draw(st.integers(*age))
    closer = (youngest, data.draw(st.integers(youngest, age[1])))
    if acts(None):
        assert acts(age)
    if acts(age):
        assert acts(closer)


@QUICK
@given(statements(), people, st.none() | ages, days)
def test_a_dissent_never_makes_anything_allowed(consents, around, age, day):
    def acts(*said):
        where = situation([finding()], consents=said, around=around, age=age)
        return weigh_partner(where, "shelter").action in ACTS

    no = consent(id="new", given_by=PARENT, assent=False, on=day)
    assert not acts(*consents, no) or acts(*consents)


@QUICK
@given(statements(), people, st.none() | ages, st.sampled_from(["mother", "father", "aunt"]))
def test_no_decision_of_two_makes_the_yes_of_a_danger_count(consents, around, age, who):
    one = PersonAroundFact(who, "mother", never_told=True)
    others = tuple(other for other in around if other.id != who)

    def acts(*decisions):
        where = situation(
            [finding()], consents=consents, around=(*others, one), age=age, decisions=decisions
        )
        return weigh_partner(where, "shelter").action in ACTS

    assert acts(decided(who)) == acts()

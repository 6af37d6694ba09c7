"""Whose yes counts: rules and properties, as the command and the product ask them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.consent import GivenBy
from fanal.core.trust.consent import ConsentStanding
from fanal.core.trust.decide import Action, weigh_partner
from fanal.core.trust.parties import TieFact
from fanal.core.trust.situation import Suspect
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, TrustLevel
from fanal.core.trust.voices import HERSELF, ROLES, PersonAroundFact
from tests.core.trust.scene import NOW, TIES, TODAY, consent, finding, override, situation
from tests.examples import examples

PARENT = GivenBy.PARENT_OR_CAREGIVER
FATHER = PersonAroundFact("father", "father", never_told=True)
MOTHER = PersonAroundFact("mother", "mother", never_told=False)
ACTS = (Action.COOPERATE, Action.COOPERATE_WITH_PRECAUTIONS)


def word(*consents, **more):
    where = situation([finding()], consents=consents, **more)
    return where.consent("shelter", PartnerPurpose.HOLD_THE_PERSON, DataClass.IDENTITY).state


def against(*consents, **more):
    where = situation([finding()], consents=consents, **more)
    option = weigh_partner(where, "shelter")
    return {one.rule for one in option.grounds if one.effect in ("block", "find_out")}


def test_the_child_who_said_no_is_not_overruled_by_the_yes_beside_it():
    assert against(consent(given_by=PARENT, assent=False)) == {"consent_dissent"}
    assert against(consent(given_by=PARENT, assent=True)) == set()
    assert against(consent(given_by=PARENT)) == set()


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
    assert word(consent(given_by=given_by), around=around) is state


def test_a_yes_of_somebody_tied_to_a_suspect_is_none():
    assert word(consent(given_by="officer")) is ConsentStanding.VOID
    ties = (*TIES, TieFact("matron", "boss", "debt"))
    assert word(consent(given_by="matron"), ties=ties) is ConsentStanding.VOID
    assert word(consent(given_by="matron")) is ConsentStanding.GIVEN


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
    return {one.rule for one in grounds if one.effect in ("block", "find_out")}


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
            id=f"C{n}", given=draw(st.booleans()), on=draw(days), given_by=draw(speakers),
            assent=draw(agrees),
        )
        for n in range(draw(st.integers(least, 5)))
    )  # fmt: skip


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

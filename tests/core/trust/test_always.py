"""What is always true, whatever the situation."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from fanal.core.trust.change import what_would_change
from fanal.core.trust.decide import Action, decide, weigh_partner
from fanal.core.trust.findings import AllowanceFact, FindingStatus
from fanal.core.trust.redaction import redacted_for
from fanal.core.trust.to_json import as_data
from fanal.core.trust.vocabulary import (
    Credibility,
    DataClass,
    PartnerPurpose,
    Reliability,
    TrustLevel,
)
from tests.core.trust.scene import NOW, TIES, TODAY, consent, finding, situation, team
from tests.examples import examples

QUICK = examples(50)
PARTNERS = ("police", "station", "desk", "officer", "colonel", "shelter", "matron", "union")
ACCEPTABLE = (
    Action.BLOCKED,
    Action.DO_NOT_ACT_YET,
    Action.COOPERATE_WITH_PRECAUTIONS,
    Action.COOPERATE,
)
ACTS = (Action.COOPERATE, Action.COOPERATE_WITH_PRECAUTIONS)

purposes = st.frozensets(st.sampled_from(PartnerPurpose), max_size=3)
areas = st.sampled_from([None, "TH", "TH-34", "TH-34-1", "TH-96", "LA-OLD"])
ago = st.integers(0, 500).map(lambda days: TODAY - timedelta(days=days))
levels = st.sampled_from(TrustLevel)
# Made once: a strategy made anew at each draw is looked through anew.
anybody = st.sampled_from((*PARTNERS, "old-shelter"))
numbers = st.integers(0, 10**9)
until = st.none() | st.integers(0, 500)
around_today = st.none() | st.integers(-9, 9).map(lambda n: TODAY + timedelta(days=n))
second_persons = st.sampled_from([None, "claire", "mai"])
reliabilities, credibilities = st.sampled_from(Reliability), st.sampled_from(Credibility)
yes_or_no = st.booleans()
some_purposes = st.frozensets(st.sampled_from(PartnerPurpose), min_size=1)
one_or_two_purposes = st.frozensets(st.sampled_from(PartnerPurpose), min_size=1, max_size=2)
some_classes = st.frozensets(st.sampled_from(DataClass), min_size=1)
recipients = st.sampled_from([None, "shelter", "police"])
withdrawals = st.sampled_from([None, None, None, NOW - timedelta(hours=2)])
givers = st.sampled_from(["person", "person", "boss"])
how_many = st.integers(0, 3)
allowed_ones = st.sampled_from(["station", "desk", "colonel"])
places = st.sampled_from(["TH-34", "TH-34-1", "TH-96", "LA-CH"])
never_told = st.frozensets(st.sampled_from(["union", "colonel"]), max_size=1)
candidates = st.sets(st.sampled_from(PARTNERS), max_size=4).map(tuple)


@st.composite
def a_finding(draw, level=levels):
    said_on, days = draw(ago), draw(until)
    return finding(
        draw(anybody),
        draw(level),
        id=f"F{draw(numbers)}",
        purposes=draw(purposes),
        area=draw(areas),
        said_on=said_on,
        until=None if days is None else said_on + timedelta(days=days),
        confirmed_by=draw(second_persons),
        reliability=draw(reliabilities),
        credibility=draw(credibilities),
    )


@st.composite
def a_consent(draw, number):
    given = draw(yes_or_no)
    return consent(
        id=f"C{number}",
        given=given,
        on=draw(ago),
        until=draw(around_today),
        purposes=draw(some_purposes),
        classes=draw(some_classes),
        recipient=draw(recipients),
        withdrawn_at=draw(withdrawals),
        given_by=draw(givers),
    )


consents_numbered = [a_consent(n) for n in range(3)]
some_findings = st.lists(a_finding(), max_size=5, unique_by=lambda one: one.id)


@st.composite
def a_situation(draw, with_consent=False):
    findings = draw(some_findings)
    consents = [draw(consents_numbered[n]) for n in range(draw(how_many))]
    allowed = draw(allowed_ones)
    return situation(
        findings,
        purposes=draw(one_or_two_purposes),
        area=draw(places),
        consents=(consent(),) if with_consent else tuple(consents),
        never_tell=draw(never_told),
        candidates=draw(candidates),
        teams=(team(),) if draw(yes_or_no) else (),
        allowances=[AllowanceFact(allowed, frozenset({"a", "b"}))] if draw(yes_or_no) else [],
    )


def how_acceptable(where, party):
    return ACCEPTABLE.index(weigh_partner(where, party).action)


def plus(where, *findings):
    return where.with_findings((*where.world.findings, *findings))


@QUICK
@given(a_situation(), a_finding(st.sampled_from([TrustLevel.DANGEROUS, TrustLevel.NOT_FOR_THIS])))
def test_a_new_finding_of_danger_never_makes_a_partner_more_acceptable(where, danger):
    for party in PARTNERS:
        assert how_acceptable(plus(where, danger), party) <= how_acceptable(where, party)


@QUICK
@given(a_situation(with_consent=True), st.integers(1, 500))
def test_nobody_acts_after_the_last_day_on_which_it_helps(where, days):
    trusted = [finding(partner, id=partner) for partner in PARTNERS]
    where = replace(plus(where, *trusted), candidates=PARTNERS, teams=(team(),))
    late = replace(where, need=replace(where.need, by=TODAY - timedelta(days=days)))
    for option in decide(late).options:
        assert option.action is Action.DO_NOT_ACT_YET
        assert "too_late" in {ground.rule for ground in option.grounds}
    in_time = replace(where, need=replace(where.need, by=TODAY))
    rules = {ground.rule for option in decide(in_time).options for ground in option.grounds}
    assert "too_late" not in rules


@QUICK
@given(a_situation(), st.sampled_from(PARTNERS))
def test_a_danger_never_moves_its_partner_up_in_the_ranking(where, party):
    where = replace(where, candidates=PARTNERS)
    danger = finding(party, TrustLevel.DANGEROUS, id="new", confirmed_by=None)
    before, after = decide(where), decide(plus(where, danger))
    ahead = [option.who for option in before.options]
    still = [option.who for option in after.options]
    if party in still:
        assert set(ahead[: ahead.index(party)]) - {one.who for one in after.blocked} <= set(
            still[: still.index(party)]
        )
    assert party not in still or party in ahead


@QUICK
@given(a_situation(with_consent=True))
def test_unknown_or_expired_never_counts_as_safe(where):
    for party in PARTNERS:
        if weigh_partner(where, party).action in ACTS:
            in_force = [
                one
                for one in where.world.findings
                if where.standing(one) is FindingStatus.IN_FORCE and not one.level.stops
            ]
            chain = where.world.directory.chain(party)
            assert any(one.about in chain for one in in_force)


@QUICK
@given(a_situation(with_consent=True))
def test_what_has_expired_might_as_well_not_be_there_or_stops(where):
    kept = [one for one in where.world.findings if where.standing(one) is not FindingStatus.EXPIRED]
    for party in PARTNERS:
        assert how_acceptable(where, party) <= how_acceptable(where.with_findings(kept), party)


@QUICK
@given(a_situation(with_consent=True), st.integers(1, 900))
def test_time_alone_never_turns_a_blocked_partner_into_one_to_act_with(where, days):
    lasting = (consent(until=None),)
    later = replace(where, now=NOW + timedelta(days=days))
    where, later = (
        replace(one, case=replace(one.case, consents=lasting)) for one in (where, later)
    )
    for party in PARTNERS:
        newest = max((one.said_on for one in where.world.findings if one.level.stops), default=None)
        if newest is None or any(
            one.said_on > newest for one in where.world.findings if not one.level.stops
        ):
            continue
        if weigh_partner(where, party).action is Action.BLOCKED:
            assert weigh_partner(later, party).action not in ACTS


@QUICK
@given(a_situation(with_consent=True), st.sampled_from(["station", "desk", "officer", "colonel"]))
def test_a_block_on_an_organisation_holds_for_its_members_unless_two_allow_by_name(where, member):
    blocked = plus(where, finding("police", TrustLevel.DANGEROUS, id="new"))
    allowed = {allowance.party for allowance in where.world.allowances}
    if member not in allowed:
        assert weigh_partner(blocked, member).action is Action.BLOCKED


@QUICK
@given(a_situation(with_consent=True), st.sampled_from(PARTNERS))
def test_nobody_on_the_never_tell_list_is_told_even_through_a_third(where, forbidden):
    where = replace(where, case=replace(where.case, never_tell=frozenset({forbidden})))
    directory = where.world.directory
    for party in PARTNERS:
        if weigh_partner(where, party).action in ACTS:
            assert forbidden not in directory.hears(party)
            assert forbidden not in directory.chain(party)
            assert "boss" not in directory.hears(party)


@QUICK
@given(a_situation(with_consent=True))
def test_consent_withdrawn_blocks_at_once(where):
    gone = (consent(withdrawn_at=NOW),)
    after = replace(where, case=replace(where.case, consents=gone))
    for party in PARTNERS:
        assert weigh_partner(after, party).action is Action.BLOCKED


@QUICK
@given(a_situation(), st.randoms(use_true_random=False))
def test_the_order_of_everything_does_not_matter(where, random):
    def shuffled(things):
        things = list(things)
        random.shuffle(things)
        return tuple(things)

    other = replace(
        where.with_findings(shuffled(where.world.findings)),
        candidates=shuffled(where.candidates),
        case=replace(where.case, consents=shuffled(where.case.consents)),
    )
    assert as_data(decide(where), ()) == as_data(decide(other), ())


@QUICK
@given(a_situation())
def test_every_option_says_why(where):
    decision = decide(where)
    assert decision.options
    for option in decision.blocked:
        assert any(ground.effect == "block" for ground in option.grounds)
    for option in decision.options:
        if option.who and option.action is Action.DO_NOT_ACT_YET:
            assert any(ground.effect == "find_out" for ground in option.grounds)
        for ground in option.grounds:
            assert "{" not in str(ground.sentence)


@examples(25)
@given(a_situation())
def test_what_is_said_to_change_the_answer_does(where):
    now = decide(where).answer
    for change in what_would_change(where):
        assert (change.action, change.who) != (now.action, now.who)


@QUICK
@given(a_situation(with_consent=True), st.sampled_from(PARTNERS))
def test_a_hidden_danger_leaves_no_trace_and_sends_nobody_there(where, party):
    danger = finding(party, TrustLevel.DANGEROUS, id="hidden")
    seen = redacted_for(plus(where, danger), {"hidden"})
    assert weigh_partner(seen, party).action not in ACTS
    assert "hidden" not in str(as_data(decide(seen), ()))


def test_the_cousin_of_the_scene_is_the_officer():
    assert {end for tie in TIES for end in (tie.one, tie.other)} == {"boss", "officer"}

"""Worked situations: what is answered, and why."""

from datetime import timedelta

import pytest

from fanal.core.errors import BadInput
from fanal.core.trust.change import FindingChange, what_would_change
from fanal.core.trust.decide import Action, decide
from fanal.core.trust.findings import AllowanceFact
from fanal.core.trust.grounds import Effect
from fanal.core.trust.parties import Party, Stay, TieFact
from fanal.core.trust.redaction import redacted_for
from fanal.core.trust.situation import OwnTeam
from fanal.core.trust.to_json import as_data
from fanal.core.trust.vocabulary import (
    PartnerPresence,
    PartnerPurpose,
    PartyKind,
    TrustLevel,
    Urgency,
)
from tests.core.trust.scene import (
    NOW,
    PARTIES,
    TODAY,
    consent,
    finding,
    override,
    situation,
    team,
)

TAKE_IN = PartnerPurpose.HOLD_THE_PERSON


def answer(*findings, **more):
    return decide(situation(findings, **more)).answer


def option(who, *findings, **more):
    decision = decide(situation(findings, **more))
    return next(one for one in (*decision.options, *decision.blocked) if one.who == who)


def rules(one, effect):
    return [ground.rule for ground in one.only(effect)]


def test_a_trusted_partner_with_her_consent_is_asked():
    assert answer(finding()).action is Action.COOPERATE


def test_nobody_to_ask_and_nobody_to_send_is_said():
    nobody = answer(candidates=())
    assert (nobody.action, nobody.who) == (Action.DO_NOT_ACT_YET, "")


def test_a_partner_of_whom_nothing_is_known_is_not_asked():
    assert answer().action is Action.DO_NOT_ACT_YET
    assert rules(answer(), Effect.FIND_OUT) == ["trust_unknown"]


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("shelter", [finding(level=TrustLevel.DANGEROUS)]),
        # Dangerous for one of what is asked: of the rest nobody finds out either.
        ("shelter", [finding(level=TrustLevel.DANGEROUS, purposes=frozenset({TAKE_IN}))]),
        ("station", [finding("police", TrustLevel.DANGEROUS)]),
        ("station", [finding("police", TrustLevel.NOT_FOR_THIS)]),
        ("boss", []),
    ],
)
def test_nobody_finds_out_about_who_is_known_to_be_dangerous(who, found):
    purposes = [TAKE_IN, PartnerPurpose.KNOW_A_CASE_EXISTS, PartnerPurpose.BE_PAID]
    one = option(who, *found, candidates=(who,), purposes=purposes)
    assert one.action is Action.BLOCKED
    assert "trust_unknown" not in rules(one, Effect.FIND_OUT)


def test_one_of_a_dangerous_body_who_is_allowed_by_name_is_still_to_be_found_out_about():
    allowed = AllowanceFact("desk", frozenset({"claire", "noi"}))
    danger = finding("police", TrustLevel.DANGEROUS)
    one = option("desk", danger, candidates=("desk",), allowances=(allowed,))
    assert "trust_unknown" in rules(one, Effect.FIND_OUT)


def test_what_nobody_recorded_speaks_against_nobody():
    for who, known in (("union", False), ("shelter", True)):
        one = option(who, finding(who), candidates=(who,), languages=frozenset({"km"}))
        assert ("languages_not_on_file" in rules(one, Effect.NOT_ON_FILE)) == (not known)
        assert ("no_common_language" in rules(one, Effect.AGAINST)) is known
    for spoken in (frozenset(), frozenset({"th"})):
        ours = team(languages=spoken)
        one = option(ours.id, teams=(ours,), languages=frozenset({"km"}))
        assert ("team_languages_not_on_file" in rules(one, Effect.NOT_ON_FILE)) == (not spoken)
        assert ("team_needs_an_interpreter" in rules(one, Effect.AGAINST)) is bool(spoken)


def test_trust_for_something_lighter_is_no_trust_for_this():
    light = finding(purposes=frozenset({PartnerPurpose.KNOW_IDENTITY}))
    assert answer(light).action is Action.DO_NOT_ACT_YET


def test_trust_to_hold_her_covers_what_holding_her_lets_be_known():
    heavy = finding(purposes=frozenset({PartnerPurpose.HOLD_THE_PERSON}))
    assert answer(heavy).action is Action.COOPERATE
    assert answer(heavy, purposes=[PartnerPurpose.KNOW_WHEREABOUTS]).action is Action.COOPERATE


def test_trust_elsewhere_is_no_trust_here():
    assert answer(finding(area="TH-96")).action is Action.DO_NOT_ACT_YET


def test_trust_in_the_country_covers_the_province():
    assert answer(finding(area="TH")).action is Action.COOPERATE


def test_trust_before_a_reform_has_to_be_said_again():
    assert answer(finding(area="LA-OLD"), area="LA-CH").action is Action.DO_NOT_ACT_YET


def test_danger_before_a_reform_still_blocks():
    danger = finding(level=TrustLevel.DANGEROUS, area="LA-OLD")
    assert option("shelter", finding(), danger, area="LA-CH").action is Action.BLOCKED


def test_one_danger_outweighs_any_trust():
    trust = [finding(id=f"T{n}") for n in range(20)]
    danger = finding(level=TrustLevel.DANGEROUS, confirmed_by=None)
    assert option("shelter", *trust, danger).action is Action.BLOCKED


def test_danger_for_knowing_her_name_blocks_holding_her():
    danger = finding(level=TrustLevel.DANGEROUS, purposes=frozenset({PartnerPurpose.KNOW_IDENTITY}))
    assert option("shelter", finding(), danger).action is Action.BLOCKED


def test_danger_for_something_else_asks_for_care():
    danger = finding(level=TrustLevel.DANGEROUS, purposes=frozenset({PartnerPurpose.BE_PAID}))
    careful = option("shelter", finding(), danger)
    assert careful.action is Action.COOPERATE_WITH_PRECAUTIONS
    assert rules(careful, Effect.PRECAUTION) == ["dangerous_otherwise"]


def test_danger_of_a_body_elsewhere_asks_for_care_and_of_a_person_blocks():
    away = finding(level=TrustLevel.DANGEROUS, area="TH-96")
    assert option("shelter", finding(), away).action is Action.COOPERATE_WITH_PRECAUTIONS
    person = finding("matron", TrustLevel.DANGEROUS, area="TH-96")
    trusted = finding("matron")
    assert option("matron", trusted, person, candidates=("matron",)).action is Action.BLOCKED


def test_danger_said_after_the_trust_and_merely_lapsed_is_not_safe():
    trust = finding(said_on=TODAY - timedelta(days=90))
    lapsed = finding(
        level=TrustLevel.DANGEROUS,
        said_on=TODAY - timedelta(days=60),
        until=TODAY - timedelta(days=1),
    )
    assert answer(trust, lapsed).action is Action.DO_NOT_ACT_YET
    again = finding(id="again", said_on=TODAY - timedelta(days=5))
    assert answer(trust, lapsed, again).action is Action.COOPERATE


def test_a_block_on_the_organisation_holds_for_its_units_and_contacts():
    danger = finding("police", TrustLevel.DANGEROUS)
    for member in ("station", "desk", "colonel"):
        blocked = option(member, danger, finding(member), candidates=(member,), ties=())
        assert rules(blocked, Effect.BLOCK) == ["body_is_blocked"]


def test_two_people_may_allow_one_by_name_and_nobody_else_with_her():
    danger = finding("police", TrustLevel.DANGEROUS)
    allowed = [AllowanceFact("desk", frozenset({"claire", "noi"}))]
    desk = option("desk", danger, finding("desk"), candidates=("desk",), allowances=allowed)
    assert desk.action is Action.COOPERATE_WITH_PRECAUTIONS
    colonel = option(
        "colonel", danger, finding("colonel"), candidates=("colonel",), allowances=allowed
    )
    assert colonel.action is Action.BLOCKED


def test_an_allowance_lifts_no_danger_of_the_one_allowed():
    allowed = [AllowanceFact("desk", frozenset({"claire", "noi"}))]
    danger = finding("desk", TrustLevel.DANGEROUS)
    assert option("desk", danger, candidates=("desk",), allowances=allowed).action is Action.BLOCKED


def test_an_allowance_that_ended_yesterday_allows_nothing():
    danger = finding("police", TrustLevel.DANGEROUS)
    ended = [AllowanceFact("desk", frozenset({"a", "b"}), until=TODAY - timedelta(days=1))]
    desk = option("desk", danger, finding("desk"), candidates=("desk",), allowances=ended)
    assert desk.action is Action.BLOCKED


def test_one_person_cannot_allow():
    with pytest.raises(BadInput, match="two people"):
        AllowanceFact("desk", frozenset({"claire"}))
    with pytest.raises(BadInput, match="nobody allows themselves"):
        AllowanceFact("desk", frozenset({"claire", "desk"}))


def test_the_trust_in_an_organisation_is_shared_by_its_unit_and_not_by_a_single_person():
    trust = finding("police")
    assert option("desk", trust, candidates=("desk",)).action is Action.COOPERATE
    alone = option("colonel", trust, candidates=("colonel",))
    assert alone.action is Action.DO_NOT_ACT_YET


def test_a_dangerous_member_asks_for_care():
    careful = option("shelter", finding(), finding("matron", TrustLevel.DANGEROUS))
    assert rules(careful, Effect.PRECAUTION) == ["dangerous_member"]


def test_a_suspect_is_not_told_through_a_cousin():
    blocked = option("station", finding("station"), candidates=("station",))
    assert rules(blocked, Effect.BLOCK) == ["told_through_a_third"]
    assert blocked.only(Effect.BLOCK)[0].sources == ("boss", "officer")


def test_who_must_never_know_is_not_told_through_her_organisation():
    blocked = option("shelter", finding(), never_tell=frozenset({"matron"}))
    assert rules(blocked, Effect.BLOCK) == ["told_through_a_third"]


def test_who_belongs_to_a_body_that_must_never_know_is_not_told():
    blocked = option(
        "matron", finding("matron"), candidates=("matron",), never_tell=frozenset({"shelter"})
    )
    assert "never_told" in rules(blocked, Effect.BLOCK)


def test_who_must_never_know_is_found_under_the_name_of_a_merged_partner():
    blocked = option("shelter", finding(), never_tell=frozenset({"old-shelter"}))
    assert rules(blocked, Effect.BLOCK) == ["never_told"]


def test_trust_in_a_merged_partner_is_not_taken_over_and_danger_is():
    assert answer(finding("old-shelter")).action is Action.DO_NOT_ACT_YET
    danger = finding("old-shelter", TrustLevel.DANGEROUS)
    assert option("shelter", finding(), danger).action is Action.BLOCKED


def test_without_her_consent_she_is_asked_first():
    assert rules(answer(finding(), consents=()), Effect.FIND_OUT) == ["consent_not_asked"]


def test_consent_that_expired_yesterday_is_asked_again():
    old = consent(until=TODAY - timedelta(days=1))
    assert rules(answer(finding(), consents=(old,)), Effect.FIND_OUT) == ["consent_expired"]
    assert answer(finding(), consents=(consent(until=TODAY),)).action is Action.COOPERATE


def test_consent_taken_back_blocks_at_once():
    gone = consent(withdrawn_at=NOW)
    assert rules(option("shelter", finding(), consents=(gone,)), Effect.BLOCK) == [
        "consent_withdrawn"
    ]


def test_of_a_yes_and_a_no_of_the_same_day_the_no_counts():
    both = (consent(), consent(id="C2", given=False))
    assert option("shelter", finding(), consents=both).action is Action.BLOCKED


def test_a_later_yes_counts():
    both = (
        consent(id="C0", given=False, on=TODAY - timedelta(days=20)),
        consent(on=TODAY - timedelta(days=1)),
    )
    assert answer(finding(), consents=both).action is Action.COOPERATE


def test_consent_given_for_her_by_a_suspect_is_none():
    bought = consent(given_by="boss")
    assert rules(answer(finding(), consents=(bought,)), Effect.FIND_OUT) == ["consent_void"]


def test_consent_for_one_partner_is_not_for_another():
    other = consent(recipient="union")
    assert answer(finding(), consents=(other,)).action is Action.DO_NOT_ACT_YET
    hers = consent(recipient="shelter")
    assert answer(finding("matron"), candidates=("matron",), consents=(hers,)).action is (
        Action.COOPERATE
    )


def test_a_no_to_a_partner_counts_after_its_merger_and_a_yes_does_not():
    assert answer(finding(), consents=(consent(recipient="old-shelter"),)).action is (
        Action.DO_NOT_ACT_YET
    )
    no = (consent(), consent(id="C2", given=False, recipient="old-shelter", on=TODAY))
    assert option("shelter", finding(), consents=no).action is Action.BLOCKED


def test_a_no_to_her_name_being_known_is_a_no_to_being_held():
    no = consent(id="C2", given=False, on=TODAY, purposes=frozenset({PartnerPurpose.KNOW_IDENTITY}))
    assert option("shelter", finding(), consents=(consent(), no)).action is Action.BLOCKED


def test_an_override_replaces_consent_and_asks_for_care():
    careful = answer(finding(), consents=(), overrides=(override(),))
    assert rules(careful, Effect.PRECAUTION) == ["consent_overridden"]


def test_an_override_replaces_no_trust():
    danger = finding(level=TrustLevel.DANGEROUS)
    assert option("shelter", danger, consents=(), overrides=(override(),)).action is Action.BLOCKED


def test_an_override_from_before_her_last_no_is_spent():
    gone = consent(withdrawn_at=NOW - timedelta(minutes=5))
    early = override(at=NOW - timedelta(hours=2))
    assert option("shelter", finding(), consents=(gone,), overrides=(early,)).action is (
        Action.BLOCKED
    )
    after = override(at=NOW - timedelta(minutes=1))
    assert option("shelter", finding(), consents=(gone,), overrides=(after,)).action is (
        Action.COOPERATE_WITH_PRECAUTIONS
    )


@pytest.mark.parametrize(
    "wrong", [{"text": "urgent"}, {"second": "sokha"}, {"second": ""}, {"recipient": "noi"}]
)
def test_an_override_that_is_only_a_tick_is_refused(wrong):
    with pytest.raises(BadInput):
        override(**wrong)


def test_a_yes_that_names_nothing_is_refused():
    with pytest.raises(BadInput):
        consent(purposes=frozenset())


def test_where_a_dangerous_partner_is_strong_our_own_people_go_before_one_half_trusted():
    half = finding(level=TrustLevel.WITH_PRECAUTIONS)
    assert answer(half, teams=(team(),)).who == "shelter"
    danger = finding("police", TrustLevel.DANGEROUS)
    assert answer(half, danger, teams=(team(),)).action is Action.OWN_TEAM_GOES


def test_a_partner_fully_trusted_goes_before_our_own_people_even_then():
    danger = finding("police", TrustLevel.DANGEROUS)
    assert answer(finding(), danger, teams=(team(),)).action is Action.COOPERATE


def test_a_team_of_which_only_one_can_go_does_not_go():
    left = option("bangkok", teams=(team(must_not_go=frozenset({"noi", "ek"})),))
    assert rules(left, Effect.BLOCK) == ["too_few"]


def test_a_colleague_who_is_dangerous_or_tied_to_a_suspect_stays_behind():
    parties = (*PARTIES, Party("ek", PartyKind.PERSON), Party("noi", PartyKind.PERSON))
    ties = (TieFact("boss", "ek"),)
    careful = option("bangkok", teams=(team(),), parties=parties, ties=ties)
    assert rules(careful, Effect.PRECAUTION) == ["some_stay_behind"]
    danger = finding("noi", TrustLevel.DANGEROUS, said_by="claire", confirmed_by=None)
    blocked = option("bangkok", danger, teams=(team(),), parties=parties, ties=ties)
    assert rules(blocked, Effect.BLOCK) == ["too_few"]


def test_a_team_without_a_permit_finds_out_first():
    assert rules(option("bangkok", teams=(team(permits={}),)), Effect.FIND_OUT) == ["no_permit"]
    short = team(permits={"TH": TODAY})
    late = option("bangkok", teams=(short,), by=TODAY + timedelta(days=2))
    assert rules(late, Effect.FIND_OUT) == ["no_permit"]


def test_a_team_through_a_closed_crossing_is_blocked():
    shut = option("bangkok", teams=(team(crosses=("SHUT",)),))
    assert rules(shut, Effect.BLOCK) == ["crossing_closed"]
    assert option("bangkok", teams=(team(crosses=("CHONG-MEK",)),)).action is Action.OWN_TEAM_GOES


def test_a_team_cannot_do_what_it_cannot_do():
    assert rules(
        option("bangkok", teams=(team(can=frozenset({PartnerPurpose.ESCORT})),)), Effect.BLOCK
    ) == ["cannot"]


def test_her_no_binds_our_own_people_too():
    no = consent(id="C2", given=False, on=TODAY)
    assert rules(option("bangkok", teams=(team(),), consents=(no,)), Effect.BLOCK) == [
        "she_said_no"
    ]


def test_a_team_that_could_not_ask_her_asks_before_she_is_moved():
    careful = option("bangkok", teams=(team(),), consents=())
    assert careful.action is Action.OWN_TEAM_GOES
    assert rules(careful, Effect.PRECAUTION) == ["she_was_not_asked"]


def test_who_comes_too_late_is_ranked_behind_who_comes_in_time():
    slow, quick = team(id="slow", days=5), team(id="quick", days=1)
    decision = decide(situation(teams=(slow, quick), candidates=(), urgency=Urgency.NOW))
    assert [one.who for one in decision.options] == ["quick", "slow"]


def test_a_partner_with_nobody_there_is_not_asked_to_hold_her():
    parties = [
        party
        if party.id != "shelter"
        else Party("shelter", PartyKind.ORGANISATION, stays=(Stay("TH", PartnerPresence.NONE),))
        for party in PARTIES
    ]
    assert rules(option("shelter", finding(), parties=parties), Effect.BLOCK) == ["nobody_there"]


def test_the_single_finding_that_would_change_the_answer_is_named():
    changes = what_would_change(situation())
    assert (changes[0].move, changes[0].about, changes[0].level) == (
        FindingChange.IF_FOUND,
        "shelter",
        TrustLevel.TRUSTED,
    )
    assert changes[0].action is Action.COOPERATE


def test_the_danger_that_stands_in_the_way_is_named():
    both = situation((finding(), finding(level=TrustLevel.DANGEROUS)))
    first = what_would_change(both)[0]
    assert (first.move, first.finding) == (FindingChange.IF_WITHDRAWN, "shelter-dangerous")


def test_whoever_must_not_know_of_a_danger_sees_a_partner_of_whom_nothing_is_known():
    known = situation((finding(), finding(level=TrustLevel.DANGEROUS)))
    seen = decide(redacted_for(known, {"shelter-dangerous"}))
    nothing = decide(situation())
    assert as_data(seen, ()) == as_data(nothing, ())


def test_a_hidden_danger_of_a_member_hides_the_trust_in_her_organisation():
    known = situation((finding(), finding("matron", TrustLevel.DANGEROUS)))
    assert decide(redacted_for(known, {"matron-dangerous"})).answer.action is Action.DO_NOT_ACT_YET


def test_a_team_is_named_by_its_id_where_it_has_no_name():
    assert (
        decide(situation(candidates=(), teams=(OwnTeam("x", frozenset({"a", "b"})),)))
        .options[0]
        .name
        == "x"
    )

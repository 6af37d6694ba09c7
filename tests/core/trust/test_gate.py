"""The one way out: each condition stops alone, and all four together let pass."""

from datetime import timedelta

import pytest

from fanal.core.trust.gate import (
    MAY_SEND,
    NEEDS_APPROVAL,
    ApprovalFact,
    Recipient,
    RecipientKind,
    Sender,
    may_disclose,
)
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, PartnerType, TrustLevel
from tests.core.trust.scene import NOW, case, consent, finding, override, world

SHELTER = Recipient(RecipientKind.PARTY, "shelter")
SOKHA = Sender("sokha", "case_worker")
APPROVED = ApprovalFact(
    "noi", "team_lead", NOW - timedelta(hours=1), "shelter", frozenset(DataClass)
)


def gate(
    *findings,
    to=SHELTER,
    classes=(DataClass.IDENTITY,),
    purpose=PartnerPurpose.HOLD_THE_PERSON,
    **more,
):
    facts = {key: more.pop(key) for key in ("consents", "overrides", "never_tell") if key in more}
    given = {"sender": SOKHA, "approvals": [APPROVED], "area": "TH-34"}
    return may_disclose(
        case(**facts), to, classes, purpose, NOW, world=world(findings), **(given | more)
    )


def why(answer):
    return [ground.rule for ground in answer.because]


def test_consent_and_trust_and_role_and_approval_together_let_pass():
    assert gate(finding()).allowed


def test_without_trust_nothing_passes():
    assert why(gate()) == ["trust_unknown"]


def test_without_consent_nothing_passes():
    assert why(gate(finding(), consents=())) == ["consent_not_asked"]


def test_without_the_role_nothing_passes():
    assert why(gate(finding(), sender=Sender("duc", "data_analyst"))) == ["role"]


def test_a_lawyer_sends_legal_papers_and_no_medical_ones():
    mai = Sender("mai", "lawyer")
    ask = {"sender": mai, "purpose": PartnerPurpose.RECEIVE_DOCUMENTS}
    assert gate(finding(), classes=[DataClass.LEGAL], **ask).allowed
    assert why(gate(finding(), classes=[DataClass.MEDICAL], **ask)) == ["role"]


def test_where_she_is_goes_out_only_when_a_lead_has_approved():
    assert why(gate(finding(), approvals=[])) == ["approval"]
    legal = {"classes": [DataClass.LEGAL], "purpose": PartnerPurpose.RECEIVE_DOCUMENTS}
    assert gate(finding(), approvals=[], **legal).allowed


@pytest.mark.parametrize(
    "approval",
    [
        ApprovalFact("sokha", "team_lead", NOW, "shelter", frozenset(DataClass)),
        ApprovalFact("linh", "case_worker", NOW, "shelter", frozenset(DataClass)),
        ApprovalFact("noi", "team_lead", NOW, "union", frozenset(DataClass)),
        ApprovalFact("noi", "team_lead", NOW, "shelter", frozenset({DataClass.MEDICAL})),
        ApprovalFact("noi", "team_lead", NOW - timedelta(days=8), "shelter", frozenset(DataClass)),
        ApprovalFact("noi", "team_lead", NOW + timedelta(hours=1), "shelter", frozenset(DataClass)),
    ],
)
def test_an_approval_of_oneself_of_another_or_of_last_week_is_none(approval):
    assert "approval" in why(gate(finding(), approvals=[approval]))


def test_danger_is_not_overridden():
    answer = gate(finding(level=TrustLevel.DANGEROUS), consents=(), overrides=(override(),))
    assert why(answer) == ["dangerous"]


def test_an_override_lets_pass_and_is_named_for_the_journal():
    answer = gate(finding(), consents=(), overrides=(override(),))
    assert answer.allowed
    assert answer.overridden == ("O1",)


def test_an_override_for_one_recipient_is_for_no_other():
    answer = gate(finding(), consents=(), overrides=(override(recipient="union"),))
    assert why(answer) == ["consent_not_asked"]


def test_an_override_is_over_after_a_day():
    old = override(at=NOW - timedelta(hours=24))
    assert not gate(finding(), consents=(), overrides=(old,)).allowed


def test_data_outside_the_consent_does_not_pass():
    some = consent(classes=frozenset({DataClass.IDENTITY, DataClass.WHEREABOUTS}))
    assert gate(finding(), consents=(some,)).allowed
    assert not gate(finding(), consents=(some,), classes=[DataClass.MEDICAL]).allowed


def test_telling_where_she_is_asks_for_that_trust_whatever_the_purpose_says():
    light = finding(purposes=frozenset({PartnerPurpose.KNOW_IDENTITY}))
    ask = {"purpose": PartnerPurpose.KNOW_IDENTITY}
    assert gate(light, classes=[DataClass.IDENTITY], **ask).allowed
    assert why(gate(light, classes=[DataClass.WHEREABOUTS], **ask)) == ["trust_unknown"]


def test_precautions_come_with_the_yes():
    answer = gate(finding(level=TrustLevel.WITH_PRECAUTIONS))
    assert answer.allowed
    assert [str(ground.sentence) for ground in answer.precautions] == ["By telephone only."]


def test_her_own_data_are_hers():
    herself = Recipient(RecipientKind.THE_PERSON, "her")
    assert gate(to=herself, consents=(), approvals=[]).allowed
    assert not gate(to=herself, sender=Sender("anan", "administrator")).allowed


def test_a_colleague_on_the_never_tell_list_or_found_dangerous_is_not_told():
    ek = Recipient(RecipientKind.COLLEAGUE, "ek")
    assert gate(to=ek, consents=()).allowed
    assert why(gate(to=ek, never_tell=frozenset({"ek"}))) == ["never_told"]
    assert why(gate(finding("ek", TrustLevel.DANGEROUS), to=ek)) == ["dangerous"]


def test_a_team_is_told_with_her_consent_and_only_if_each_of_its_members_may_be():
    team = Recipient(RecipientKind.TEAM, "vientiane", frozenset({"somchit", "ek"}))
    assert gate(to=team).allowed
    assert why(gate(to=team, consents=())) == ["consent_not_asked"]
    assert why(gate(to=team, never_tell=frozenset({"ek"}))) == ["never_told"]
    answer = gate(finding("ek", TrustLevel.DANGEROUS), to=team)
    assert why(answer) == ["dangerous"]
    assert "of this team" in str(answer.because[0].sentence)


def test_a_person_shares_the_trust_in_her_house_only_to_know_that_there_is_a_case():
    matron = Recipient(RecipientKind.PARTY, "matron")
    only = {"classes": [DataClass.EXISTENCE], "approvals": []}
    assert gate(finding(), to=matron, purpose=PartnerPurpose.KNOW_A_CASE_EXISTS, **only).allowed
    assert "trust_unknown" in why(gate(finding(), to=matron, **only))


def test_trust_in_one_area_is_not_enough_to_tell_without_saying_where():
    assert why(gate(finding(area="TH-34"), area=None)) == ["trust_unknown"]
    assert gate(finding(), area=None).allowed


@pytest.mark.parametrize("told", DataClass)
def test_every_class_of_data_is_stopped_by_a_withdrawn_consent(told):
    gone = (consent(withdrawn_at=NOW - timedelta(minutes=1)),)
    assert "consent_withdrawn" in why(gate(finding(), classes=[told], consents=gone))


def test_administrators_analysts_and_auditors_send_nothing():
    assert set(MAY_SEND) == {"case_worker", "team_lead", "director", "lawyer"}
    assert DataClass.WHEREABOUTS in NEEDS_APPROVAL


@pytest.mark.parametrize("types", [(), (None,), (None, "hospital"), ("police", "hospital")])
def test_a_narrow_no_is_wide_where_a_body_above_is_not_known_to_do_other_work(types):
    no = consent(
        given=False,
        narrow=frozenset({DataClass.LEGAL}),
        narrow_types=frozenset({PartnerType.HOSPITAL}),
    )
    ask = (["clinic"], PartnerPurpose.RECEIVE_DOCUMENTS)
    wide = [PartnerType(one) if one else None for one in types]
    assert all(no.covers(*ask, told, wide) for told in DataClass)
    hospital = [PartnerType.HOSPITAL]
    assert {data_class for data_class in DataClass if no.covers(*ask, data_class, hospital)} == {
        DataClass.LEGAL
    }


@pytest.mark.parametrize(
    ("found", "elsewhere"),
    [
        ({"area": "TH-34"}, True),
        ({"area": None, "purposes": frozenset({PartnerPurpose.RECEIVE_DOCUMENTS})}, True),
        ({"confirmed_by": None}, False),
        ({"area": "TH-34", "level": TrustLevel.DANGEROUS}, False),
    ],
)
def test_whoever_is_trusted_elsewhere_is_not_said_to_be_unknown(found, elsewhere):
    answer = gate(finding(**found), area="TH-96")
    (ground,) = (one for one in answer.because if one.rule == "trust_unknown")
    assert ("found fit elsewhere or for something else" in str(ground.sentence)) is elsewhere
    assert ("nothing that is known counts" in str(ground.sentence)) is not elsewhere

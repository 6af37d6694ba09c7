"""The gate reads what bears on one partner, and answers as if it had read the whole register."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from fanal.cases.actions import consents, entries
from fanal.cases.models import PersonAround
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, TrustLevel
from fanal.partners.actions.areas import add_area, reform
from fanal.partners.actions.findings import allow, allow_too, confirm, record_finding
from fanal.partners.actions.partners import add_partner, merge, tie
from fanal.partners.models import Area
from fanal.sharing.access import may_disclose
from fanal.sharing.actions.rules import approve, never_tell, override, override_too
from tests import files
from tests.shares import mostly_long
from tests.sharing import plain_gate


def areas(cast):
    by = cast.noi
    land = add_area(code="TH", name="Land", kind="country", by=by)
    old, north, south, _other = (
        add_area(code=code, name=code, kind="province", within=land, by=by)
        for code in ("TH-OLD", "TH-N", "TH-S", "TH-X")
    )
    add_area(code="TH-N-1", name="District", kind="district", within=north, by=by)
    add_area(code="TH-OLD-1", name="Gone", kind="district", within=old, by=by)
    reform(area=old, into=[north, south], on=timezone.localdate(), by=by)


def parties(cast, chance):
    def add(kind, within=None):
        return add_partner(kind=kind, name=f"{kind}", within=within, by=cast.noi)

    tops = [add("organisation") for _ in range(4)]
    units = [add("unit", top) for top in tops for _ in range(2)]
    people = [add("person", chance.choice([*units, None])) for _ in range(6)]
    everybody = [*tops, *units, *people]
    for _ in range(4):
        one, other = chance.sample(everybody, 2)
        tie(one=one, other=other, words="cousins", by=cast.noi)
    for one in chance.sample(people, 2):
        tie(one=one, colleague=cast.kham, words="married", by=cast.noi)
    merge(partner=tops[3], into=tops[0], by=cast.noi)
    return everybody


def findings(cast, chance, everybody):
    today = timezone.localdate()
    for one in [*everybody, *chance.sample(everybody, 6)]:
        level = chance.choice([*TrustLevel, *[TrustLevel.TRUSTED] * 6])
        made = record_finding(
            about=one,
            level=level,
            reliability="A",
            credibility="1",
            precautions=["by telephone"],
            by=chance.choice([cast.sokha, cast.kham]),
            area=chance.choice([None, None, *Area.objects.all()]),
            on=today - timedelta(days=chance.randrange(200)),
            until=chance.choice([None, today + timedelta(days=9)]),
            closed=chance.choice([None, True, False]),
        )
        if not level.stops:
            confirm(finding=made, by=cast.noi)
    for one in chance.sample(everybody, 3):
        until = today + timedelta(days=9)
        first = allow(partner=one, reason="Known.", until=until, by=cast.noi)
        allow_too(allowance=first, by=cast.claire)


def answered_by(chance, beside):
    """She herself, mostly; or somebody around her, our own case worker, a parent without a name."""
    if chance.random() < 0.6:
        return {}
    role = chance.choice(["parent_or_caregiver", "case_worker_in_her_interest"])
    agrees = {"answers": {"assent": chance.choice([True, True, False])}}
    return {"given_by": role, "giver": chance.choice([None, *beside])} | agrees


def her_case(cast, chance, everybody):
    """What she said, who must not know, who approved and who overrode: anything."""
    person, ring = files.person(cast), cast.ring(cast.sokha)
    case, today = files.case(cast, people=[person]), timezone.localdate()
    beside = [
        entries.add_entry(
            case=case,
            kind="around",
            by=cast.sokha,
            ring=ring,
            answers={"name": one.name, "relation": chance.choice(["mother", "father", "friend"])},
        )
        for one in chance.sample(everybody, 3)
    ]
    for one, known in zip(beside, everybody[-3:], strict=True):
        row = PersonAround.objects.get(entry=one)
        row.coded = row.coded | {"parties": [str(known.id)]}
        row.save()
    for partner in [*everybody, *everybody, None]:
        consents.record_consent(
            case=case,
            person=person,
            purpose=chance.choice(["referral", "return", "medical"]),
            answer=chance.choice(["given"] * 12 + ["refused", "not_able_now"]),
            partner=partner.id if partner else None,
            data_class=chance.choice(["", "", "identity", "medical"]),
            **answered_by(chance, beside),
            on=today - timedelta(days=chance.randrange(60)),
            by=cast.sokha,
            ring=ring,
            until=chance.choice([None, today + timedelta(days=9)]),
        )
    one, other = chance.sample(everybody, 2)
    never_tell(case=case, partner=one, suspect=True, reason="A cousin.", by=cast.sokha)
    never_tell(case=case, colleague=cast.kham, reason="Her uncle.", by=cast.sokha)
    approve(case=case, partner=other, classes=["whereabouts", "medical"], by=cast.noi)
    for one in chance.sample(everybody, 8):
        first = override(
            case=case,
            partner=one,
            ground="vital_interest",
            text="She may be dead by tomorrow.",
            purpose=chance.choice(list(PartnerPurpose)),
            classes=["identity", "whereabouts"],
            by=cast.sokha,
        )
        if chance.random() < 0.7:
            override_too(row=first, by=cast.noi)
    return {"case": case, "person": person}


@pytest.mark.parametrize("seed", mostly_long(range(2), of=2))
def test_the_gate_answers_from_what_bears_on_one_partner_as_from_everything(cast, seed):
    chance, rules, yes = Random(seed), set(), 0
    areas(cast)
    everybody = parties(cast, chance)
    findings(cast, chance, everybody)
    her = her_case(cast, chance, everybody)
    for one in everybody:
        for area in chance.sample([None, *Area.objects.all()], 3):
            light = chance.random() < 0.7
            ask = {
                **her,
                "partner": one,
                "area": area,
                "now": timezone.localtime(),
                "classes": ["existence"] if light else chance.sample(list(DataClass), 1),
                "purpose": PartnerPurpose.KNOW_A_CASE_EXISTS
                if light
                else chance.choice(list(PartnerPurpose)),
                "by": chance.choice([cast.sokha, cast.kham, cast.noi, cast.mai, cast.vera]),
            }
            answer = may_disclose(**ask)
            said, because = plain_gate.answer(**ask)
            assert (answer.gate, answer.because) == (said, because)
            yes += answer.allowed
            rules |= {ground.rule for ground in (*said.because, *said.precautions)}
            rules |= {"hidden"} if said.because != because else set()
    assert yes
    assert rules >= {"told_through_a_third", "dangerous", "dangerous_member", "hidden"}
    assert "consent_dissent" in rules

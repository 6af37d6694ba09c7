"""The gate reads what bears on one partner, and answers as if it had read the whole register."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from fanal.core.trust import gate
from fanal.core.trust.consent import Consent
from fanal.core.trust.gate import Recipient, RecipientKind, Sender
from fanal.core.trust.situation import CaseFacts
from fanal.core.trust.vocabulary import DataClass, Level, Purpose
from fanal.partners import actions
from fanal.partners.models import Area
from fanal.partners.queries.world import world, world_around


def areas(cast):
    by = cast.noi
    land = actions.add_area(code="TH", name="Land", kind="country", by=by)
    old, north, south, other = (
        actions.add_area(code=code, name=code, kind="province", within=land, by=by)
        for code in ("TH-OLD", "TH-N", "TH-S", "TH-X")
    )
    actions.add_area(code="TH-N-1", name="District", kind="district", within=north, by=by)
    actions.add_area(code="TH-OLD-1", name="Gone", kind="district", within=old, by=by)
    actions.reform(area=old, into=[north, south], on=timezone.localdate(), by=by)
    return other


def parties(cast, chance):
    def add(kind, within=None):
        return actions.add_partner(kind=kind, name=f"{kind}", within=within, by=cast.noi)

    tops = [add("organisation") for _ in range(4)]
    units = [add("unit", top) for top in tops for _ in range(2)]
    people = [add("person", chance.choice([*units, None])) for _ in range(6)]
    everybody = [*tops, *units, *people]
    for _ in range(4):
        one, other = chance.sample(everybody, 2)
        actions.tie(one=one, other=other, words="cousins", by=cast.noi)
    for one in chance.sample(people, 2):
        actions.tie(one=one, colleague=cast.kham, words="married", by=cast.noi)
    actions.merge(partner=tops[3], into=tops[0], by=cast.noi)
    return everybody


def find(cast, chance, everybody):
    for one in chance.sample(everybody, 12):
        level = chance.choice(list(Level))
        made = actions.find(
            about=one, level=level, reliability="A", credibility="1",
            precautions=["by telephone"], by=cast.sokha,
            area=chance.choice([None, *Area.objects.all()]),
            on=timezone.localdate() - timedelta(days=chance.randrange(200)),
            until=chance.choice([None, timezone.localdate() + timedelta(days=9)]),
        )  # fmt: skip
        if not level.stops:
            actions.confirm(finding=made, by=cast.noi)
    for one in chance.sample(everybody, 3):
        until = timezone.localdate() + timedelta(days=9)
        first = actions.allow(partner=one, reason="Known.", until=until, by=cast.noi)
        actions.allow_too(allowance=first, by=cast.claire)


def test_the_gate_answers_the_same_from_what_bears_on_one_partner_as_from_everything(cast):
    chance, now, answers = Random(3), timezone.localtime(), set()
    areas(cast)
    everybody = parties(cast, chance)
    find(cast, chance, everybody)
    everything, purposes = world(), frozenset(Purpose)
    for one in everybody:
        given = Consent("c", True, now.date(), purposes, frozenset(DataClass), str(one.id))
        forbidden = {str(chance.choice(everybody).id), str(cast.kham.pk)}
        facts = CaseFacts(never_tell=frozenset(forbidden), consents=(given,), age=(30, 30))
        for area in (None, *Area.objects.all()):
            ask = {
                "case": facts, "recipient": Recipient(RecipientKind.PARTY, str(one.id)),
                "classes": [DataClass.IDENTITY], "purpose": chance.choice(list(Purpose)),
                "now": now, "sender": Sender("sokha", "case_worker"),
                "area": str(area.id) if area else None,
            }  # fmt: skip
            whole = gate.may_disclose(**ask, world=everything)
            assert gate.may_disclose(**ask, world=world_around(one, area)) == whole
            answers |= {ground.rule for ground in (*whole.because, *whole.precautions)}
    assert answers >= {"never_told", "told_through_a_third", "dangerous", "body_is_blocked"}

"""A fixed scene: a girl of 15 to 17, a province, partners, suspects, two teams."""

from datetime import UTC, date, datetime, timedelta

from fanal.core.trust.areas import AreaFact, AreaTree
from fanal.core.trust.consent import ConsentFact, OverrideFact, OverrideGround
from fanal.core.trust.findings import PartnerFinding
from fanal.core.trust.parties import Directory, Party, Stay, TieFact
from fanal.core.trust.situation import (
    OwnTeam,
    ServiceNeed,
    Situation,
    Suspect,
    TrustCaseFacts,
    World,
)
from fanal.core.trust.travel_facts import Going, LawfulGround
from fanal.core.trust.vocabulary import (
    Credibility,
    DataClass,
    FindingReason,
    PartnerPresence,
    PartnerPurpose,
    PartyKind,
    Reliability,
    TrustLevel,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = NOW.date()
AREAS = (
    AreaFact("TH", "country"),
    AreaFact("TH-34", "province", "TH"),
    AreaFact("TH-34-1", "district", "TH-34"),
    AreaFact("TH-96", "province", "TH"),
    AreaFact("LA", "country"),
    AreaFact("LA-CH", "province", "LA"),
    AreaFact("LA-OLD", "province", "LA", valid_until=date(2025, 6, 30), replaced_by=("LA-CH",)),
    AreaFact("CHONG-MEK", "crossing", "TH-34"),
    AreaFact("SHUT", "crossing", "TH-34", valid_until=date(2025, 7, 23)),
)
PARTIES = (
    Party(
        "police",
        PartyKind.ORGANISATION,
        "Police",
        stays=(Stay("TH", PartnerPresence.STRONG),),
        languages=frozenset({"th"}),
    ),
    Party("station", PartyKind.UNIT, "Station", within="police"),
    Party("desk", PartyKind.UNIT, "Desk", within="police"),
    Party("officer", PartyKind.PERSON, "Officer", within="station"),
    Party("colonel", PartyKind.PERSON, "Colonel", within="desk"),
    Party(
        "shelter",
        PartyKind.ORGANISATION,
        "Shelter",
        stays=(Stay("TH-34", PartnerPresence.SOME),),
        languages=frozenset({"lo"}),
    ),
    Party("matron", PartyKind.PERSON, "Matron", within="shelter"),
    Party("old-shelter", PartyKind.ORGANISATION, "Old shelter", merged_into="shelter"),
    Party("union", PartyKind.ORGANISATION, "Union"),
    Party("boss", PartyKind.PERSON, "Boss"),
)
TIES = (TieFact("boss", "officer", "family"),)
ALL = frozenset(PartnerPurpose)
EVERYTHING = frozenset(DataClass)


def finding(about="shelter", level=TrustLevel.TRUSTED, **more):
    given = {
        "id": f"{about}-{level}",
        "said_by": "noi",
        "said_on": TODAY - timedelta(days=30),
        "reliability": Reliability.A,
        "credibility": Credibility.CONFIRMED,
        "confirmed_by": "claire",
        "precautions": ("By telephone only.",) if level is TrustLevel.WITH_PRECAUTIONS else (),
        "reasons": frozenset({FindingReason.COMPLICIT}) if level.stops else frozenset(),
    }
    return PartnerFinding(about=about, level=level, **(given | more))


def consent(**more):
    given = {
        "id": "C1",
        "given": True,
        "on": TODAY - timedelta(days=10),
        "purposes": ALL,
        "classes": EVERYTHING,
    }
    return ConsentFact(**(given | more))


def override(**more):
    given = {
        "id": "O1",
        "ground": OverrideGround.VITAL_INTEREST,
        "text": "She is being beaten tonight and cannot be reached.",
        "by": "sokha",
        "second": "noi",
        "at": NOW - timedelta(hours=1),
        "recipient": "shelter",
        "purposes": ALL,
        "classes": EVERYTHING,
    }
    return OverrideFact(**(given | more))


def team(**more):
    given = {
        "id": "bangkok",
        "members": frozenset({"sokha", "noi", "ek"}),
        "languages": frozenset({"lo"}),
        "days": 1,
        "permits": {"TH": None},
    }
    return OwnTeam(**(given | more))


TREE = AreaTree(AREAS)
DIRECTORY = Directory.of(PARTIES, TIES)


def world(findings=(), *, parties=PARTIES, ties=TIES, allowances=()):
    usual = parties is PARTIES and ties is TIES
    directory = DIRECTORY if usual else Directory.of(parties, ties)
    return World(TREE, directory, tuple(findings), tuple(allowances))


def case(**more):
    given = {
        "suspects": (Suspect("boss", frozenset({"TH-34-1"})),),
        "consents": (consent(),),
        "age": (15, 17),
        "languages": frozenset({"lo"}),
    }
    return TrustCaseFacts(**(given | more))


def situation(
    findings=(), *, purposes=(PartnerPurpose.HOLD_THE_PERSON,), area="TH-34", by=None, **more
):
    on_file = {name: more.pop(name) for name in ("parties", "ties", "allowances") if name in more}
    facts = {
        name: more.pop(name)
        for name in (
            "suspects",
            "consents",
            "overrides",
            "decisions",
            "adult_since",
            "consent_age",
            "age",
            "never_tell",
            "around",
            "languages",
            "urgency",
        )
        if name in more
    }
    given = {"candidates": ("shelter",), "now": NOW, "going": Going(ground=LawfulGround.GUARDIAN)}
    return Situation(
        case=case(**facts),
        world=world(findings, **on_file),
        need=ServiceNeed(frozenset(purposes), area, by),
        **(given | more),
    )

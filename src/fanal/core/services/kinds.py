"""Kinds of services as a closed list, from `kinds.toml`: each with its source and what it is called
elsewhere. A kind that is not in the list is an error that somebody mends, never "not specified"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fanal.core.casework.choices import DOMAINS, SUPPORT
from fanal.core.data_files.toml_tables import (
    TomlTable,
    read_rows,
    refuse_twice,
    require_each,
    shipped_text,
)
from fanal.core.law.instruments import Sure
from fanal.core.trust.services import PartnerService
from fanal.core.words import LabelledEnum, Sentence, say


class ServiceKind(LabelledEnum):
    EMERGENCY_PLACE = "emergency_place", say("a place to stay at once")
    LONGER_PLACE = "longer_place", say("a place to stay for longer")
    MEDICAL_CARE = "medical_care", say("medical care")
    MENTAL_HEALTH = "mental_health", say("counselling and mental health care")
    LEGAL_ADVICE = "legal_advice", say("legal advice")
    COURT_SUPPORT = "court_support", say("support before and in court")
    PAPERS = "papers", say("papers and registration")
    INTERPRETER = "interpreter", say("interpreting")
    SOCIAL_WORK = "social_work", say("social work")
    FOOD_AND_CLOTHES = "food_and_clothes", say("food and clothes")
    FAMILY_TRACING = "family_tracing", say("family tracing")
    FAMILY_MEDIATION = "family_mediation", say("mediation in the family")
    CHILD_CARE = "child_care", say("care of her child")
    SCHOOL = "school", say("school")
    VOCATIONAL_TRAINING = "vocational_training", say("vocational training")
    WORK = "work", say("finding work")
    CASH = "cash", say("cash assistance")
    DEBT_ADVICE = "debt_advice", say("advice on debts")
    RIGHTS_TRAINING = "rights_training", say("information on rights")
    AFTER_SEXUAL_EXPLOITATION = (
        "after_sexual_exploitation",
        say("recovery from sexual exploitation"),
    )
    AFTER_LABOUR_EXPLOITATION = (
        "after_labour_exploitation",
        say("recovery from labour exploitation"),
    )
    ESCORT = "escort", say("escort on the way")
    RETURN_HOME = "return_home", say("return to her country")
    GETTING_OUT = "getting_out", say("getting her out")

    @property
    def described(self) -> KindRow:
        return kinds()[self]


OF_OSCAR = ("oscar", "oscar_sure")
# Where waiting for the usual two weeks leaves her without a place or in somebody's hands.
AT_ONCE = frozenset({ServiceKind.EMERGENCY_PLACE, ServiceKind.GETTING_OUT})
SUPPORT_SAYS: dict[str, Sentence] = dict(SUPPORT)
# Primero, default list of service types (db/configuration/lookups), seen.
PRIMERO = frozenset(
    [
        "safehouse_service",
        "health_medical_service",
        "psychosocial_service",
        "police_other_service",
        "legal_assistance_service",
        "livelihoods_service",
        "child_protection_service",
        "family_mediation_service",
        "family_reunification_service",
        "education_service",
        "nfi_clothes_shoes_service",
        "water_sanitation_service",
        "registration_service",
        "food_service",
        "other_service",
    ]
)

# OSCaR, names of its services (lib/tasks, the task that gives each its uuid), seen.
OSCAR = frozenset(
    [
        "Community Reintegration Support",
        "Community social work",
        "Counselling for abuse survivors",
        "Day care services",
        "Detox / rehabilitation services",
        "Detox support",
        "Direct financial assistance",
        "Direct material assistance",
        "Direct medical support",
        "Disability respite care",
        "Disability-aid provision",
        "Domestic adoption support",
        "Drug and Alcohol Counselling",
        "Emergency foster care",
        "Family counselling / mediation",
        "Family preservation",
        "Family reunification",
        "Family support",
        "Generalist counselling",
        "Generalist social work / case work",
        "Health education",
        "Income generation services",
        "Independent Living",
        "Kinship care",
        "Legal advocacy services",
        "Legal representation",
        "Life skills",
        "Literacy Support",
        "Long term foster care",
        "Material support for education (uniforms, etc)",
        "Medical training services",
        "Other Service",
        "Peripheral supports",
        "Post-Trafficking Counseling",
        "Prison visitation support",
        "Provision of medical care",
        "Rescue Services",
        "Residential Care Institution",
        "Scholarships or financial support",
        "School support",
        "Supplementary school education",
        "Support groups",
        "Support to access care",
        "Support to access legal services",
        "Therapeutic interventions",
        "Therapeutic training",
        "Transitional Accommodation",
        "Trauma counselling",
        "Vocational education and training",
    ]
)


@dataclass(frozen=True, slots=True)
class KindRow:
    """`support`: its type of HTCDS. `oscar`: its name there, `oscar_sure` that it is the same.
    `asks`: what a referral asks a partner for. `needs`: which domains of need it answers."""

    kind: ServiceKind
    support: str
    primero: str
    oscar: str
    oscar_sure: Sure
    asks: PartnerService
    usual: bool
    needs: frozenset[str]
    source: str
    sure: Sure


@cache
def kinds() -> dict[ServiceKind, KindRow]:
    text = shipped_text("fanal.core.services", "kinds.toml")
    return read_kinds(text)


def kind_asked_as(service: PartnerService) -> ServiceKind:
    """The kind of a referral that says no more than what the partner is asked for."""
    return next(one.kind for one in kinds().values() if one.usual and one.asks == service)


def kinds_for(domain: str) -> list[ServiceKind]:
    """Return what answers a need of this domain, in the order of the list."""
    return [one.kind for one in kinds().values() if domain in one.needs]


def read_kinds(text: str) -> dict[ServiceKind, KindRow]:
    """Return the kinds of the file. Raises BadInput with the line and the reason when it is
    malformed."""
    rows = read_rows("kinds.toml", text, "kind")
    parsed = [_read(row) for row in rows]
    refuse_twice(rows, "kind", (one.kind for one in parsed))
    found = {one.kind: one for one in parsed}
    require_each(rows, "kind", ServiceKind, found)
    for service in PartnerService:
        # None, and a referral had no kind; two, and the order in the file would choose between
        # them.
        if rows and sum(one.usual and one.asks == service for one in found.values()) != 1:
            rows[-1].wrong("usual", say("one kind is the usual one of {service}", service=service))
    return found


def _read(row: TomlTable) -> KindRow:
    row.only("kind", "support", "primero", *OF_OSCAR, "asks", "usual", "needs", "source", "sure")
    kind, asks = row.string("kind"), row.string("asks")
    for name, value, known in (
        ("kind", kind, set(ServiceKind)),
        ("support", row.string("support"), set(SUPPORT_SAYS)),
        ("primero", row.string("primero"), PRIMERO),
        ("oscar", row.string("oscar"), OSCAR),
        ("asks", asks, set(PartnerService)),
    ):
        if value not in known:
            row.wrong(name, say("{code} is not in the list", code=value))
    needs = row.values.get("needs")
    if not isinstance(needs, list) or not needs or not set(needs) <= set(dict(DOMAINS)):
        row.wrong("needs", say("needs is a list of domains of need"))
    return KindRow(
        ServiceKind(kind),
        row.string("support"),
        row.string("primero"),
        row.string("oscar"),
        row.one_of("oscar_sure", Sure),
        PartnerService(asks),
        row.values.get("usual") is True,
        frozenset(needs),
        row.string("source"),
        row.one_of("sure", Sure),
    )

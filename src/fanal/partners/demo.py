"""Invented partners in real places, and findings about them that teach how the register works.

Towns and crossings: GeoNames (CC BY 4.0). No partner, officer or finding here is a real one.
"""

from datetime import date, timedelta
from typing import NotRequired, Protocol, TypedDict

from fanal.accounts.models import User
from fanal.partners.actions.areas import add_area
from fanal.partners.actions.findings import confirm, record_finding
from fanal.partners.actions.partners import add_partner, add_presence, tie
from fanal.partners.actions.patterns import note_pattern
from fanal.partners.models import Area, Partner

# code, name, kind, within, latitude, longitude
AREAS = (
    ("TH", "Thailand", "country", None, None, None),
    ("LA", "Laos", "country", None, None, None),
    ("VN", "Vietnam", "country", None, None, None),
    ("TH-96", "Narathiwat", "province", "TH", None, None),
    ("TH-96-SK", "Su-ngai Kolok", "district", "TH-96", 6.0298, 101.9659),
    ("TH-34", "Ubon Ratchathani", "province", "TH", None, None),
    ("TH-34-CM", "Chong Mek – Vang Tao", "crossing", "TH-34", 15.2008, 105.3922),
    ("TH-43-NK", "Nong Khai", "district", "TH", 17.8785, 102.7420),
    ("TH-LA-1", "First Friendship Bridge", "crossing", "TH", 17.8785, 102.7159),
    ("LA-VT", "Vientiane", "province", "LA", 17.9667, 102.6000),
    ("LA-CH", "Champasak", "province", "LA", 15.1202, 105.7990),
    ("VN-CT", "Can Tho", "province", "VN", 10.0341, 105.7885),
)
# name, kind, type, within, languages, area, presence
PARTNERS = (
    ("Harbour Police", "organisation", "police", None, "th", "TH-96", "strong"),
    ("Night Shift of the Harbour Police", "unit", "police", "Harbour Police", "th", None, None),
    ("Special Cases Division", "organisation", "police", None, "th", "TH", "some"),
    ("Lotus Transit Centre", "organisation", "shelter", None, "lo", "LA-VT", "sole"),
    ("River Women's Union", "organisation", "womens_union", None, "lo", "LA", "strong"),
    (
        "Union desk of Champasak",
        "unit",
        "womens_union",
        "River Women's Union",
        "lo",
        "LA-CH",
        "some",
    ),
    ("Delta Office", "organisation", "ministry", None, "vi", "VN-CT", "strong"),
    ("Delta Reception House", "unit", "shelter", "Delta Office", "vi", "VN-CT", "some"),
    ("Karaoke owner", "person", "employer", None, "", None, None),
    (
        "Officer of the night shift",
        "person",
        "police",
        "Night Shift of the Harbour Police",
        "th",
        None,
        None,
    ),
)


class FoundFacts(TypedDict):
    level: str
    evidence: str
    reasons: NotRequired[list[str]]
    precautions: NotRequired[list[str]]


# name, how many days ago, where, what was found
FINDINGS: tuple[tuple[str, int, str, FoundFacts], ...] = (
    (
        "Harbour Police",
        90,
        "TH-96",
        {
            "level": "dangerous",
            "reasons": ["complicit_with_suspects", "detains_people_as_offenders"],
            "evidence": "Two raids were announced to the owner the evening before.",
        },
    ),
    (
        "Special Cases Division",
        60,
        "TH",
        {
            "level": "with_precautions",
            "precautions": ["Only the named investigator, by telephone, on the day itself."],
            "evidence": "Worked well in two operations; the regional office does not keep secrets.",
        },
    ),
    ("Lotus Transit Centre", 45, "LA", {"level": "trusted", "evidence": "Visited."}),
    ("River Women's Union", 300, "LA", {"level": "trusted", "evidence": "Visited."}),
    (
        "Delta Office",
        200,
        "VN-CT",
        {
            "level": "dangerous",
            "reasons": ["extorts_families", "destroys_documents"],
            "evidence": "Three families say the same, apart from each other.",
        },
    ),
)
TO_REVIEW = "River Women's Union"  # the day to look at its finding again has passed


class PartnersCast(Protocol):
    """What is asked here of `fanal.keys.demo.Cast`, which stands beside it."""

    noi: User
    linh: User
    claire: User


def play(cast: PartnersCast, today: date) -> None:
    areas = play_areas(cast)
    partners = play_partners(cast, areas, today)
    play_findings(cast, areas, partners, today)
    play_patterns(cast, areas, partners, today)


def play_areas(cast: PartnersCast) -> dict[str, Area]:
    made: dict[str, Area] = {}
    for code, name, kind, within, latitude, longitude in AREAS:
        made[code] = add_area(
            code=code,
            name=name,
            kind=kind,
            within=made.get(within or ""),
            by=cast.noi,
            latitude=latitude,
            longitude=longitude,
        )
    return made


def play_partners(cast: PartnersCast, areas: dict[str, Area], today: date) -> dict[str, Partner]:
    made: dict[str, Partner] = {}
    for name, kind, type_, within, languages, area, presence in PARTNERS:
        made[name] = add_partner(
            name=name,
            kind=kind,
            type=type_,
            within=made.get(within or ""),
            languages=languages,
            by=cast.noi,
            on=today - timedelta(days=400),
        )
        if area and presence:
            add_presence(partner=made[name], area=areas[area], level=presence, by=cast.noi)
    tie(
        one=made["Karaoke owner"],
        other=made["Officer of the night shift"],
        words="Cousins.",
        by=cast.noi,
    )
    return made


def play_findings(
    cast: PartnersCast, areas: dict[str, Area], partners: dict[str, Partner], today: date
) -> None:
    for name, days, area, facts in FINDINGS:
        on = today - timedelta(days=days)
        finding = record_finding(
            about=partners[name],
            area=areas[area],
            by=cast.noi,
            on=on,
            review_on=today - timedelta(days=20) if name == TO_REVIEW else None,
            reliability="A",
            credibility="2",
            **facts,
        )
        confirm(finding=finding, by=cast.claire, on=on + timedelta(days=1))
    record_finding(
        about=partners["Delta Reception House"],
        level="trusted",
        by=cast.linh,
        reliability="A",
        credibility="2",
        on=today - timedelta(days=4),
        evidence="Eleven people were well received this year.",
    )


def play_patterns(
    cast: PartnersCast, areas: dict[str, Area], partners: dict[str, Partner], today: date
) -> None:
    office, place = partners["Delta Office"], areas["VN-CT"]
    for days, kind, amount in (
        (120, "payment_demanded", "20000000"),
        (95, "certificate_destroyed", ""),
        (60, "payment_demanded", "20000000"),
        (30, "not_heard_of_after_hand_over", ""),
    ):
        note_pattern(
            kind=kind,
            day=today - timedelta(days=days),
            partner=office,
            area=place,
            by=cast.linh,
            amount=amount,
            currency="VND" if amount else "",
            words="Told by the family.",
        )

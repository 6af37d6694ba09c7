"""One girl in three spellings, and a family looked for, in the demonstration."""

from datetime import date, timedelta
from uuid import UUID

from fanal.cases.actions.cases import open_case
from fanal.cases.actions.consents import record_consent
from fanal.cases.demo.work import DemoCaseWriter, DemoWriter, out_of_danger
from fanal.cases.models import Case, CasePerson
from fanal.core.calendars import PartialDate
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.casework.tracing import ConfirmedBy, Whom
from fanal.keys.demo import Cast
from fanal.matching.actions.confirmers import ask_confirmer
from fanal.matching.actions.exchanges import agree, propose
from fanal.matching.actions.tracing import answer, ask
from fanal.partners.actions.findings import confirm, record_finding
from fanal.partners.actions.partners import add_partner
from fanal.partners.models import Partner
from fanal.people.actions.persons import create_person
from fanal.people.models import Person
from scriptnames import script_of

# The same girl in a village register, on a passport and at a Thai shelter; her sister is another.
SPELLINGS = (
    ("ສົມສີ ວົງພະຈັນ", "census", 8, 2),
    ("Somsy Vongphachanh", "passport", 8, 2),
    ("สมศรี วงพระจันทร์", "appearance", None, None),
)
PARTNER = ("Orchid House", "shelter")  # with whom we exchange; trusted wherever they are
SISTER = "ສົມໃຈ ວົງພະຈັນ"


def play(cast: Cast, today: date) -> None:
    """Play duplicates to look at, and a sister looked for: one colleague has confirmed, one is
    asked."""
    ring, year = cast.ring(cast.sokha), today.year - 16
    girls = [
        create_person(
            team=cast.bangkok,
            names=[{"text": text, "script": script_of(text) or ""}],
            births=[{"source": source, "born": PartialDate(year, month, day)}],
            by=cast.sokha,
            ring=ring,
            on=today,
        )
        for text, source, month, day in SPELLINGS
    ]
    sister = create_person(
        team=cast.bangkok,
        names=[{"text": SISTER, "script": "Laoo"}],
        births=[],
        by=cast.sokha,
        ring=ring,
        on=today,
    )
    play_tracing(cast, girls[1], sister, today)
    play_exchange(cast, today)


def play_tracing(cast: Cast, girl: Person, sister: Person, today: date) -> None:
    hers = _looking(cast, girl, today, with_whom="ours", with_name="the shelter team")
    _looking(cast, sister, today, with_whom="herself", with_name="her room behind the market")
    request = ask(
        case=hers,
        person=girl,
        whom=Whom.FAMILY,
        names=["Somjai Vongphachan"],
        about="Her elder sister, who left for Bangkok two years before her.",
        **cast.acting(cast.sokha),
        on=today,
    )
    noi: DemoWriter = {**cast.acting(cast.noi), "on": today}
    answer(
        request=request,
        person=sister,
        agrees=True,
        ground=ConfirmedBy.PHOTOGRAPH,
        words="She knew the girl on the photograph at once, and named the village.",
        **noi,
    )
    ask_confirmer(request=request, person=sister, to=cast.claire, **noi)


def _looking(cast: Cast, person: Person, today: date, **custodian: str) -> Case:
    """Return her case, since yesterday: out of danger, with `custodian`, and looked for as she
    agreed."""
    since, ring = today - timedelta(days=1), cast.ring(cast.sokha)
    case = open_case(people=[person], team=cast.bangkok, by=cast.sokha, ring=ring, on=since)
    write: DemoCaseWriter = {"case": case, "by": cast.sokha, "ring": ring, "on": since}
    out_of_danger(person, write, since, "Nobody holds her. She looks for her sister.", **custodian)
    record_consent(
        case=case,
        person=person,
        purpose=ConsentPurpose.FAMILY_TRACING,
        answer="given",
        by=cast.sokha,
        ring=ring,
        on=today,
    )
    return case


def play_exchange(cast: Cast, today: date) -> None:
    """Propose an exchange with a shelter across the river: agreed to by two, nothing made yet.

    The shelter's own register is in docs/examples/exchange.
    """
    partner = _trusted(cast, *PARTNER, today)
    exchange = propose(
        team=cast.bangkok,
        partner=partner,
        project="MARIGOLD",
        party="Fanal Bangkok",
        purpose="To find who is helped by both houses.",
        size=60,
        their_size=60,
        most_files=6,
        ends_on=today + timedelta(days=30),
        by=cast.noi,
        on=today,
    )
    agree(exchange=exchange, by=cast.claire, on=today)
    say_yes(cast, partner, today)


def _trusted(cast: Cast, name: str, type_: str, today: date) -> Partner:
    partner = add_partner(name=name, kind="organisation", type=type_, by=cast.noi, on=today)
    finding = record_finding(
        about=partner,
        by=cast.noi,
        level="trusted",
        reliability="A",
        credibility="2",
        on=today,
        evidence="Visited.",
    )
    confirm(finding=finding, by=cast.claire)
    return partner


def say_yes(cast: Cast, partner: Partner, today: date) -> None:
    """Say yes for everyone identified after the operations of 2011, who may be known to it: enough
    for a list."""
    links = CasePerson.objects.filter(case__team=cast.bangkok, case__operation__gt=UUID(int=0))
    links = links.filter(case__closed=True)
    ring = cast.ring(cast.sokha)
    ring.prepare(links.values_list("case", flat=True))
    for link in links.select_related("case", "person").order_by("id"):
        record_consent(
            case=link.case,
            person=link.person,
            purpose=ConsentPurpose.REFERRAL,
            answer="given",
            partner=partner.id,
            by=cast.sokha,
            ring=ring,
            on=today,
        )

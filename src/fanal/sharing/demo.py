"""Where our teams can go, who must never know, and referrals with and without an answer."""

from datetime import date
from typing import Protocol

from fanal.accounts.models import Team, User
from fanal.cases.actions.consents import record_consent
from fanal.cases.demo.danger import consent_of_mother, in_danger
from fanal.cases.demo.returning import returning
from fanal.cases.demo.work import DemoCaseWriter
from fanal.cases.models import Case
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.keys.requests import Acting
from fanal.keys.ring import Ring
from fanal.partners.models import Area, Partner
from fanal.sharing.actions.partner_files import note_statement, open_partner_file, write_text
from fanal.sharing.actions.referrals import draft, move
from fanal.sharing.actions.rules import approve, never_tell, set_reach
from fanal.sharing.actions.sending import send
from fanal.sharing.actions.shared import agree, propose, put
from fanal.sharing.actions.transfers import offer
from fanal.sharing.models import Side

CLASSES = ("identity", "whereabouts", "narrative")


class SharingCast(Protocol):
    """The part of `fanal.keys.demo.Cast` that plays here."""

    bangkok: Team
    vientiane: Team
    saigon: Team
    sokha: User
    noi: User
    claire: User
    kham: User
    somchit: User

    def ring(self, user: User) -> Ring: ...

    def acting(self, user: User) -> Acting: ...


def play(cast: SharingCast, today: date) -> None:
    areas = {area.code: area for area in Area.objects.all()}
    partners = {partner.name: partner for partner in Partner.objects.all()}
    play_reach(cast, areas)
    ring = cast.ring(cast.sokha)
    travelling = returning()[4:]
    for case in travelling:
        person = case.people.get()
        record_consent(
            case=case,
            person=person,
            purpose="return",
            answer="given",
            by=cast.sokha,
            ring=ring,
            on=today,
            partner=partners["Lotus Transit Centre"].id,
        )
        never_tell(
            case=case,
            partner=partners["Karaoke owner"],
            suspect=True,
            area=areas["TH-96-SK"],
            reason="He sold her work and knows her family.",
            by=cast.sokha,
        )
    for case in travelling[:6]:
        approve(
            case=case,
            partner=partners["Lotus Transit Centre"],
            classes=("existence", "whereabouts"),
            by=cast.claire,
        )
    play_referral(cast, travelling[0], partners["Lotus Transit Centre"], areas["LA-VT"], today)
    play_partner_file(cast, travelling[1], partners["Lotus Transit Centre"], areas["LA-VT"], today)
    moving, shared = returning()[:2]
    play_between(cast, moving, shared, today)
    for case in in_danger(cast.bangkok):
        play_no_answer(cast, case, partners["Lotus Transit Centre"], areas["LA-VT"], today)


def play_reach(cast: SharingCast, areas: dict[str, Area]) -> None:
    for team, country, days, languages in (
        (cast.bangkok, "TH", 1, "th lo km"),
        (cast.bangkok, "LA", 2, "th lo km"),
        (cast.vientiane, "LA", 1, "lo"),
        (cast.saigon, "VN", 1, "vi"),
    ):
        set_reach(
            team=team,
            country=areas[country],
            days=days,
            languages=languages,
            permitted=True,
            by=cast.claire,
        )


def play_referral(cast: SharingCast, case: Case, partner: Partner, area: Area, today: date) -> None:
    ring = cast.ring(cast.sokha)
    approve(case=case, partner=partner, classes=CLASSES, by=cast.noi)
    referral = draft(
        case=case,
        person=case.people.get(),
        partner=partner,
        area=area,
        purpose=PartnerPurpose.HOLD_THE_PERSON,
        classes=CLASSES,
        needed="A bed for two weeks, and a doctor who is a woman.",
        by=cast.sokha,
        ring=ring,
        on=today,
    )
    send(referral=referral, channel="print", by=cast.sokha, ring=ring)
    referral.refresh_from_db()
    move(referral=referral, to="accepted", by=cast.sokha, ring=ring)


def play_no_answer(
    cast: SharingCast, case: Case, partner: Partner, area: Area, today: date
) -> None:
    """Ask for a bed for the girl in danger: asked for this morning, and nobody has answered."""
    ring, person = cast.ring(cast.sokha), case.people.get()
    write: DemoCaseWriter = {"case": case, "by": cast.sokha, "ring": ring, "on": today}
    consent_of_mother(case, person, ConsentPurpose.REFERRAL, partner.id, write)
    approve(case=case, partner=partner, classes=CLASSES, by=cast.noi)
    referral = draft(
        case=case,
        person=person,
        partner=partner,
        area=area,
        purpose=PartnerPurpose.HOLD_THE_PERSON,
        classes=CLASSES,
        needed="A bed from tonight. She speaks Lao.",
        answer_within=0,
        by=cast.sokha,
        ring=ring,
        on=today,
    )
    send(referral=referral, channel="print", by=cast.sokha, ring=ring)


def play_partner_file(
    cast: SharingCast, case: Case, partner: Partner, area: Area, today: date
) -> None:
    """Keep a file between us and the centre that receives her, which has no account here."""
    person, ring = case.people.get(), cast.ring(cast.sokha)
    record_consent(
        case=case,
        person=person,
        purpose="referral",
        answer="given",
        on=today,
        partner=partner.id,
        by=cast.sokha,
        ring=ring,
    )
    file = open_partner_file(
        case=case,
        person=person,
        partner=partner,
        area=area,
        by=cast.sokha,
        agreed_on=today,
        fields=["code_name", "safety", "appointment"],
    )
    for field, text in (
        ("code_name", "Paper boat"),
        ("safety", "Nobody comes to the station to meet her."),
    ):
        write_text(file=file, field=field, text=text, version=0, by=cast.sokha, ring=ring)
    note_statement(
        file=file,
        field="appointment",
        said_on=today,
        by=cast.sokha,
        ring=ring,
        text="The doctor of the centre sees her on her second day.",
    )


def play_between(cast: SharingCast, moving: Case, shared: Case, today: date) -> None:
    """Vientiane is asked to take one case over, and keeps a two-country file on another."""
    theirs = Case.objects.filter(team=cast.vientiane).order_by("opened_on", "id")[0]
    for case, by in ((moving, cast.sokha), (shared, cast.sokha), (theirs, cast.kham)):
        record_consent(
            case=case,
            person=case.people.order_by("id")[0],
            purpose="referral",
            answer="given",
            **cast.acting(by),
            on=today,
        )
    offer(
        case=moving,
        team=cast.vientiane,
        classes=["medical", "whereabouts"],
        near=[cast.somchit],
        done="Brought out this month, heard twice, recognised. She wants to go home.",
        needed="A visit to her mother before she travels. Nobody in the village is to be asked.",
        **cast.acting(cast.noi),
        on=today,
    )
    play_shared_file(cast, shared, theirs)


def play_shared_file(cast: SharingCast, case: Case, theirs: Case) -> None:
    file = propose(
        case=case,
        team=cast.vientiane,
        fields=["code_name", "safety", "appointment"],
        **cast.acting(cast.noi),
    )
    side = Side.objects.get(shared=file, team=cast.vientiane)
    fields = ["code_name", "safety", "responsible"]
    agree(side=side, case=theirs, fields=fields, **cast.acting(cast.somchit))
    ours = Side.objects.get(shared=file, team=cast.bangkok)
    for written_side, by, field, text in (
        (ours, cast.sokha, "code_name", "Blue lantern"),
        (ours, cast.sokha, "safety", "Do not phone her: her brother reads her messages."),
        (Side.objects.get(id=side.id), cast.kham, "safety", "Her uncle asked at the school."),
    ):
        put(side=written_side, field=field, text=text, version=0, **cast.acting(by))

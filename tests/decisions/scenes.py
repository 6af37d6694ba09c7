"""One scene a kind of request: how it is asked for on a page, and how it is decided on one.

A kind that is registered and has no scene here fails `test_everybody.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fanal.absences.models import StandIn, TravelMode
from fanal.accounts.actions import end_account
from fanal.accounts.models import Invitation, Membership, TeamRemoval
from fanal.care.models import CareRecovery, Licence
from fanal.cases.actions import consents, entries, states
from fanal.cases.models import BreakGlass, CarerDecision, Closure, StateCode
from fanal.core.casework.tracing import Whom
from fanal.core.protection.kinds import RecordKind
from fanal.core.roles import Role
from fanal.figures.models import EstimateRelease
from fanal.funds.actions.goods_and_figures import count_figure, freeze_figure
from fanal.funds.models import CashAdvance, FundFigure, MoneyRequest, PaymentCheck
from fanal.identification.models import RepeatRequest
from fanal.journeys.models import Decision, MissingSheet
from fanal.matching.actions import tracing
from fanal.matching.actions.exchanges import propose
from fanal.matching.models import Confirmer, Exchange, ExchangeSecret, FollowUp
from fanal.organisation.models import OrganisationChange
from fanal.partners.actions.partners import add_partner
from fanal.partners.models import Allowance, TrustFinding
from fanal.people.models import AgeForConsent
from fanal.protection.actions import recording
from fanal.protection.models import ProtectionDecision
from fanal.reintegration.models import Plan
from fanal.retention.models import Erasure, LegalHold, RegisterErasure
from fanal.sharing.actions import partner_files
from fanal.sharing.models import Override, PartnerFile, Referral, SharedFile, Transfer
from fanal.shelters.actions import places, visits
from fanal.shelters.models import BedRequest, Visit
from tests import closing, files
from tests.care.scene import scene as care_scene
from tests.care.scene import taken
from tests.decisions.newcomers import newcomer
from tests.figures.scene import estimated
from tests.funds.scene import given_out, paid
from tests.funds.scene import scene as money_scene
from tests.journeys.scene import scene as going
from tests.journeys.scene import trusted
from tests.kept import kept
from tests.organisation.colleagues import let_in
from tests.reintegration.scene import scene as scene_of_plan
from tests.retention import scene as scene_of_end
from tests.sharing.scene import scene
from tests.sharing.transfers import told_case
from tests.shelters.scene import scene as shelter_scene
from tests.shelters.scene import sleeps

DAY = timedelta(days=1)
EVERYBODY = ("noi", "sokha", "kham", "mai", "claire", "duc", "anan", "vera")
LAO, LATIN = "ບົວຄຳ ວົງສາ", "Bouakham Vongsa"


@dataclass(frozen=True)
class Scene:
    """`set`: what has to be there, made once. `asks(client, here)`: by the page that asks.

    `model`: the newest of these is what was asked; `decides(client, row, here)`: yes, by the page
    that decides; `by`: who tries, `newcomer` one who was just let come in. `untold`: who asks must
    not learn who decides, nor whether anybody does. `own`: who asks may decide it herself.
    """

    code: str
    set: Callable[[Any], Any]
    asks: Callable[[Any, Any], Any]
    model: Any
    decides: Callable[[Any, Any, Any], Any]
    by: tuple[str, ...] = EVERYBODY
    untold: bool = False
    own: bool = False
    case: Callable[[Any], Any] = field(default=lambda here: getattr(here, "case", None))

    def __post_init__(self) -> None:
        object.__setattr__(self, "set", kept(self.set))


def one_girl(cast):
    """As of sharing, with a second case of Vientiane that is known by its code name."""
    here = scene(cast)
    here.far = files.in_vientiane(cast)[1]
    here.cast = cast
    return here


def one_child(cast):
    """The same of whom nobody knows the age: she may be a child."""
    here = one_girl(cast)
    AgeForConsent.objects.filter(person=here.person).delete()
    return here


def with_file(cast):
    here = one_girl(cast)
    here.file = partner_files.open_partner_file(
        case=here.case,
        person=here.person,
        partner=here.shelter,
        fields=["journey", "safety"],
        agreed_on=timezone.localdate(),
        by=cast.sokha,
        area=here.area,
    )
    return here


def to_vientiane(cast):
    here = told_case(cast)
    here.cast = cast
    return here


def closed_case(cast):
    return SimpleNamespace(cast=cast, case=scene_of_end.closed(cast))


def to_close(cast):
    case = files.case(cast)
    write = {"case": case, **cast.acting(cast.sokha)}
    entries.add_entry(kind="safety", answers={"danger_now": False}, **write)
    consents.record_consent(person=case.people.get(), purpose="care", answer="refused", **write)
    closing.answered(person=case.people.get(), **write)
    return SimpleNamespace(case=case, cast=cast)


def a_house(cast):
    return SimpleNamespace(
        cast=cast,
        house=add_partner(kind="organisation", type="shelter", name="Lotus Centre", by=cast.sokha),
    )


def in_danger(cast):
    case = files.case(cast)
    person = case.people.get()
    states.say_in_danger(
        case=case,
        person=person,
        said_by="herself",
        said_at=None,
        words="He is at the door.",
        **cast.acting(cast.sokha),
    )
    return SimpleNamespace(case=case, person=person, cast=cast)


def on_a_journey(cast):
    return going(cast, n=1)


def with_a_driver(cast):
    here = going(cast, n=1)
    here.driver = add_partner(kind="person", name="Driver", by=cast.noi)
    return here


def somebody_missing(cast):
    here = going(cast, n=1)
    here.centre = trusted(cast, "Lotus Transit Centre")
    return here


def only_the_cast(cast):
    return SimpleNamespace(cast=cast)


def found_one(cast):
    """A mother looks for her daughter, and a file of the team is near."""
    person, asker = files.person(cast, [LATIN]), files.person(cast)
    acts = cast.acting(cast.sokha)
    made = [files.case(cast, people=[one]) for one in (person, asker)]
    for case, one in zip(made, (person, asker), strict=True):
        consents.record_consent(
            case=case, person=one, purpose="family_tracing", answer="given", **acts
        )
    asked = tracing.ask(case=made[1], person=asker, whom=Whom.FAMILY, names=[LAO], **acts)
    return SimpleNamespace(cast=cast, person=person, asked=asked, case=made[1])


def named_by_a_pseudonym(cast):
    here = a_house(cast)
    person = files.person(cast)
    here.case = files.case(cast, people=[person])
    here.row = propose(
        team=cast.bangkok,
        partner=here.house,
        by=cast.noi,
        ends_on=timezone.localdate() + DAY,
        project="ROSE",
        party="north",
        purpose="care",
        most_files=3,
        size=30,
        their_size=25,
    )
    Exchange.objects.update(agreed_by=cast.claire, agreed_on=timezone.localdate())
    here.row.refresh_from_db()
    held = ExchangeSecret(folder=here.row.id, exchange=here.row, what="side")
    held.seal(cast.ring(cast.noi), {"side": {}, "pseudonyms": {"00aa": str(person.id)}})
    held.save(force_insert=True)
    return here


def post(client, name, args=(), told=None):
    return client.post(reverse(name, args=args), told or {}, follow=True)


def tells_without_consent(client, here):
    return post(
        client,
        "sharing:override",
        [here.case.id],
        {
            "partner": here.shelter.id,
            "ground": "vital_interest",
            "purpose": "know_whereabouts",
            "text": "The men who sold her are on their way.",
            "classes": ["whereabouts"],
        },
    )


def refers(client, here):
    post(
        client,
        "sharing:refer_start",
        [here.case.id],
        {"person": here.person.id, "service": "shelter", "area": here.area.name, "urgency": "now"},
    )
    return post(
        client,
        "sharing:refer_send",
        [here.case.id, here.shelter.id],
        {"kind": "referral", "needed": "A bed.", "answer_within": "5", "classes": ["whereabouts"]},
    )


def offers(client, here):
    return post(
        client,
        "sharing:offer",
        [here.case.id, here.cast.vientiane.pk],
        {
            "classes": ["medical"],
            "done": "She was brought out.",
            "needed": "Her family is near.",
            "answer_within": "5",
        },
    )


def proposes(client, here):
    told = {"team": str(here.cast.vientiane.pk), "fields_shared": ["code_name", "safety"]}
    return post(client, "sharing:propose", [here.case.id], told)


def exchanges(client, here):
    return post(
        client,
        "matching:new_exchange",
        (),
        {
            "partner": here.house.id,
            "purpose": "care",
            "project": "TULIP",
            "party": "north",
            "size": "30",
            "their_size": "25",
            "most_files": "3",
            "ends_on": str(timezone.localdate() + DAY),
            "team": str(here.cast.bangkok.pk),
        },
    )


def finds(client, here):
    told = {
        "level": "dangerous",
        "evidence": "two families",
        "reliability": "B",
        "credibility": "2",
    }
    return post(client, "partners:find", [here.house.id], told)


def finds_openly(client, here):
    told = {"level": "dangerous", "evidence": "seen", "reliability": "B", "credibility": "2"}
    return post(client, "partners:find", [here.house.id], told | {"open": "on"})


def finds_a_colleague(client, here):
    told = {"level": "dangerous", "evidence": "seen", "reliability": "B", "credibility": "2"}
    told["colleague"] = str(here.cast.kham.pk)
    return post(client, "partners:find_colleague", (), told)


def invites(client, here):
    return post(
        client,
        "accounts:invite",
        (),
        {
            "email": "new@fanal.example",
            "display_name": "New",
            "role": "case_worker",
            "office": here.cast.bangkok.office.pk,
            "teams": [here.cast.bangkok.pk],
            "language": "en",
        },
    )


def asks_for_an_office(client, here):
    shown = client.get(reverse("organisation:new_office"))
    return post(
        client,
        "organisation:new_office",
        (),
        {
            "name": "Paris",
            "country": ["FR"],
            "time_zone": "Europe/Paris",
            "seen": (shown.context or {}).get("seen", ""),
        },
    )


def with_a_third(cast):
    return SimpleNamespace(cast=cast, third=let_in(cast))


def names_a_stand_in(client, here):
    """For oneself: a lead too."""
    shown = client.get(reverse("organisation:name_stand_in", args=[here.cast.bangkok.pk]))
    day, told = timezone.localdate(), {"stand_in": str(here.third.pk)}
    for name in ("since", "until"):
        told |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
        told |= {f"{name}_near": str(day)}
    if form := (shown.context or {}).get("form"):
        told |= {"away": form.initial["away"]}
    return post(client, "organisation:name_stand_in", [here.cast.bangkok.pk], told)


def leaves_on_a_journey(client, here):
    day = timezone.localdate()
    told = {"until_near": str(day), "until_day": day.day, "until_month": day.month}
    post(client, "organisation:travel", (), told | {"until_year": day.year})
    return post(client, "organisation:ask_back", (), {})


def takes_a_signal(client, here):
    return post(client, "intake:new", (), {"team": str(here.cast.bangkok.pk), "known": "a girl"})


def closes(client, here):
    return post(client, "cases:close", [here.case.id], {"reason": "her_wish", "words": ""})


def closes_for_a_lead(client, here):
    told = {"reason": "contact_lost", "words": "Nobody answers since May."}
    return post(client, "cases:close", [here.case.id], told)


def keeps_open(client, row, _here):
    told = {"answers_to": row.pk, "why": "Her sister has called."}
    return post(client, "cases:drop", [row.case_id], told)


def agrees_to_close(client, row, here):
    here.case.refresh_from_db()
    told = {"answers_to": row.pk, "version": here.case.version}
    return post(client, "cases:agree", [row.case_id], told)


def asks_who_answers(client, here):
    return post(
        client,
        "cases:carer",
        [here.case.id],
        {
            "person": str(here.person.id),
            "ground": "absent",
            "speaker": "case_worker_in_her_interest",
            "reasons": "Nobody of her family can be reached.",
        },
    )


def agrees_who_answers(client, row, _here):
    return post(client, "cases:agree_carer", [row.case_id, row.id])


def asks_to_ask_again(client, here):
    told = {"reason": "The court asks for the day; no paper says it."}
    return post(client, "identification:again", [here.case.id, here.person.id], told)


def accepts_a_repeat(client, row, _here):
    args = [row.case_id, row.person_id, row.id]
    return post(client, "identification:accept", args)


def says_she_is_safe(client, here):
    """In the form on her safety, which ends no danger."""
    return post(client, "cases:write", [here.case.id, "safety"], {"danger_now": "no"})


def decides_state(client, row, _here):
    told = {"danger": "yes", "reason": "Nobody has seen her alone."}
    return post(client, "cases:decide", [row.case_id, row.person_id], told)


def leaves_without_a_go(client, here):
    told = {"reason": "The last bus leaves tonight."}
    return post(client, "journeys:ask_departure", [here.journey.id], told)


def goes_with(client, here):
    told = {"partner": here.driver.id, "reason": "Nobody else can drive tonight."}
    return post(client, "journeys:custodians", [here.journey.id], told)


def decides_journey(client, row, _here):
    page = reverse("journeys:decision", args=[row.journey_id, row.id])
    shown = client.get(page)
    once = re.search(r'name="once" value="(\w+)"', shown.text)
    return client.post(page, {"seen": shown.context["seen"], "once": once[1] if once else ""})


def asks_to_look(client, here):
    return post(
        client,
        "journeys:dossier",
        [here.journey.id, here.people[0].id],
        {
            "partner": here.centre.id,
            "area": "",
            "language": "en",
            "call_back": "+66 2 555 01 01",
            "why": "Nobody has seen her since the bus arrived.",
        },
    )


def asks_elsewhere(client, here):
    """Whomever the page offers."""
    where = [here.asked.id, here.person.id]
    page = client.get(reverse("matching:ask_other", args=where), follow=True)
    if page.status_code != 200 or "form" not in page.context:
        return page
    field = page.context["form"].fields.get("to")
    if field is None:
        return page
    to = next(key for key, _label in field.choices if key)
    return post(client, "matching:ask_other", where, {"to": to})


def with_an_assessment(cast):
    """Of a girl for whom nobody has decided anything."""
    case = files.case(cast)
    write = {"case": case, **cast.acting(cast.sokha)}
    made = recording.record(
        kind=RecordKind.BEST_INTERESTS,
        person=case.people.get(),
        answers={"own_view": "to her aunt"},
        **write,
    )
    return SimpleNamespace(case=case, assessment=made, cast=cast)


def proposes_for_her(client, here):
    return post(
        client,
        "protection:propose",
        [here.assessment.id],
        {
            "decision": "She goes to her aunt.",
            "reasons": "It is what she wants, and her aunt was visited twice.",
        },
    )


def home_again(cast):
    here = scene_of_plan(cast)
    here.cast = cast
    return here


def asks_to_end_her_plan(client, here):
    told = {"why": "by_her_word", "her_words": "Enough.", "reasons": "She asks for it."}
    return post(client, "reintegration:end", [here.person.id], told)


def agrees_to_end_her_plan(client, row, _here):
    return client.post(reverse("reintegration:agree_end", args=[row.person_id]))


def says_it_is_her(client, row, _here):
    told = {"agrees": "yes", "ground": "visit", "words": "I went there"}
    return post(client, "matching:confirm", [row.id], told)


def by(name, **told):
    """Yes, by an address with the id of what was asked."""
    return lambda client, row, _here: client.post(reverse(name, args=[row.pk]), told)


def asks_for_money(client, here):
    return post(
        client,
        "funds:new",
        [here.case.id],
        {
            "kind": "food",
            "amount": "500",
            "currency": "THB",
            "line": str(here.line.id),
            "holder": "herself",
            "under": "used",
            "words": "Rice for a week.",
        },
    )


def asks_for_an_advance(client, here):
    return post(
        client,
        "funds:new_advance",
        [],
        {
            "what": "Buses of the week",
            "amount": "500",
            "currency": "THB",
            "line": str(here.line.id),
        },
    )


def with_money_paid(cast):
    """Money that two agreed to and finance paid; and an advance that Sokha has in hand."""
    here = money_scene(cast)
    here.paid, here.advance = paid(cast, here), given_out(cast, here)
    return here


def says_it_did_not_arrive(client, here):
    """And that nobody gets it back: before, whoever paid asks for it."""
    told = {"answer": "not_arrived", "on": timezone.localdate().isoformat()}
    post(client, "funds:after", [here.case.id, here.paid.id], told)
    return post(client, "funds:lost", [here.case.id, here.paid.id], {})


def asks_for_a_licence(client, _here):
    return post(
        client,
        "care:licence",
        ["hscl25"],
        {
            "use": "paper",
            "holder": "Alliance",
            "since": "2026-03-01",
            "reference": "letter 14",
            "languages": "Khmer",
        },
    )


def nobody_opens_a_file(cast):
    """Ploy kept a care file and left; Minh came after her."""
    here = care_scene(cast)
    file = taken(cast, here)
    end_account(user=cast.ploy, by=cast.anan)
    here.file, here.cast = file, cast
    here.minh = cast.join("minh", "Minh Tran", Role.HEALTH_WORKER, "Bangkok")
    return here


def asks_who_keeps_it(client, here):
    return post(
        client,
        "care:propose",
        [here.file.id],
        {"to": str(here.minh.pk), "hers": "yes", "why": "Her therapy goes on."},
    )


def a_shelter_elsewhere(cast):
    """House Jasmine is of Bangkok; a woman of Vientiane needs a bed."""
    here = shelter_scene(cast)
    places.let_go(shelter=here.shelter, one=cast.rith, by=cast.noi)  # its team answers
    here.woman, here.case = files.in_vientiane(cast)
    return here


def asks_for_a_bed(client, here):
    return post(
        client,
        "shelters:ask",
        [here.case.id],
        {"shelter": str(here.shelter.id), "answer": "given", "called": "Bee"},
    )


def gives_a_bed(client, row, here):
    return client.post(
        reverse("shelters:give", args=[row.pk]), {"bed": str(here.beds[0].id), "words": ""}
    )


def old_visits(cast):
    """A shelter of Bangkok with a visit of long ago."""
    here = shelter_scene(cast)
    stay = sleeps(cast, here)
    made = visits.visit(stay=stay, visitor=None, words="He asked.", **cast.acting(cast.rith))
    Visit.objects.filter(pk=made.pk).update(on="2001-01-01")
    return SimpleNamespace(shelter=here.shelter)


def asks_to_erase_visits(client, here):
    return post(client, "retention:erase_register", [here.shelter.pk, "visits"], {})


def a_frozen_figure(cast):
    here = money_scene(cast)
    counted = count_figure(
        indicator="people", grants=[here.grant], first=here.grant.since, last=timezone.localdate()
    )
    here.figure = freeze_figure(figure=counted, by=cast.thao)
    return here


def asks_to_withdraw_it(client, here):
    return post(client, "funds:withdraw_figure", [here.figure.id], {"why": "The wrong quarter."})


def agrees_to_withdraw_it(client, row, _here):
    page = reverse("funds:decide_figure", args=[row.pk])
    return client.post(page, {"answers_to": client.get(page).context.get("answers_to", "")})


def an_estimate(cast):
    return SimpleNamespace(cast=cast, estimate=estimated(cast))


def asks_to_publish_it(client, here):
    answer = {"why": "The report of the year."}
    return post(client, "figures:publish", [here.estimate.id], answer)


def agrees_to_publish_it(client, row, _here):
    page = reverse("figures:decide_estimate", args=[row.pk])
    return client.post(page, {"answers_to": client.get(page).context.get("answers_to", "")})


SCENES = [
    Scene("estimate", an_estimate, asks_to_publish_it, EstimateRelease,
          agrees_to_publish_it, by=("duc", "claire", "noi")),
    Scene("donor_figure", a_frozen_figure, asks_to_withdraw_it, FundFigure,
          agrees_to_withdraw_it, by=("thao", "claire", "noi")),
    Scene("advance", money_scene, asks_for_an_advance, CashAdvance,
          by("funds:decide_advance", agreed="yes")),
    Scene("advance", money_scene, asks_for_an_advance, CashAdvance,
          by("funds:decide_advance", agreed="no", why="The last one is enough.")),
    Scene("scale_licence", only_the_cast, asks_for_a_licence, Licence,
          by("care:agree_licence"), by=("ploy",)),
    Scene("care_recovery", nobody_opens_a_file, asks_who_keeps_it, CareRecovery,
          by("care:agree_recovery"), by=("claire", "noi", "sokha", "kham")),
    Scene("bed_request", a_shelter_elsewhere, asks_for_a_bed, BedRequest, gives_a_bed,
          by=("kham", "somchit", "mai", "noi")),
    Scene("register_erasure", old_visits, asks_to_erase_visits, RegisterErasure,
          by("retention:agree_register")),
    Scene("loss", with_money_paid, says_it_did_not_arrive, PaymentCheck,
          by("funds:decide_loss", agreed="yes")),
    Scene("loss", with_money_paid, says_it_did_not_arrive, PaymentCheck,
          by("funds:decide_loss", agreed="no", why="The driver brings it.")),
    Scene("money", money_scene, asks_for_money, MoneyRequest, by("funds:decide", agreed="yes")),
    Scene("money", money_scene, asks_for_money, MoneyRequest,
          by("funds:decide", agreed="no", why="The union pays it.")),
    Scene("override", one_girl, tells_without_consent, Override, by("sharing:override_too")),
    Scene("referral", one_girl, refers, Referral, by("sharing:approve")),
    Scene(
        "partner_file", with_file,
        lambda client, here: post(
            client, "sharing:partner_text", [here.file.id, "journey"],
            {"text": "By train, on Monday.", "version": "0"},
        ),
        PartnerFile, by("sharing:partner_approve", answers_to="existence whereabouts"),
    ),
    Scene("transfer", to_vientiane, offers, Transfer, by("sharing:decline", reason="Full.")),
    Scene("shared_file", to_vientiane, proposes, SharedFile, by("sharing:shared_end")),
    Scene("closure", to_close, closes, Closure, agrees_to_close),
    Scene("closure", to_close, closes_for_a_lead, Closure, keeps_open),
    Scene("carer", one_child, asks_who_answers, CarerDecision, agrees_who_answers),
    Scene("interview_again", one_girl, asks_to_ask_again, RepeatRequest, accepts_a_repeat),
    Scene("best_interests", with_an_assessment, proposes_for_her, ProtectionDecision,
          by("protection:decide", agreed="yes")),
    Scene("best_interests", with_an_assessment, proposes_for_her, ProtectionDecision,
          by("protection:decide", agreed="no", words="Her aunt lives beside him.")),
    Scene("plan_end", home_again, asks_to_end_her_plan, Plan, agrees_to_end_her_plan),
    Scene("state", in_danger, says_she_is_safe, StateCode, decides_state, own=True),
    Scene("journey_decision", on_a_journey, leaves_without_a_go, Decision, decides_journey),
    Scene("journey_decision", with_a_driver, goes_with, Decision, decides_journey),
    Scene("missing_sheet", somebody_missing, asks_to_look, MissingSheet, by("journeys:agree_to_look")),
    Scene(
        "opening", one_girl,
        lambda client, here: post(
            client, "cases:emergency", (),
            {"code_name": here.far.code_name, "ground": "she_asks", "reason": files.WHY},
        ),
        BreakGlass, by("cases:review", justified="yes"), case=lambda here: here.far,
    ),
    Scene("finding", a_house, finds, TrustFinding, by("partners:confirm")),
    Scene("finding", a_house, finds_openly, TrustFinding, by("partners:confirm")),
    Scene("finding", a_house, finds_a_colleague, TrustFinding, by("partners:confirm")),
    Scene(
        "allowance", a_house,
        lambda client, here: post(
            client, "partners:allow", [here.house.id],
            {"reason": "hot pursuit", "until": str(timezone.localdate() + DAY)},
        ),
        Allowance, by("partners:allow_too"),
    ),
    Scene("invitation", only_the_cast, invites, Invitation, by("accounts:agree")),
    Scene(
        "leaving", only_the_cast,
        lambda client, here: post(
            client, "keys:leave", [here.cast.sokha.pk, here.cast.bangkok.pk]
        ),
        TeamRemoval, by("keys:agree_leaving"),
    ),
    Scene(
        "organisation", only_the_cast, asks_for_an_office, OrganisationChange,
        by("organisation:agree"),
    ),
    Scene(
        "erasure", closed_case,
        lambda client, here: post(
            client, "retention:erase_case", [here.case.pk], {"ground": "she_asked"}
        ),
        Erasure, by("retention:agree"),
    ),
    Scene(
        "hold", closed_case,
        lambda client, here: post(
            client, "retention:hold_case", [here.case.pk],
            {"reason": "court", "until": str(timezone.localdate() + DAY)},
        ),
        LegalHold, by("retention:agree_hold", answers_to="hold"),
    ),
    Scene(
        "stand_in", with_a_third, names_a_stand_in, StandIn, by("organisation:agree_stand_in"),
        by=("noi", "sokha"),
    ),
    Scene(
        "travel", only_the_cast, leaves_on_a_journey, TravelMode, by("organisation:let_back"),
    ),
    Scene(
        "team_key", newcomer, takes_a_signal, Membership,
        lambda client, row, _here: post(client, "keys:admit", [row.team_id, row.user_id]),
        by=("newcomer",),
    ),
    Scene("confirmation", found_one, asks_elsewhere, Confirmer, says_it_is_her),
    Scene("exchange", a_house, exchanges, Exchange, by("matching:agree")),
    Scene(
        "follow_up", named_by_a_pseudonym,
        lambda client, here: post(
            client, "matching:pass_on", [here.row.id], {"pseudonym": "00aa", "contact": "nurse"}
        ),
        FollowUp, by("matching:leave"), untold=True,
    ),
]  # fmt: skip

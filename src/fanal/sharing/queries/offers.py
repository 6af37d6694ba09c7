"""Who can help: partners that fit, each with its reasons, and the others with the way out.

The rules of trust decide (`fanal.core.trust.decide`) and so does what a partner can do
(`fanal.core.trust.services`). Never shown: employers, and whoever must never know of her or would
tell. Whoever was found dangerous is shown and cannot be asked, so that nobody asks by another way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust.capacity_rules import IN_PERSON
from fanal.core.trust.decide import Option
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.services import capacity_grounds
from fanal.core.trust.travel_facts import NOTHING_KNOWN, Going
from fanal.core.words import Sentence
from fanal.partners import access as partners
from fanal.partners.models import Partner
from fanal.partners.queries.capacity import capacity_of
from fanal.partners.queries.directory import SIGNS as TRUST_SIGNS
from fanal.partners.queries.directory import TRUST_SAYS, PartnerTrust
from fanal.sharing.queries.consents import SHE_IS_ASKED
from fanal.sharing.queries.decision import Advice, advice
from fanal.sharing.queries.proposals import KnownOfHer
from fanal.sharing.queries.service_plans import ServicePlan
from fanal.web.typing import PageText

SHOWN = 12  # of a kind on the page: whoever fits stands first

SIGNS = {
    Effect.IN_FAVOUR: "ok",
    Effect.NOT_ON_FILE: "unknown",
    Effect.FIND_OUT: "unknown",
    Effect.PRECAUTION: "care",
    Effect.AGAINST: "no",
    Effect.BLOCK: "no",
}
ORDER = tuple(SIGNS)
DANGEROUS = frozenset({"dangerous", "body_is_blocked"})
SAID_NO = frozenset({"consent_withdrawn", "consent_refused", "consent_dissent"})
# What is no reason to choose or not: every page would say it of nearly everybody.
UNSAID = frozenset({"no_agreement"})
# The strongest says how far they are trusted here.
TRUST = (
    (DANGEROUS, PartnerTrust.DANGEROUS),
    (frozenset({"not_for_this"}), PartnerTrust.NOT_FOR_THIS),
    (frozenset({"trust_unknown"}), PartnerTrust.UNKNOWN),
    (
        frozenset({"precautions", "dangerous_member", "dangerous_otherwise", "allowed_by_name"}),
        PartnerTrust.WITH_CARE,
    ),
    (frozenset({"trusted"}), PartnerTrust.TRUSTED),
)
# What would make it possible: the rule, the page of the partner where it is saved, its words.
WAYS = {
    "trust_unknown": ("partners:find", _("Save what you find out")),
    "presence_not_on_file": ("partners:presence", _("Say where they work")),
    "nobody_there": ("partners:presence", _("Say where they work")),
    "languages_not_on_file": ("partners:change", _("Save their languages")),
    "service_not_on_file": ("partners:can", _("Save what they can do")),
    "service_not_offered": ("partners:can", _("Save what they can do")),
    "places_not_on_file": ("partners:can", _("Save the free places")),
    "no_place": ("partners:can", _("Save the free places")),
    "not_her_age": ("partners:can", _("Save what they can do")),
    "maybe_not_her_age": ("partners:can", _("Save what they can do")),
    "not_her_sex": ("partners:can", _("Save what they can do")),
}


# What is saved in her case before our own people go.
TO_FIND_OUT = frozenset(
    {
        "no_lawful_ground",
        "lawful_ground_not_known",
        "danger_to_us_to_find_out",
        "danger_to_us_not_known",
    }
)


@dataclass(frozen=True)
class PartnerOffer:
    """One who could help. `ways`: addresses with their words; `asks`: where it goes on."""

    name: str
    trust: str
    trust_words: PageText
    reasons: list[tuple[str, Sentence]]
    ways: list[tuple[str, PageText]] = field(default_factory=list)
    asks: str = ""


@dataclass(frozen=True)
class PartnerOffers:
    """What is offered. `more_fit`, `more_others`: how many are not shown."""

    fit: list[PartnerOffer]
    others: list[PartnerOffer]
    more_fit: int
    more_others: int
    advice: Advice


def offers_for(
    plan: ServicePlan,
    case: Case,
    user: User,
    known: KnownOfHer,
    now: datetime,
    going: Going = NOTHING_KNOWN,
) -> PartnerOffers:
    """Return the offers for a need. `going`: what is known of sending our own people."""
    options = advice(
        case=case,
        person=plan.person,
        purposes=[plan.terms.purpose],
        area=plan.area,
        user=user,
        now=now,
        languages=frozenset(known.languages.split()),
        age=known.years,
        urgency=plan.urgency,
        going=going,
    )
    weighed = _all_weighed(options, plan, user, known, now)
    fit = [partner for partner in weighed if partner.fits]
    others = [partner for partner in weighed if not partner.fits]
    fit.sort(key=lambda partner: partner.open_questions)
    others.sort(key=lambda partner: (partner.dangerous, partner.only(Effect.BLOCK)))
    writes = NARRATIVE in cases.writable_for(user, case)
    return PartnerOffers(
        [_offer(partner, case, plan, writes) for partner in fit[:SHOWN]],
        [_offer(other, case, plan, writes) for other in others[:SHOWN]],
        max(0, len(fit) - SHOWN),
        max(0, len(others) - SHOWN),
        options,
    )


@dataclass(frozen=True)
class WeighedPartner:
    """An option with all its grounds. `partner` None: a team of ours."""

    option: Option
    partner: Partner | None
    grounds: tuple[GateGround, ...]

    @property
    def rules(self) -> frozenset[str]:
        return frozenset(ground.rule for ground in self.grounds)

    def only(self, effect: Effect) -> int:
        return sum(ground.effect is effect for ground in self.grounds)

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it but a yes that the next page asks for."""
        stands = {g.rule for g in self.grounds if g.effect in (Effect.BLOCK, Effect.FIND_OUT)}
        return stands <= (SHE_IS_ASKED if self.partner else frozenset())

    @property
    def dangerous(self) -> bool:
        return bool(self.rules & DANGEROUS)

    @property
    def open_questions(self) -> int:
        """How many questions are open: of two that fit, whoever is known better comes first; else
        as the rules rank them."""
        return sum(ground.rule in WAYS for ground in self.grounds)


def _all_weighed(
    advised: Advice, plan: ServicePlan, user: User, known: KnownOfHer, now: datetime
) -> list[WeighedPartner]:
    """Our own teams first, where it is help in person; then the partners."""
    options = [*advised.decision.options, *advised.decision.blocked]
    rows = partners.partners_for(user).filter(merged_into=None)
    ours = [option for option in options if option.who in advised.teams]
    theirs = [option for option in options if option.who and option.who not in advised.teams]
    by_id = rows.in_bulk([UUID(option.who) for option in theirs])
    goes = plan.terms.purpose in IN_PERSON
    return [
        *(WeighedPartner(option, None, option.grounds) for option in ours if goes),
        *_weighed([(option, by_id[UUID(option.who)]) for option in theirs], plan, known, now),
    ]


def _weighed(
    options: Iterable[tuple[Option, Partner]], plan: ServicePlan, known: KnownOfHer, now: datetime
) -> Iterable[WeighedPartner]:
    asked = known.asks(plan.service)
    for option, partner in options:
        can = capacity_grounds(capacity_of(partner), partner.type, asked, now.date())
        yield WeighedPartner(option, partner, (*option.grounds, *can))


def _offer(weighed: WeighedPartner, case: Case, plan: ServicePlan, writes: bool) -> PartnerOffer:
    sign, words = _trust(weighed)
    grounds = [g for g in weighed.grounds if g.rule not in UNSAID]
    if weighed.dangerous:
        # What speaks for whoever is dangerous is not shown beside it, as if it could be weighed.
        grounds = [g for g in grounds if g.effect is Effect.BLOCK]
    grounds.sort(key=lambda ground: ORDER.index(ground.effect))
    asks = ""
    if weighed.fits and weighed.partner:
        asks = reverse("sharing:refer_send", args=[case.id, weighed.partner.id])
    # A team of ours: who goes, and whether, is decided with a journey.
    elif weighed.fits:
        asks = f"{reverse('journeys:new')}?case={case.id}"
    reasons = [(SIGNS[ground.effect], ground.sentence) for ground in grounds]
    ways = list(_ways(weighed, case, plan, writes))
    return PartnerOffer(weighed.option.name, sign, words, reasons, ways, asks)


def _trust(weighed: WeighedPartner) -> tuple[str, PageText]:
    if weighed.partner is None:
        return "ok", _("Ours")
    trust = next(
        (trust_of for rules, trust_of in TRUST if weighed.rules & rules), PartnerTrust.UNKNOWN
    )
    return TRUST_SIGNS[trust], TRUST_SAYS[trust]


def _ways(
    weighed: WeighedPartner, case: Case, plan: ServicePlan, writes: bool
) -> Iterable[tuple[str, PageText]]:
    """Yield what would make it possible, each once. Nobody is led on to whoever is dangerous."""
    if weighed.dangerous:
        return
    ways: dict[str, PageText] = {}
    if weighed.partner:
        for rule in (ground.rule for ground in weighed.grounds if ground.rule in WAYS):
            name, words = WAYS[rule]
            ways.setdefault(reverse(name, args=[weighed.partner.id]), words)
    talks = SAID_NO if weighed.partner else SAID_NO | {"she_said_no", "she_was_not_asked"}
    if writes and weighed.rules & talks:
        back = reverse("sharing:refer_who", args=[case.id])
        ways[talk_again(case, plan, weighed.partner, back)] = _("Talk with her again")
    if writes and weighed.rules & TO_FIND_OUT:
        ways[reverse("cases:write", args=[case.id, "going"])] = _("Save what you find out")
    if "danger_not_accepted" in weighed.rules:
        ways[f"{reverse('journeys:new')}?case={case.id}"] = _("Plan it: two people decide")
    if "too_late" in weighed.rules:
        ways[reverse("sharing:refer_start", args=[case.id])] = _("Change the day")
    yield from ways.items()


def talk_again(case: Case, plan: ServicePlan, partner: Partner | None, back: str) -> str:
    """Return where her answer to being referred is written down: with whom and to whom, as it is
    known here, and the way back."""
    known = {"purpose": ConsentPurpose.REFERRAL, "person": plan.person.id}
    asked = known | ({"partner": partner.id} if partner else {}) | {"next": back}
    return f"{reverse('cases:consent', args=[case.id])}?{urlencode(asked)}"

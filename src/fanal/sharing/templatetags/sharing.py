"""Words of what leaves the organisation in templates."""

from django import template
from django.utils.translation import gettext_lazy as _

from fanal.core.trust.consent import ConsentStanding, OverrideGround
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.transfers import Offer
from fanal.core.trust.vocabulary import PartnerPurpose, Urgency
from fanal.core.words import labels
from fanal.sharing import words
from fanal.sharing.actions.shared import other_side
from fanal.sharing.models import Side
from fanal.web.words import spoken, translated

register = template.Library()
register.filter("channel_words", spoken(words.CHANNELS))
register.filter("ground_words", spoken(labels(OverrideGround)))
register.filter("when_words", spoken(labels(Urgency)))
register.filter("classes_words", words.classes_words)
register.filter("consent_words", spoken(labels(ConsentStanding)))

# What the sign before a reason says: its class in the style sheet, and a word for who hears it.
WHY = {
    "ok": ("y", _("for it:")),
    "unknown": ("q", _("not known:")),
    "care": ("n", _("with care:")),
    "no": ("n", _("against it:")),
}

OFFER_TONES = {
    Offer.OFFERED: "amber",
    Offer.ACCEPTED: "green",
    Offer.DECLINED: "red",
    Offer.RECALLED: "plain",
    Offer.EXPIRED: "red",
}

REFERRAL_TONES = {
    ReferralState.DRAFT: "amber",
    ReferralState.SENT: "amber",
    ReferralState.ACCEPTED: "green",
    ReferralState.IN_PROGRESS: "green",
    ReferralState.DONE: "green",
    ReferralState.DECLINED: "red",
    ReferralState.EXPIRED: "red",
    ReferralState.RECALLED: "plain",
    ReferralState.WITHDRAWN: "plain",
}


@register.filter
def purpose_words(code: str) -> str:
    return translated(PartnerPurpose(code).label)


@register.filter
def referral_state(code: str) -> str:
    return translated(ReferralState(code).label)


@register.filter
def referral_tone(code: str) -> str:
    return REFERRAL_TONES[ReferralState(code)]


@register.filter
def offer_words(code: str) -> str:
    return translated(Offer(code).label)


@register.filter
def offer_tone(code: str) -> str:
    return OFFER_TONES[Offer(code)]


@register.filter
def shared_words(code: str) -> str:
    return str(words.SHARED.get(code, code))


@register.filter
def shared_tone(code: str) -> str:
    return {"proposed": "amber", "open": "green"}.get(code, "plain")


@register.filter
def why_class(sign: str) -> str:
    return WHY[sign][0]


@register.filter
def why_words(sign: str) -> str:
    return str(WHY[sign][1])


@register.filter
def other_team(side: Side) -> str:
    """The team with which this side keeps a two-country file."""
    return other_side(side).team.name

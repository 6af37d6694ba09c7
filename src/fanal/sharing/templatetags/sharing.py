"""Words of what leaves the house in templates."""

from __future__ import annotations

from django import template

from fanal.core.trust.decide import Action, Option
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.referrals import STATE_SAYS, ReferralState
from fanal.core.trust.to_json import ACTIONS
from fanal.core.trust.transfers import OFFER_SAYS, Offer
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.core.trust.wording import word
from fanal.sharing import words
from fanal.web.words import spoken, translated

register = template.Library()
register.filter("channel_words", spoken(words.CHANNELS))
register.filter("ground_words", spoken(words.GROUNDS))

ACTION_TONES = {
    Action.COOPERATE: "green",
    Action.COOPERATE_WITH_PRECAUTIONS: "amber",
    Action.OWN_TEAM_GOES: "blue",
    Action.DO_NOT_ACT_YET: "amber",
    Action.BLOCKED: "red",
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
def classes_words(codes: str) -> str:
    return ", ".join(str(words.CLASSES.get(one, one)) for one in codes.split())


@register.filter
def purpose_words(code: str) -> str:
    return translated(word(PartnerPurpose(code)))


@register.filter
def referral_state(code: str) -> str:
    return translated(STATE_SAYS[ReferralState(code)])


@register.filter
def referral_tone(code: str) -> str:
    return REFERRAL_TONES[ReferralState(code)]


@register.filter
def offer_words(code: str) -> str:
    return translated(OFFER_SAYS[Offer(code)])


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
def action_words(action: Action) -> str:
    return translated(ACTIONS[action])


@register.filter
def action_tone(action: Action) -> str:
    return ACTION_TONES[action]


@register.filter
def only(option: Option, effect: str) -> tuple[GateGround, ...]:
    """The grounds of an option with one effect, for instance `option|only:"find_out"`."""
    return option.only(Effect(effect))

"""Words of the register in templates."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fanal.core.trust.findings import FindingStatus
from fanal.core.trust.partner_matrix import MatrixAnswer
from fanal.core.trust.vocabulary import (
    PartnerPresence,
    PartnerPurpose,
    PartnerType,
    PartyKind,
    listed,
)
from fanal.core.words import labels
from fanal.partners import words
from fanal.partners.languages import language_names
from fanal.partners.models import Partner
from fanal.partners.queries.changes import recent_change
from fanal.web.typing import Context
from fanal.web.words import spoken, translated

register = template.Library()
register.filter("partner_type", spoken(labels(PartnerType)))
register.filter("party_kind", spoken(labels(PartyKind)))
register.filter("area_kind", spoken(words.AREAS))
register.filter("presence_words", spoken(labels(PartnerPresence)))
register.filter("standing_words", spoken(labels(FindingStatus)))
register.filter("pattern_words", spoken(words.PATTERNS))

register.filter("language_names", language_names)

MAY_TONES = {
    MatrixAnswer.YES: "green",
    MatrixAnswer.WITH_CARE: "amber",
    MatrixAnswer.NOT_KNOWN: "",
    MatrixAnswer.NO: "red",
}


@register.simple_tag
def may_tag(may: MatrixAnswer) -> SafeString:
    """The answer of one cell, with its colour and never by colour alone."""
    tone = f" tag--{MAY_TONES[may]}" if MAY_TONES[may] else ""
    return format_html('<span class="tag{}">{}</span>', tone, translated(may.label))


@register.simple_tag
def purposes_words(codes: str) -> str:
    """Purposes that stand as codes with spaces between, in words."""
    return translated(listed([PartnerPurpose(one) for one in codes.split()]))


@register.inclusion_tag("partners/recent_change.html")
def changed_lately(partner: Partner) -> Context:
    """A banner where somebody changed how this partner is named or reached."""
    return {"changed": recent_change(partner, timezone.localdate())}

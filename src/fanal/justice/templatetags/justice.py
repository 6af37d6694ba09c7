"""Words and amounts of proceedings."""

from django import template
from django.utils.translation import gettext as _

from fanal.core.casework.answers import text_in
from fanal.core.justice.courts import WISHES, HearingPresence
from fanal.core.justice.proceedings import WHERE_SHE_IS, HerRole, WhereAccused
from fanal.justice.queries.court_days import Heard, missing_for
from fanal.justice.queries.endings import open_before, what_ends
from fanal.justice.queries.shown_records import ShownJustice
from fanal.justice.queries.steps import accused_is_free
from fanal.web.amounts import amount_words
from fanal.web.words import labelled, translated

register = template.Library()
register.filter("money", amount_words)
register.filter("missing", missing_for)
register.filter("what_ends", what_ends)
register.filter("open_before", open_before)
register.filter("frees_the_accused", accused_is_free)


# ── Of a hearing ─────────────────────────────────────────────────────────────
@register.simple_tag
def presence(hearing: Heard) -> str:
    """Return in words whether she must come."""
    return translated(HearingPresence(hearing.row.coded["presence"]).sentence())


@register.simple_tag
def wish(hearing: Heard) -> str:
    """What she wants, in words; nothing where it was not asked."""
    words = dict(WISHES).get(text_in(hearing.data, "wish"))
    return translated(words) if words else ""


# ── Of a step ────────────────────────────────────────────────────────────────
@register.simple_tag
def where_accused(step: ShownJustice) -> str:
    """Return where the accused is since this step, in words; nothing where it was not asked."""
    code = step.row.coded.get("the_accused")
    if not code:
        return ""
    where = WhereAccused(code)
    if step.row.proceeding.role is HerRole.ACCUSED:
        return translated(WHERE_SHE_IS[where])
    return labelled(_("the accused"), translated(where.sentence()))

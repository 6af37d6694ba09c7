"""Sealed answers as rows of a summary list."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.audit.words import PARTS
from fanal.cases.models import Case
from fanal.cases.queries.agenda import AgendaItem
from fanal.cases.queries.case_warnings import WarnedCase
from fanal.cases.queries.pages import OpenedEntry
from fanal.cases.templatetags.present import said_by, when
from fanal.cases.words import TO_ADD
from fanal.core.calendars import read_text
from fanal.core.casework.answers import NOT_ASKED, is_value, load
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.entries import EntryKind, Field, FieldType
from fanal.core.casework.origins import origin_in
from fanal.core.casework.sections import Section
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import yes_or_no
from fanal.web.amounts import amount_words
from fanal.web.days_in_words import relative_day
from fanal.web.templatetags.fanal import partial_date
from fanal.web.typing import Context, PageText
from fanal.web.words import translated

register = template.Library()

# Where what is open before a closing is settled: a section of the case, a page of an app above, or
# the case itself, whose head has what is said of danger and signs of life.
SECTION_OF = {
    OpenEnd.CONTACT_RULES: Section.CONTACT,
    OpenEnd.CONSENT: Section.CONSENT,
    OpenEnd.GOALS: Section.PLAN,
    OpenEnd.GUARDIAN: Section.PEOPLE,
}
PAGE_OF = {
    OpenEnd.REFERRAL: "sharing:case",
    OpenEnd.JOURNEY: "journeys:case",
    OpenEnd.PROOF: "journeys:case",
    OpenEnd.COURT: "justice:case",
    OpenEnd.CRITERIA: "protection:closing",
    OpenEnd.RISK: "protection:case",
    OpenEnd.NEED: "services:case",
    OpenEnd.SERVICE: "services:case",
}


@register.filter
def to_add(kind: EntryKind) -> str:
    """What the button says that adds an entry of this kind."""
    return str(TO_ADD.get(kind.code) or _("Add: {what}").format(what=translated(kind.title)))


@register.simple_tag
def settled_at(case: Case, one: StillOpen) -> str:
    """The page of the case on which this is settled."""
    at = one.at or SECTION_OF.get(one.end) or PAGE_OF.get(one.end, "cases:case")
    if at in Section:
        return reverse("cases:section", args=[case.pk, str(at)])
    return reverse(at, args=[case.pk])


@register.filter
def open_tone(one: StillOpen, speaks: Collection[StillOpen]) -> str:
    """Danger is nothing but danger; the rest wants care."""
    grave = one.end in (OpenEnd.DANGER, OpenEnd.MISSING)
    return "danger" if grave or one in (speaks or ()) else "care"


@register.filter
def warnings_tone(found: Collection[WarnedCase]) -> str:
    """As grave as the gravest of it, which stands first in its case."""
    grave = any(open_tone(case.warnings[0], ()) == "danger" for case in found)
    return "danger" if grave else "care"


@register.filter
def days_late(item: AgendaItem, today: date) -> int:
    return item.days_late(today)


@register.filter
def near_day(said: datetime | date, today: date) -> str:
    """Today, yesterday, tomorrow, else the day; with the hour where it is known."""
    return relative_day(said, today)


@register.simple_tag
def answered(one: OpenedEntry) -> Context:
    """`rows`: what was answered or refused; `unasked`: the other questions, in one line."""
    answers = [(field, load((one.data or {}).get(field.name))) for field in one.kind.fields]
    return {
        "rows": [answer_row(field, answer) for field, answer in answers if answer is not NOT_ASKED]
        + _said_in_call(one),
        "unasked": " · ".join(translated(f.label) for f, answer in answers if answer is NOT_ASKED),
    }


def _said_in_call(one: OpenedEntry) -> list[Context]:
    """Which of the answers were said in a call, by whom and when."""
    origin = origin_in(one.data or {})
    if origin is None or not origin.fields:
        return []
    labels = [translated(one.kind.field(name).label) for name in origin.fields]
    said = f"{said_by(origin)}, {when(origin.at)}"
    return [{"key": _("Said in the call"), "value": f"{said} · {' · '.join(labels)}"}]


@register.simple_tag
def said_rows(one: Context) -> list[Context]:
    """What a call said and nobody has confirmed, as rows."""
    return [answer_row(one["kind"].field(said.field), said.shown) for said in one["said"].answers]


@register.simple_tag
def contact_rule(one: OpenedEntry) -> Context:
    """The rules before the number, whatever was not asked shown as such."""
    rows = [answer_row(field, load((one.data or {}).get(field.name))) for field in one.kind.fields]
    names = [field.name for field in one.kind.fields]
    number = names.index("number")
    before = [row for i, row in enumerate(rows) if i != number]
    return {"before": before + _said_in_call(one), "number": [rows[number]]}


@register.simple_tag
def consent_told(one: Context) -> Context:
    """As `answered`, of a consent: who answered, for whom, in which language, in her words."""
    answers = [] if one["data"] is None else [(label, load(one["data"][n])) for n, label in _told()]
    asked = [(label, answer) for label, answer in answers if answer is not NOT_ASKED]
    return {
        "rows": _consent_rows(one) + [{"key": label, "value": answer} for label, answer in asked],
        "unasked": " · ".join(label for label, answer in answers if answer is NOT_ASKED),
    }


def _consent_rows(one: Context) -> list[Context]:
    row, data = one["row"], one["data"]
    rows = [{"key": _("Who answered"), "value": one["given_by"].sentence()}]
    if one["giver"] is not None:
        rows.append({"key": _("Name of who answered"), "value": load(one["giver"].get("name"))})
    if row.recipient and data is not None:
        rows.append({"key": _("For whom"), "value": row.recipient})
    rows.append({"key": _("Which part of the file"), "value": _part(row.data_class)})
    return rows + _assent(one)


def _part(code: str) -> PageText:
    return {"": _("all parts"), "existence": _("only that there is a case")}.get(code) or PARTS[
        Compartment(code)
    ]


def _assent(one: Context) -> list[Context]:
    """Whether the child agrees too; why that is open, only where somebody else answered."""
    agrees, label = one["row"].assent, _("The child agrees too")
    if agrees is not None:
        return [{"key": label, "value": yes_or_no(agrees)}]
    if one["given_by"] is GivenBy.HERSELF or one["data"] is None:
        return []
    return [{"key": label, "value": load(one["data"].get("assent"))}]


def _told() -> list[tuple[str, str]]:
    return [
        ("words", _("In her own words")),
        ("language", _("In which language")),
        ("interpreter_name", _("Interpreter")),
    ]


def answer_row(field: Field, answer: object) -> Context:
    """One answer beside its question, for a summary list."""
    return {"name": field.name, "key": translated(field.label), "value": _words(field, answer)}


def _words(field: Field, answer: Any) -> object:
    if not is_value(answer):
        return answer
    match field.type:
        case FieldType.YES_NO:
            return yes_or_no(answer)
        case FieldType.CHOICE:
            return dict(field.choices).get(answer, answer)
        case FieldType.AMOUNT:
            return amount_words(answer)
        case FieldType.DAY:
            return partial_date(read_text(answer).date)
        case FieldType.MOMENT:
            return _moment_words(answer)
    return answer


def _moment_words(answer: str) -> str:
    """A day, and its hour where somebody knew it."""
    if len(answer) == len("2026-11-27"):
        return date_format(date.fromisoformat(answer), "DATE_FORMAT")
    return date_format(timezone.localtime(datetime.fromisoformat(answer)), "DATETIME_FORMAT")

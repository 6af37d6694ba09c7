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
from fanal.cases.queries.agenda_items import AgendaItem
from fanal.cases.queries.case_warnings import WarnedCase
from fanal.cases.queries.pages import OpenedEntry
from fanal.cases.templatetags.present import said_by, when
from fanal.cases.words import TO_ADD
from fanal.core.calendars import read_text
from fanal.core.casework.answers import NOT_ASKED, answered_text, is_value, load
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.entries import EntryKind, Field, FieldType
from fanal.core.casework.origins import origin_in
from fanal.core.casework.sections import Section
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import yes_or_no
from fanal.database.stored_values import day_of
from fanal.web.amounts import amount_words
from fanal.web.days_in_words import relative_day
from fanal.web.templatetags.fanal import partial_date
from fanal.web.typing import Context, PageText
from fanal.web.words import translated

register = template.Library()

# Where what is open before a closing is settled: a section of the case, a page of an app above, the
# page of her state (`StillOpen.of`), or the case itself.
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
    """Return what the button says that adds an entry of this kind."""
    return str(TO_ADD.get(kind.code) or _("Add: {what}").format(what=translated(kind.title)))


@register.simple_tag
def settled_at(case: Case, open_end: StillOpen) -> str:
    """Return the page of the case on which this is settled."""
    if open_end.of:
        return reverse("cases:state", args=[case.pk, open_end.of])
    at = open_end.at or SECTION_OF.get(open_end.end) or PAGE_OF.get(open_end.end, "cases:case")
    if at in Section:
        return reverse("cases:section", args=[case.pk, str(at)])
    return reverse(at, args=[case.pk])


@register.filter
def open_tone(open_end: StillOpen, speaks: Collection[StillOpen]) -> str:
    """Return "danger" for danger alone; the rest wants care."""
    grave = open_end.end in (OpenEnd.DANGER, OpenEnd.MISSING)
    return "danger" if grave or open_end in (speaks or ()) else "care"


@register.filter
def warnings_tone(warned: Collection[WarnedCase]) -> str:
    """Return the tone of the gravest of these warnings, which stands first in its case."""
    grave = any(open_tone(case.warnings[0], ()) == "danger" for case in warned)
    return "danger" if grave else "care"


@register.filter
def days_late(item: AgendaItem, today: date) -> int:
    return item.days_late(today)


@register.filter
def near_day(moment: datetime | date, today: date) -> str:
    """Today, yesterday, tomorrow, else the day; with the hour where it is known."""
    return relative_day(moment, today)


@register.simple_tag
def answered(entry: OpenedEntry) -> Context:
    """Return `rows`: what was answered or refused; `unasked`: the other questions, in one line;
    `ended`: the last day of the paper of a guardian, once that is over."""
    answers = [(field, load((entry.data or {}).get(field.name))) for field in entry.kind.fields]
    return {
        "rows": [answer_row(field, answer) for field, answer in answers if answer is not NOT_ASKED]
        + _said_in_call(entry),
        "unasked": " · ".join(translated(f.label) for f, answer in answers if answer is NOT_ASKED),
        "ended": _mandate_ended(entry),
    }


def _mandate_ended(entry: OpenedEntry) -> date | None:
    if entry.kind.code != "guardianship":
        return None
    until = day_of(answered_text(load((entry.data or {}).get("until"))))
    return until if until and until < timezone.localdate() else None


def _said_in_call(entry: OpenedEntry) -> list[Context]:
    """Return which of the answers were said in a call, by whom and when."""
    origin = origin_in(entry.data or {})
    if origin is None or not origin.fields:
        return []
    labels = [translated(entry.kind.field(name).label) for name in origin.fields]
    where_from = f"{said_by(origin)}, {when(origin.at)}"
    return [{"key": _("Said in the call"), "value": f"{where_from} · {' · '.join(labels)}"}]


@register.simple_tag
def said_rows(waiting: Context) -> list[Context]:
    """Return what a call said and nobody has confirmed, as rows."""
    return [
        answer_row(waiting["kind"].field(answer.field), answer.shown)
        for answer in waiting["said"].answers
    ]


@register.simple_tag
def contact_rule(entry: OpenedEntry) -> Context:
    """Return the rules before the number, whatever was not asked shown as such."""
    rows = [
        answer_row(field, load((entry.data or {}).get(field.name))) for field in entry.kind.fields
    ]
    names = [field.name for field in entry.kind.fields]
    # The number stands below all rules: whoever reads it first calls first.
    number = names.index("number")
    before = [row for i, row in enumerate(rows) if i != number]
    return {"before": before + _said_in_call(entry), "number": [rows[number]]}


@register.simple_tag
def consent_told(consent: Context) -> Context:
    """A consent as `answered` does: who answered, for whom, in which language, in her words."""
    answers = (
        []
        if consent["data"] is None
        else [(label, load(consent["data"][n])) for n, label in _consent_texts()]
    )
    asked = [(label, answer) for label, answer in answers if answer is not NOT_ASKED]
    return {
        "rows": _consent_rows(consent)
        + [{"key": label, "value": answer} for label, answer in asked],
        "unasked": " · ".join(label for label, answer in answers if answer is NOT_ASKED),
    }


def _consent_rows(consent: Context) -> list[Context]:
    row, data = consent["row"], consent["data"]
    rows = [{"key": _("Who answered"), "value": consent["given_by"].sentence()}]
    if consent["giver"] is not None:
        rows.append({"key": _("Name of who answered"), "value": load(consent["giver"].get("name"))})
    if row.recipient and data is not None:
        rows.append({"key": _("For whom"), "value": row.recipient})
    rows.append({"key": _("Which part of the file"), "value": _part(row.data_class)})
    return rows + _assent(consent)


def _part(code: str) -> PageText:
    return {"": _("all parts"), "existence": _("only that there is a case")}.get(code) or PARTS[
        Compartment(code)
    ]


def _assent(consent: Context) -> list[Context]:
    """Return whether the child agrees too; why that is open, only where somebody else answered."""
    agrees, label = consent["row"].assent, _("The child agrees too")
    if agrees is not None:
        return [{"key": label, "value": yes_or_no(agrees)}]
    if consent["given_by"] is GivenBy.HERSELF or consent["data"] is None:
        return []
    return [{"key": label, "value": load(consent["data"].get("assent"))}]


def _consent_texts() -> list[tuple[str, str]]:
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

"""Kinds of names and sources of births in words."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fanal.absences.reachable import working_in
from fanal.accounts.models import User
from fanal.core.calendars import AgeInterval, BirthSource, read_text
from fanal.core.casework.codes import NameKind
from fanal.core.casework.present import DangerState
from fanal.keys.sealed import Content
from fanal.people.forms import LANGUAGES
from fanal.people.models import Birth, Person, PersonName
from fanal.web.templatetags.fanal import code_name, partial_date
from fanal.web.typing import Context
from fanal.web.words import translated
from scriptnames import SCRIPT_SAYS

register = template.Library()

# What a row of a list says of her state; of the others it says nothing.
STATE_TONES = {
    DangerState.IN_DANGER: "red",
    DangerState.DISPUTED: "red",
    DangerState.UNHEARD: "red",
    DangerState.GIVEN: "red",
    DangerState.DOUBTED: "amber",
}


STATE_SIGNS = {
    DangerState.IN_DANGER: "danger",
    DangerState.DISPUTED: "care",
    DangerState.UNHEARD: "danger",
    DangerState.GIVEN: "danger",
    DangerState.DOUBTED: "care",
    DangerState.UNKNOWN: "unknown",
}


class _Worked(Protocol):
    """A case, which stands on a higher floor."""

    @property
    def assignee(self) -> User | None: ...
    @property
    def team_id(self) -> UUID: ...


@register.filter
def worker_of(case: _Worked) -> User | None:
    return working_in(case.assignee, case.team_id)


@register.inclusion_tag("people/state_tag.html")
def state_tag(code: DangerState | None) -> Context:
    """Show her present state in a row of a list: in danger, disputed, not heard from, in doubt, or
    nothing."""
    if code is None or code not in STATE_TONES:
        return {"words": "", "tone": ""}
    return {"words": code.sentence(), "tone": STATE_TONES[code]}


@register.inclusion_tag("people/listed_state.html")
def listed_state(code: DangerState) -> Context:
    """Show the stored state in a row of a list, with its sign. That somebody was said to be safe is
    a word of before, which a page of her case alone weighs in full: no list shows it in green."""
    if code is DangerState.SAFE:
        return {"words": _("Said to be safe"), "sign": ""}
    return {"words": code.sentence(), "sign": STATE_SIGNS[code]}


@register.filter
def of_person(states: Mapping[UUID, DangerState], person_id: UUID) -> DangerState | None:
    return states.get(person_id)


@register.simple_tag
def name_kind(code: str) -> str:
    return translated(NameKind(code).sentence())


@register.simple_tag
def writing(data: Content) -> str:
    """Script and language of a name in words; a code that we have no word for stays as it is."""
    script, language = data.get("script") or "", data.get("language") or ""
    words = (SCRIPT_SAYS.get(script, script), dict(LANGUAGES).get(language, language))
    return "".join(f" · {translated(word)}" for word in words if word)


@register.simple_tag
def from_file(row: PersonName | Birth, files: Mapping[UUID, Person]) -> SafeString | str:
    """Return a link, by its code name, to the other file of hers in which a name or a birth was
    written; "" for this one."""
    file = files.get(row.person_id)
    if file is None:
        return ""
    address = reverse("people:person", args=[file.id])
    return format_html(' · <a href="{}">{}</a>', address, code_name(file))


@register.simple_tag
def birth_source(code: str) -> str:
    return translated(BirthSource(code).sentence())


@register.simple_tag
def birth_says(data: Content) -> str:
    """The date as far as it is known, or the ages said on a day."""
    if "date" in data:
        return partial_date(read_text(data["date"]).date)
    return translated(AgeInterval(*data["ages"]).sentence())

"""What is asked of a proceeding, and of each kind of record, built from the core."""

from collections.abc import Iterable, Sequence

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.entries import entry_field
from fanal.core.casework.answers import NOT_ASKED
from fanal.core.casework.fields import Field, FieldType
from fanal.core.casework.typed_text import LONG, SHORT
from fanal.core.justice.courts import ZONES
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.limits import rules_in
from fanal.core.justice.proceedings import WHERE_SHE_IS, HerRole, ProceedingKind
from fanal.journeys.models import Journey
from fanal.people.models import Person
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import radio_answer, select_answer, worded_choices, yes_or_no
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField, PartialDateField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.names import CountryField
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.forms.typed_fields import FieldOptions
from fanal.web.time_zones import in_words as time_zone_words
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import in_page_language, translated

K = JusticeKind
# What she wishes and what forced her are hers to tell or not; the rest is read from papers.
HERS = {"wish", "constraint"}


class ProceedingForm(forms.Form):
    """A proceeding; whom it is about, where the case concerns several."""

    later: Later = {_("More"): ("lawyer", "prosecutor", "language")}

    kind = select_answer(_("Which kind of proceeding"), ProceedingKind)
    country = CountryField(label=_("In which country"), required=True)
    # She may be the accused in one country and the victim in another (domain page on the
    # programmes, 2.11, J8).
    role = radio_answer(_("What is she in it?"), HerRole)
    body = short_answer(_("Court, office or body"), required=False)
    reference = short_answer(_("Its public number"), required=False)
    # In words: proceedings of several countries stand here, each with articles of its own.
    matter = long_answer(_("What it is about: the charge, or the claim"), 3, required=False)
    lawyer = short_answer(_("Her lawyer"), required=False)
    prosecutor = short_answer(_("Prosecutor or official in charge"), required=False)
    language = short_answer(_("In which language she follows it"), required=False)

    def __init__(
        self,
        data: FormData = None,
        *,
        people: Sequence[Person] = (),
        initial: Answers | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.people = {str(person.pk): person for person in people}
        if len(people) > 1:
            self.fields["person"] = forms.ChoiceField(
                label=_("Who it is about"),
                widget=forms.RadioSelect,
                choices=[(str(person.pk), person.code_name) for person in people],
            )
            self.order_fields(["person"])

    def person(self) -> Person:
        # With one person the question is not asked, so there is nothing in the answers.
        chosen = self.cleaned_data.get("person") or next(iter(self.people))
        return self.people[chosen]


class JusticeForm(forms.Form):
    """One record. `accused`: whether she is. `answers()`: what its questions were answered."""

    def __init__(
        self,
        kind: JusticeKind,
        country: str,
        data: FormData = None,
        *,
        journeys: QuerySet[Journey] | None = None,
        initial: Answers | None = None,
        accused: bool = False,
    ) -> None:
        super().__init__(data, initial=initial)
        self.kind, described = kind, kind.described
        # PAST: a step that is still to come is a hearing or a limit.
        if described.day:
            self.fields["on"] = DayField(label=translated(described.day), near=PAST)
        for field in described.fields:
            self.fields[field.name] = _field(field, country)
        if kind is K.STEP and accused:
            self.fields["the_accused"] = _where_she_is()
        # What must be there is said by the rules; the form only marks it.
        for name in described.must:
            self.fields[name].required = True
        if described.due:
            self.fields["due"] = DayField(label=translated(described.due), required=False)
        later: dict[PageText, Sequence[str]] = {
            translated(title): names for title, names in described.later
        }
        # Only a hearing is travelled to.
        if kind is K.HEARING:
            self._ask_the_journey(journeys, later)
        # Unusual is not wrong: hearings do fall on holidays, and a refusal would be typed around
        # with a false day.
        if described.asks_if_sure:
            self.fields["sure"] = _is_sure()
            later[_("If something looks unusual")] = ("sure",)
        self.later: Later = later

    def _ask_the_journey(
        self, journeys: QuerySet[Journey] | None, later: dict[PageText, Sequence[str]]
    ) -> None:
        """Ask for the journey on which she is escorted, where there is one."""
        offered = list(journeys) if journeys is not None else []
        if not offered:
            return
        self.journeys = {str(journey.pk): journey for journey in offered}
        self.fields["journey"] = forms.ChoiceField(
            label=_("Her journey there"),
            required=False,
            choices=[NOTHING, *((str(journey.pk), journey.code_name) for journey in offered)],
        )
        title = next(iter(later))
        later[title] = (*later[title], "journey")

    def answers(self) -> Answers:
        """An empty box is "not asked"."""
        answers = {
            field.name: self.cleaned_data[field.name] for field in self.kind.described.fields
        }
        return {
            name: NOT_ASKED if answer in ("", None) else answer for name, answer in answers.items()
        }

    def journey(self) -> Journey | None:
        chosen = self.cleaned_data.get("journey")
        return self.journeys[chosen] if chosen else None


def _where_she_is() -> forms.Field:
    """What is asked of the accused, asked of herself: she has nobody to fear by it."""
    words = worded_choices(WHERE_SHE_IS.items())
    return forms.ChoiceField(
        label=_("Where is she now?"), required=False, choices=[NOTHING, *words]
    )


def _is_sure() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("It is so, keep it"),
        required=False,
        help_text=_("For what looks unusual: a holiday, a step before the one it follows."),
    )


def _field(field: Field, country: str) -> forms.Field:
    """What only she can answer has the three answers beside it that are no values."""
    label, hint = translated(field.label), translated(field.hint) if field.hint else ""
    if field.name in HERS:
        return entry_field(field)
    options: FieldOptions = {"label": label, "help_text": hint, "required": False}
    match field.type:
        # Rules of the proceeding's own country; one of another would count a limit wrongly.
        case FieldType.CHOICE if field.name == "rule":
            return forms.ChoiceField(choices=[NOTHING, *_rules(country)], **options)
        case FieldType.CHOICE:
            words = worded_choices(field.choices)
            return forms.ChoiceField(choices=[NOTHING, *words], **options)
        case FieldType.YES_NO:
            return yes_or_no(**options)
        case FieldType.DAY if field.name == "day":
            # The day of a hearing lies ahead: of one that was, what came of it is a record of its
            # own.
            return DayField(must_come=True, near=AHEAD, **options)
        case FieldType.DAY:
            # A month is enough: limits count from the earliest possible day (2.3).
            return PartialDateField(**options)
        case FieldType.LONG:
            area = forms.Textarea(attrs={"rows": 3})
            return forms.CharField(max_length=LONG, widget=area, **options)
    if field.name == "zone":
        return forms.ChoiceField(choices=_zones(), **options)
    return forms.CharField(max_length=SHORT, **options)


def _zones() -> list[tuple[str, PageText]]:
    return [
        # An hour in court is local time. Empty, since most countries here have one zone.
        ("", _("That of the country")),
        *((zone, time_zone_words(zone)) for zone in sorted(set(ZONES.values()))),
    ]


def _rules(country: str) -> Iterable[tuple[str, str]]:
    for rule in rules_in(country):
        yield rule.code, in_page_language(rule.what)

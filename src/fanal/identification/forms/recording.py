"""What is asked on the pages of the law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Unpack

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.law.case import OLDEST, LawPerson
from fanal.core.law.indicators import dimensions
from fanal.core.law.interview import RULES
from fanal.core.law.vocabulary import Code, vocabulary
from fanal.identification import words
from fanal.keys.sealed import Content
from fanal.partners.models import Partner
from fanal.web.forms import NOTHING, PAST, DayField, PartialDateField
from fanal.web.forms.options import FormOptions
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated

INTERVIEW_LANGUAGES = [("vi", "Tiếng Việt"), ("fr", "Français"), ("en", "English")]
ASKED_AFTER = "not_asked"


class CountriesField(forms.MultipleChoiceField):
    """Countries of our work as boxes."""

    def __init__(self, label: PageText) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=words.near,
        )


class OtherCountriesField(forms.CharField):
    """Other countries as two-letter codes."""

    default_error_messages = {"country": _("{code} is not a two-letter country code.")}

    def clean(self, value: object) -> list[str]:
        codes = str(super().clean(value)).replace(",", " ").upper().split()
        for code in codes:
            if not words.is_country(code):
                message = str(self.error_messages["country"]).format(code=code)
                raise forms.ValidationError(message, code="country")
        return codes


def other(label: PageText) -> OtherCountriesField:
    return OtherCountriesField(label=label, required=False, help_text=_("Two-letter codes: RU JP"))


class CircumstancesForm(forms.Form):
    """Sex, age at the time, days, countries."""

    sex = forms.ChoiceField(label=_("Sex"), choices=words.SEXES, widget=forms.RadioSelect)
    youngest = forms.IntegerField(
        label=_("Age at the time: at least"), min_value=0, max_value=OLDEST, required=False
    )
    oldest = forms.IntegerField(
        label=_("Age at the time: at most"), min_value=0, max_value=OLDEST, required=False
    )
    first = DayField(
        label=_("First day of what happened"), required=False,
        help_text=_("Leave empty what is not known."),
    )  # fmt: skip
    last = DayField(label=_("Last day of what happened"), required=False)
    recruited = CountriesField(_("Where she was recruited"))
    recruited_other = other(_("Recruited in another country"))
    moved_through = CountriesField(_("Where she was moved through"))
    moved_through_other = other(_("Moved through another country"))
    exploited = CountriesField(_("Where she was exploited, or was to be"))
    exploited_other = other(_("Exploited in another country"))

    def clean(self) -> Answers:
        given = super().clean() or {}
        youngest, oldest = given.get("youngest"), given.get("oldest")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("oldest", _("The oldest age is lower than the youngest."))
        if given.get("first") and given.get("last") and given["first"] > given["last"]:
            self.add_error("last", _("The last day lies before the first."))
        for name in ("first", "last"):
            if given.get(name) and given[name] > timezone.localdate():
                self.add_error(name, _("This day lies in the future."))
        return given

    def kept(self) -> Answers:
        """As the action takes it."""
        given = self.cleaned_data
        youngest, oldest = given["youngest"], given["oldest"]
        return {
            "sex": given["sex"],
            "age": (youngest or 0, OLDEST if oldest is None else oldest),
            "when": (given["first"], given["last"]),
            "places": {
                name: [*given[name], *given[f"{name}_other"]]
                for name in ("recruited", "moved_through", "exploited")
            },
        }


def circumstances_initial(data: Content, person: LawPerson) -> Answers:
    """What a sealed row holds, as the form shows it; `person`: completed from her own file."""
    first, last = data.get("when", (None, None))
    shown = {
        "sex": person.sex.value,
        "youngest": person.youngest or None,
        "oldest": None if person.oldest == OLDEST else person.oldest,
        "first": first,
        "last": last,
    }
    for name, codes in data.get("places", {}).items():
        shown[name] = [code for code in codes if code in words.NEAR]
        shown[f"{name}_other"] = " ".join(code for code in codes if code not in words.NEAR)
    return shown


class BeforeForm(forms.Form):
    """The ten rules, and in which language she is asked."""

    rules = forms.MultipleChoiceField(
        label=_("Confirm each rule"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(key, translated(rule)) for key, rule in RULES.items()],
        error_messages={"required": _("Each rule has to be confirmed before the first question.")},
    )
    language = forms.ChoiceField(
        label=_("Her language, shown beside each question"), choices=INTERVIEW_LANGUAGES
    )
    interpreter = forms.CharField(
        label=_("Interpreter, by code"), required=False, help_text=_("Never a full name.")
    )


class TimeForm(forms.Form):
    """The time that what was said speaks of, as far as it is known."""

    about_from = PartialDateField(
        label=_("The time it speaks of"),
        help_text=_("Not the day it was said. Leave empty what is not known."),
    )
    about_until = PartialDateField(label=_("Until, where it lasted"))

    def about(self) -> tuple[date | None, date | None]:
        """The first and the last day that the time may cover; a year alone covers all of it."""
        first, last = self.cleaned_data["about_from"], self.cleaned_data["about_until"]
        return (
            first.interval.earliest if first else None,
            (last or first).interval.latest if last or first else None,
        )


class QuestionField(forms.ChoiceField):
    """A question in the worker's language, with hers beside it."""

    def __init__(self, entry: Code, language: str) -> None:
        super().__init__(
            label=words.in_language(entry.question),
            help_text=words.in_language(entry.definition),
            choices=words.ANSWERS,
            widget=forms.RadioSelect,
            required=False,
            initial=ASKED_AFTER,
        )
        self.hers = entry.question.get(language, "")
        self.hers_language = language


class QuestionsForm(TimeForm):
    """One page of questions; each in the worker's language with hers beside it."""

    def __init__(
        self,
        codes: Iterable[str],
        language: str,
        data: FormData = None,
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.codes = tuple(codes)
        for name in self.codes:
            entry = vocabulary()[name]
            self.fields[name] = QuestionField(entry, language)

    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.codes]

    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.codes}


def codes_of(kind: str) -> list[tuple[str, str]]:
    return [(c.name, words.label(c.name)) for c in vocabulary().values() if c.kind == kind]


class IdentificationStatementForm(TimeForm):
    """What a paper, a court, a partner says, or what she said of her own accord."""

    source = forms.ChoiceField(label=_("Who says it"), choices=[NOTHING, *words.SOURCES])
    said_by = forms.CharField(
        label=_("Which one"),
        required=False,
        help_text=_("A code or an office, so that two sources can be told apart."),
    )
    said_on = DayField(label=_("On which day"), required=False, near=PAST)
    certainty = forms.ChoiceField(label=_("How sure"), choices=[NOTHING, *words.CERTAINTIES])
    field_order = ("source", "said_by", "said_on", "certainty", "about_from", "about_until")

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        for kind, heading in words.KINDS.items():
            for value, template in (("yes", _("{kind}: present")), ("no", _("{kind}: absent"))):
                self.fields[f"{kind}_{value}"] = forms.MultipleChoiceField(
                    label=str(template).format(kind=heading),
                    required=False,
                    widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--columns"}),
                    choices=codes_of(kind),
                )

    def clean(self) -> Answers:
        given = super().clean() or {}
        for kind in words.KINDS:
            both = set(given.get(f"{kind}_yes", [])) & set(given.get(f"{kind}_no", []))
            for code in sorted(both):
                message = _("{code} is marked as present and as absent.")
                self.add_error(f"{kind}_no", str(message).format(code=words.label(code)))
        if not any(given.get(f"{kind}_{v}") for kind in words.KINDS for v in ("yes", "no")):
            self.add_error(None, _("Nothing is marked yet."))
        return given

    def answers(self) -> dict[str, str]:
        return {
            code: value
            for kind in words.KINDS
            for value in ("yes", "no")
            for code in self.cleaned_data[f"{kind}_{value}"]
        }


class IdentificationFindingForm(forms.Form):
    """What an authority, a court or an organisation found."""

    body = forms.ChoiceField(label=_("Who found it"), choices=[NOTHING, *words.BODIES])
    step = forms.ChoiceField(label=_("What was decided"), choices=[NOTHING, *words.STEPS])
    status = forms.ChoiceField(
        label=_("In the standard's words"), choices=[NOTHING, *words.STATUSES]
    )
    country = forms.ChoiceField(
        label=_("In which country"), choices=lambda: [NOTHING, *words.near()]
    )
    found_on = DayField(label=_("On which day"), near=PAST)
    reason = forms.CharField(
        label=_("The reason given"),
        widget=forms.Textarea,
        required=False,
        help_text=_("For a refusal: the reason, or that none was given."),
    )
    document = forms.CharField(label=_("Where the paper is"), required=False)


class PrintForm(forms.Form):
    """To whom the request goes; the one gate answers for each."""

    def __init__(
        self, partners: QuerySet[Partner], data: FormData = None, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, **options)
        self.fields["partner"] = forms.ModelChoiceField(partners, label=_("Print it for"))


class IndicatorsForm(forms.Form):
    """The ILO indicators of trafficking for labour, dimension by dimension."""

    YES_NO = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]

    group = forms.ChoiceField(
        label=_("Which list"),
        choices=[("adult", _("Adult")), ("child", _("Child"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        for dimension in dimensions("labour"):
            for one in dimension.indicators:
                self.fields[f"{dimension.key}.{one.code}"] = forms.ChoiceField(
                    label=words.in_language(one.text), choices=self.YES_NO, required=False
                )

    def answers(self) -> dict[str, str]:
        return {name: said for name, said in self.cleaned_data.items() if "." in name and said}

"""Forms of the dated records, built from `fanal.core.protection.kinds`."""

from collections.abc import Collection, Iterable, Sequence

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.entries import entry_field, shown
from fanal.core.protection.clocks import Clock, ClockStep, clock
from fanal.core.protection.kinds import RecordKind
from fanal.keys.sealed import Content
from fanal.web.codes import COUNTRIES
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.names import CountryField
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import Answers, FormData, PageText
from fanal.web.words import translated

# Where the day of what is told is asked among the first questions; else it is today's, on demand.
DAY_FIRST = {RecordKind.EVENT, RecordKind.RECOVERY}


class RecordForm(forms.Form):
    """One dated record. `answers()`: what its questions were answered. `known`: which of them the
    case answers already; `countries`: those that it touches. `asks_house`: whether a suspect is
    free, and the house in which she sleeps can be asked to look at doors and visitors anew."""

    def __init__(
        self,
        kind: RecordKind,
        data: FormData = None,
        *,
        initial: Answers | None = None,
        runs: Clock | None = None,
        known: Collection[str] = (),
        countries: Iterable[str] = (),
        asks_house: bool = False,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.kind, described = kind, kind.described
        if kind in DAY_FIRST:
            self.fields["on"] = self._day(kind)
        if "country" in described.coded:
            self.fields["country"] = CountryField(label=_("Country"), required=True)
        for field in described.fields:
            self.fields[field.name] = entry_field(field)
            if field.name in known:
                self.fields[field.name].help_text = _("It is in the case: confirm or correct.")
        if asks_house:
            self.fields["ask_house"] = ask_house()
        if described.next_day:
            self.fields["due"] = DayField(
                label=translated(described.next_day),
                required=False,
                help_text=_help(kind, runs, countries),
            )
        if kind not in DAY_FIRST:
            self.fields["on"] = self._day(kind)
        later: dict[PageText, Sequence[str]] = {
            translated(title): names for title, names in described.later
        }
        if asks_house:  # seven questions are enough, and the level says by when it is reviewed
            later[_("Other days")] = ("due", "on")
        elif kind not in DAY_FIRST:
            later[_("It was on another day")] = ("on",)
        self.later: Later = later

    def _day(self, kind: RecordKind) -> DayField:
        label = _("From which day") if kind is RecordKind.RECOVERY else _("On which day")
        near = () if kind is RecordKind.EVENT else PAST
        return DayField(label=label, required=kind is RecordKind.EVENT, near=near)

    def answers(self) -> Answers:
        found = {field.name: self.cleaned_data[field.name] for field in self.kind.described.fields}
        return found | {"country": self.cleaned_data.get("country", "")}


def ask_house() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Ask the shelter where she sleeps to look at doors and visitors anew"),
        required=False,
        initial=True,
        help_text=_("The shelter does not read why, nor because of whom."),
    )


def initial_of(kind: RecordKind, data: Content) -> Answers:
    """What was written before, as its form shows it."""
    return {field.name: shown(field, data.get(field.name)) for field in kind.described.fields}


def _help(kind: RecordKind, runs: Clock | None, countries: Iterable[str]) -> str:
    """How the day comes about that is proposed, or taken where none is given."""
    if kind is RecordKind.RISK:
        steps = [clock(ClockStep(f"risk_{one}")) for one in ("immediate", "high", "medium", "low")]
        days = [step.days for step in steps]
        hint = _("Left empty: after {a} day, {b}, {c} or {d} days, by the level.")
        how = str(hint).format(a=days[0], b=days[1], c=days[2], d=days[3])
        return f"{how} {_basis(steps[0])}"
    if runs and kind is RecordKind.RECOVERY:
        return " ".join(_period(country) for country in countries) or _period("")
    return _basis(runs) if runs else ""


def _period(country: str) -> str:
    """How long it runs in a country where no last day is given."""
    runs = clock(ClockStep.RECOVERY, country)
    if country:
        hint = str(_("Left empty, in {country}: {n} days from the first."))
        hint = hint.format(country=COUNTRIES.name(country), n=runs.days)
    else:
        hint = str(_("Left empty: {n} days from the first.")).format(n=runs.days)
    return f"{hint} {_basis(runs)}"


def _basis(runs: Clock) -> str:
    return f"{capfirst(translated(runs.basis.sentence()))}."


class ProposalForm(forms.Form):
    decision = long_answer(_("What is to be done"), 4)
    reasons = long_answer(_("Why it serves the child best, and what speaks against it"), 6)
    body = short_answer(
        _("Which authority decided or was asked, on which day, its number"),
        required=False,
        help_text=_("Where the law gives this decision to a court, a ministry or a committee."),
    )


class SecondAnswerForm(forms.Form):
    agreed = forms.ChoiceField(
        label=_("Do you agree?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Yes, this serves the child best")), ("no", _("No, assess it anew"))],
    )
    words = long_answer(_("Why"), 4, required=False, help_text=_("Needed for a no."))

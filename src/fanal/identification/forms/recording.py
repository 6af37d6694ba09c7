"""What is asked on the pages of the law, and before she is asked once more."""

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.core.calendars import BirthSource
from fanal.core.calendars.ages import OLDEST_AGE
from fanal.core.casework.recording import StatementRecorded
from fanal.core.law.case import LawPerson, Sex
from fanal.core.law.findings import Body, Status, Step
from fanal.core.law.indicators import dimensions, forced_labour_indicators
from fanal.identification import words
from fanal.keys.sealed import Content
from fanal.partners.forms.records import NamedPartner, ToAPartner
from fanal.partners.models import Partner
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import YES_NO, chosen_from, radio_answer, select_answer
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField, PartialDateField
from fanal.web.forms.form_parts import Later, in_short_parts
from fanal.web.forms.names import CountriesField, CountryField
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import Answers, FormData, PageText


class CircumstancesForm(forms.Form):
    """The circumstances: sex, age at the time, days, countries."""

    later: Later = {
        _("Who says how old, and how old she was while she was exploited"): (
            "source",
            "exploited_youngest",
            "exploited_oldest",
            "exploited_source",
        ),
        _("Through other countries"): ("moved_through",),
    }

    sex = radio_answer(_("Sex"), Sex)
    # Two ages, each as an interval: most texts ask for under 18, some for under 16, and passports
    # of returnees showed older dates of birth than the census (domain page, 3.3 and 6.1).
    youngest = forms.IntegerField(
        label=_("Age when it began: at least"),
        help_text=_("When she was recruited. Who was a child then is a child to most texts."),
        min_value=0,
        max_value=OLDEST_AGE,
        required=False,
    )
    oldest = forms.IntegerField(
        label=_("Age when it began: at most"), min_value=0, max_value=OLDEST_AGE, required=False
    )
    # Who says so: a passport with a false date of birth is a source, too.
    source = select_answer(_("Who says so"), BirthSource, required=False)
    exploited_youngest = forms.IntegerField(
        label=_("Age while exploited: at least"),
        min_value=0,
        max_value=OLDEST_AGE,
        required=False,
        help_text=_("From the first day to the last: if it went on, two different ages."),
    )
    exploited_oldest = forms.IntegerField(
        label=_("Age while exploited: at most"), min_value=0, max_value=OLDEST_AGE, required=False
    )
    exploited_source = select_answer(_("Who says so"), BirthSource, required=False)
    first = DayField(
        label=_("First day of what happened"),
        required=False,
        help_text=_("Leave empty what is not known."),
    )
    last = DayField(label=_("Last day of what happened"), required=False)
    # Three lists of countries: a case across borders is under several laws at once.
    recruited = CountriesField(label=_("Where she was recruited"))
    moved_through = CountriesField(label=_("Where she was moved through"))
    exploited = CountriesField(label=_("Where she was exploited, or was to be"))

    def clean(self) -> Answers:
        answers = super().clean() or {}
        # Each pair by itself, so that all mistakes are named in one answer.
        for name in ("", "exploited_"):
            youngest, oldest = answers.get(f"{name}youngest"), answers.get(f"{name}oldest")
            if youngest is not None and oldest is not None and youngest > oldest:
                self.add_error(f"{name}oldest", _("The oldest age is lower than the youngest."))
        youngest, oldest = answers.get("youngest"), answers.get("exploited_oldest")
        # Only this pair cannot be; otherwise the two intervals may overlap in any way.
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("exploited_oldest", _("This is younger than when she was recruited."))
        if answers.get("first") and answers.get("last") and answers["first"] > answers["last"]:
            self.add_error("last", _("The last day lies before the first."))
        for name in ("first", "last"):
            if answers.get(name) and answers[name] > timezone.localdate():
                self.add_error(name, _("This day lies in the future."))
        return answers

    def kept(self) -> Answers:
        """Return the answers as the action takes them."""
        answers = self.cleaned_data
        # Nothing typed is "no statement" and not "from 0 to 120".
        exploited = _bounds(answers["exploited_youngest"], answers["exploited_oldest"])
        return {
            "sex": answers["sex"],
            "age": _bounds(answers["youngest"], answers["oldest"]),
            "exploited": None if exploited == (0, OLDEST_AGE) else exploited,
            "age_sources": {
                "recruited": answers["source"],
                "exploited": answers["exploited_source"],
            },
            "when": (answers["first"], answers["last"]),
            "places": {name: answers[name] for name in ("recruited", "moved_through", "exploited")},
        }


def _bounds(youngest: int | None, oldest: int | None) -> tuple[int, int]:
    # An open end is the widest interval: what is not known must not make her an adult.
    return youngest or 0, OLDEST_AGE if oldest is None else oldest


def circumstances_initial(data: Content, person: LawPerson) -> Answers:
    """What a sealed row holds, as the form shows it; `person`: completed from her own file."""
    first, last = data.get("when", (None, None))
    shown = {
        "sex": person.sex.value,
        # 0 and OLDEST_AGE stand for an open end and are shown as empty.
        "youngest": person.youngest or None,
        "oldest": None if person.oldest == OLDEST_AGE else person.oldest,
        "first": first,
        "last": last,
    }
    sources = data.get("age_sources", {})
    shown |= {
        "source": sources.get("recruited", ""),
        "exploited_source": sources.get("exploited", ""),
    }
    if person.exploited:
        young, old = person.exploited
        shown |= {
            "exploited_youngest": young,
            "exploited_oldest": None if old == OLDEST_AGE else old,
        }
    return shown | data.get("places", {})


class TimeForm(forms.Form):
    """The time that what was said speaks of, as far as it is known."""

    # When it happened and not when it was said: laws apply to the day of the act.
    about_from = PartialDateField(
        label=_("The time it speaks of"),
        help_text=_("Not the day it was said. Leave empty what is not known."),
    )
    about_until = PartialDateField(label=_("Until, where it lasted"))

    def about(self) -> tuple[date | None, date | None]:
        """The first and the last day that the time may cover; a year alone covers all of it."""
        first, last = self.cleaned_data["about_from"], self.cleaned_data["about_until"]
        return (
            # A year alone is read as all of it: earliest day of the first, latest of the last.
            first.interval.earliest if first else None,
            (last or first).interval.latest if last or first else None,
        )


class IdentificationFindingForm(forms.Form):
    """What an authority, a court or an organisation found."""

    # Findings of several bodies stand side by side and none wins: recognised in one country,
    # accused in another (domain page on the programmes, 2.11, J8).
    body = select_answer(_("Who found it"), Body)
    step = select_answer(_("What was decided"), Step)
    status = select_answer(_("In the standard's words"), Status)
    country = CountryField(label=_("In which country"), required=True)
    found_on = DayField(label=_("On which day"), near=PAST)
    # Optional, since refusals come without one; that none was given is worth writing down.
    reason = forms.CharField(
        label=_("The reason given"),
        widget=forms.Textarea,
        required=False,
        help_text=_("For a refusal: the reason, or that none was given."),
    )
    document = forms.CharField(label=_("Where the paper is"), required=False)


class PrintForm(ToAPartner):
    """The partner to whom the request goes; the one gate answers for each."""

    partner = NamedPartner(Partner.objects.none(), label=_("Print it for"))


class IndicatorsForm(forms.Form):
    """The ILO indicators of trafficking for labour, dimension by dimension."""

    # "Not known" first and chosen: an indicator that nobody asked about is not absent.
    ANSWERS = [("", _("Not known")), *YES_NO]

    # Two lists with other weights: of a child no means is needed (ILO 2009; Palermo Protocol,
    # article 3(c)).
    group = forms.ChoiceField(
        label=_("Which list"),
        choices=[("adult", _("Adult")), ("child", _("Child"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: FormData = None, **options: Unpack[FormOptions]) -> None:
        super().__init__(data, **options)
        later: dict[PageText, Sequence[str]] = {}
        for dimension in dimensions("labour"):
            names = [f"{dimension.key}.{indicator.code}" for indicator in dimension.indicators]
            later |= in_short_parts(words.DIMENSIONS[dimension.key], names)
            for indicator in dimension.indicators:
                self.fields[f"{dimension.key}.{indicator.code}"] = forms.ChoiceField(
                    label=words.in_language(indicator.text), choices=self.ANSWERS, required=False
                )
        # Beside the six dimensions and concluding nothing: the eleven of 2012 have no weights.
        eleven = forced_labour_indicators()
        self.later: Later = later | in_short_parts(words.FORCED_LABOUR, list(eleven))
        for name, text in eleven.items():
            self.fields[name] = forms.ChoiceField(
                label=words.in_language(text), choices=self.ANSWERS, required=False
            )

    def answers(self) -> dict[str, str]:
        # Only the weighted indicators of 2009 have a dot in their names; the eleven are read apart.
        return {
            name: answer for name, answer in self.cleaned_data.items() if "." in name and answer
        }


class RepeatForm(forms.Form):
    reason = long_answer(
        _("What has to be learned, why it cannot be read or asked elsewhere, and why now"), 4
    )


class VictimStatementForm(forms.Form):
    """One screen of what matters; the rest can be opened."""

    later: Later = {
        _("What was not asked, where it is kept"): ("not_asked", "kept", "copy_with_her"),
        _("If it was recorded, in sound or picture"): ("recorded",),
    }

    on = DayField(label=_("On which day it was taken"), near=PAST)
    taken_by = select_answer(_("Who took it"), Body)
    taken_by_name = short_answer(_("Which office, or the code of a colleague"), required=False)
    language = short_answer(_("In which language"))
    interpreter = short_answer(
        _("Interpreter, by code"), required=False, help_text=_("Leave empty where there was none.")
    )
    read_back = forms.ChoiceField(
        label=_("Was it read back to her, and signed?"), choices=[NOTHING, *words.READ_BACK.items()]
    )
    recorded = forms.ChoiceField(
        label=_("Was it recorded?"),
        required=False,
        choices=lambda: [("", _("Not known")), *chosen_from(StatementRecorded)],
    )
    text = long_answer(_("The statement, or where it can be read"), 6)
    not_asked = long_answer(_("What was not asked"), 3, required=False)
    kept = short_answer(_("Where the original is kept"), required=False)
    copy_with_her = forms.ChoiceField(
        label=_("Does she have a copy, and is it safe with her?"),
        required=False,
        choices=[("", _("Not known")), *YES_NO],
    )

"""The forms of a study and of its choices."""

from collections.abc import Collection, Mapping

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import localize, number_format
from django.utils.translation import gettext_lazy as _

import unseen
from fanal.figures.models import COUNTS_AS
from fanal.figures.queries import Given, Row
from fanal.figures.tables import ColumnRole
from fanal.figures.words import area_typed
from fanal.web.forms import NOTHING
from fanal.web.forms.dates import DayField
from fanal.web.forms.texts import short_answer
from fanal.web.typing import Answers
from unseen import MOST_HARDER, Sheet

METHODS = [
    ("all", _("all suitable methods; the best of all models is shown in detail")),
    *((name, _(said.template)) for name, said in unseen.METHODS.items()),
]
ORDERS = [(99, _("any number of lists")), (2, _("two lists")), (3, _("three lists"))]
ROLES = {
    ColumnRole.OUT: _("leave it out"),
    ColumnRole.LIST: _("a list: yes or no for each person"),
    ColumnRole.UNUSED_LIST: _("a list that is not used"),
    ColumnRole.GROUP: _("a group, such as sex or province"),
    ColumnRole.YEAR: _("the year: a group, with a trend"),
    ColumnRole.COVARIATE: _("a covariate of two lists"),
}
LEARNERS = [
    ("logistic", _("logistic regression")),
    ("forest", _("random forest")),
    ("boosting", _("gradient boosting")),
]
FEW_VALUES = 6
# In the languages of the tables that arrive; it only proposes a role, which the analyst still
# chooses.
YES_OR_NO = {"0", "1", "yes", "no", "oui", "non", "true", "false", "vrai", "faux", "có", "không"}
YES_OR_NO |= {"ja", "nein", "wahr", "falsch", "ใช่", "ไม่ใช่"}


class ChoicesForm(forms.Form):
    """What an analyst decides before seeing a number."""

    method = forms.ChoiceField(label=_("Method shown in detail"), choices=METHODS)
    order = forms.TypedChoiceField(
        label=_("Most lists in a term of a model"),
        help_text=_("For the best of all models (BIC)"),
        choices=ORDERS,
        coerce=int,
    )
    threshold = forms.FloatField(
        label=_("Threshold of the stepwise choice"), initial=0.02, min_value=0, max_value=1
    )
    replicates = forms.IntegerField(
        label=_("Resamples"), initial=1000, min_value=100, max_value=10_000
    )
    seed = forms.IntegerField(label=_("Seed"), initial=1234, min_value=0, max_value=2**31 - 1)
    harder = forms.FloatField(
        label=_("Hardest to reach (K)"),
        help_text=_(
            "On every list the hardest person is at most K times less likely to be on it than the"
            " easiest. A range is quoted then; empty: at least so many"
        ),
        required=False,
        min_value=1,
        max_value=MOST_HARDER,
    )
    unreachable = forms.FloatField(
        label=_("Share that no list can reach (S)"),
        help_text=_("Only with a K; from 0 to less than 1"),
        required=False,
        min_value=0,
        max_value=0.99,
    )
    dependence = forms.FloatField(
        label=_("Dependence of lists (D)"),
        help_text=_("Only with a K. One list changes the chance of another by at most D times"),
        required=False,
        min_value=1,
        max_value=MOST_HARDER,
    )

    def clean(self) -> Answers | None:
        """Return the answers, of which S and D left empty are none."""
        given = super().clean() or {}
        for name, none in (("unreachable", 0.0), ("dependence", 1.0)):
            if given.get(name) is None and name not in self.errors:
                given[name] = none
        return given

    def chosen(self) -> Given:
        own = (*ChoicesForm.base_fields, "learner")
        return {name: self.cleaned_data[name] for name in own if name in self.fields}


class DefinedForm(ChoicesForm):
    """The choices of an estimate, and whom it is about."""

    title = forms.CharField(label=_("Title"), max_length=120)
    who_counts = forms.ChoiceField(label=_("Who counts"), choices=[NOTHING, *COUNTS_AS])
    area = forms.CharField(
        label=_("Area"), help_text=_("Code; empty for everywhere"), required=False, max_length=24
    )
    begins = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"))

    def about(self) -> Answers:
        names = ("title", "who_counts", "area", "begins", "ends")
        return {name: self.cleaned_data[name] for name in names}


class StudyForm(DefinedForm):
    """A study to define. Lists are written one a line: the name, a colon, its sources with
    commas."""

    lists = forms.CharField(
        label=_("Lists"),
        help_text=_("One a line. Police: police, immigration"),
        widget=forms.Textarea,
    )
    field_order = ["title", "who_counts", "area", "begins", "ends", "lists"]

    def __init__(self, known: Collection[str], data: Mapping[str, str] | None = None) -> None:
        """`known`: the sources that have a link."""
        super().__init__(data)
        self.known = known

    # What is mistyped would count nobody, and say so nowhere.
    def clean_area(self) -> str:
        text: str = self.cleaned_data["area"]
        code = area_typed(text) if text else ""
        if code is None:
            raise forms.ValidationError(_("No area that is known here has this code."))
        return code

    def clean_lists(self) -> dict[str, list[str]]:
        lists: dict[str, list[str]] = {}
        for line in self.cleaned_data["lists"].splitlines():
            name, _colon, sources = line.partition(":")
            found = [source.strip() for source in sources.split(",") if source.strip()]
            if not line.strip():
                continue
            if not name.strip() or not found or name.strip() in lists:
                raise forms.ValidationError(
                    _("%(line)s: a name of its own, a colon and at least one source are needed."),
                    params={"line": line.strip()[:40]},
                )
            for source in found:
                if source not in self.known:
                    raise forms.ValidationError(
                        _("“%(source)s” is none of the sources that have links."),
                        params={"source": source[:40]},
                    )
            lists[name.strip()] = found
        return lists


class TableForm(forms.Form):
    """A table to be uploaded."""

    file = forms.FileField(
        label=_("Table"), help_text=_("CSV or Excel (.xlsx), at most 10 MB. Without names.")
    )
    sheet = forms.CharField(
        label=_("Name of the sheet"),
        help_text=_("Of an Excel file; empty for the first one"),
        required=False,
        max_length=100,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        # Before it is opened: what a spreadsheet unpacks to is bounded where it is read.
        if (file.size or 0) > settings.LARGEST_UPLOAD:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file


class TableStudyForm(DefinedForm):
    """What each column of an uploaded table is; then as for any estimate."""

    learner = forms.ChoiceField(
        label=_("How covariates are learnt from"),
        help_text=_("Only where a column is a covariate"),
        choices=LEARNERS,
        initial="logistic",
    )

    def __init__(self, sheet: Sheet, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.columns = {
            f"column-{number}": name
            for number, name in enumerate(sheet.heading)
            if name not in sheet.special
        }
        for field, name in self.columns.items():
            self.fields[field] = column_field(sheet, name)
        self.order_fields(["title", "who_counts", "area", "begins", "ends", *self.columns])

    def roles(self) -> dict[str, ColumnRole]:
        return {name: ColumnRole(self.cleaned_data[field]) for field, name in self.columns.items()}


def column_field(sheet: Sheet, name: str) -> forms.ChoiceField:
    values = sorted(set(sheet.column(name)))
    # In the long form the lists are values of one column, so no other column can be one.
    lists = () if not sheet.is_long else (ColumnRole.LIST, ColumnRole.UNUSED_LIST)
    is_list = not sheet.is_long and {value.lower() for value in values} <= YES_OR_NO
    return forms.ChoiceField(
        label=_("Column “%(name)s”") % {"name": name},
        help_text=_("Holds: %(values)s") % {"values": ", ".join(v or "–" for v in values)}
        if len(values) <= FEW_VALUES
        else _("%(n)s different values") % {"n": localize(len(values))},
        choices=[(role.value, words) for role, words in ROLES.items() if role not in lists],
        # Left out unless somebody says otherwise: a column of names is kept by nobody's oversight.
        initial=ColumnRole.LIST if is_list else ColumnRole.OUT,
    )


def in_words(choices: Given) -> list[Row]:
    """Return each choice with its label, as rows of a summary list."""
    form = ChoicesForm()
    rows: list[Row] = []
    for name, field in form.fields.items():
        words = dict(getattr(field, "choices", ()))
        value = choices.get(name)
        value = "–" if value is None else value
        shown = localize(value)
        if name == "seed":
            shown = str(value)  # no quantity: it is typed again as it stands
        elif isinstance(value, int) and not isinstance(value, bool):
            shown = number_format(value, force_grouping=True)
        rows.append({"key": field.label, "value": words.get(value, shown)})
    return rows


class PublishForm(forms.Form):
    why = short_answer(_("Where is it published?"))


class WithdrawForm(forms.Form):
    why = short_answer(_("Why is it withdrawn?"))

"""A form whose lists hold what the page knows: who is in the case, which beds are free."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.utils.datastructures import MultiValueDict

from fanal.web.forms import to_choose
from fanal.web.forms.options import FormOptions
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData

type Choices = Collection[tuple[str, object]]


@dataclass(frozen=True)
class Narrowed:
    """Rows that may be chosen, by key with their words; and what is said of those left out."""

    rows: QuerySet[Model]
    names: Mapping[str, str]
    left_out: str


# Rows, choices with their words, or what is shown as `str` calls it, by its key.
type Offer = QuerySet[Model] | Mapping[str, object] | Choices | Narrowed
type Offered = Mapping[str, Offer] | None
type Files = MultiValueDict[str, UploadedFile[bytes]] | None


class OfferingOptions(FormOptions, total=False):
    """What each such form takes by name, for one with an `__init__` of its own."""

    offered: Offered


class OfferingForm(forms.Form):
    """A form of which some fields are offered rows or other choices.

    `offered`, by field: what may be chosen there.

    A list of rows takes them as its queryset. Any other list shows them after the choices that the
    form declares: `choices=[NOTHING]`, or what nobody in the list stands for. Of what was narrowed,
    where the form declares none, the only choice is proposed.
    """

    only_if_offered: ClassVar[Collection[str]] = ()  # left out where there is nothing to choose
    hidden_if_one: ClassVar[Collection[str]] = ()  # answered by the only choice there is
    chosen_if_one: ClassVar[Collection[str]] = ()  # proposed where it is the only choice
    asked_on_doubt: ClassVar[Collection[str]] = ()  # left out until something was sent

    def __init__(
        self,
        data: FormData = None,
        files: Files = None,
        *,
        offered: Offered = None,
        initial: Answers | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial)
        known = dict(offered or {})
        for name in self.only_if_offered:
            if not known.get(name):
                known.pop(name, None)
                del self.fields[name]
        for name, found in known.items():
            self._offer(name, found)
        for name in () if data else self.asked_on_doubt:
            del self.fields[name]

    def _offer(self, name: str, found: Offer) -> None:
        if isinstance(found, QuerySet):
            field_of(self, name, forms.ModelChoiceField).queryset = found
            return
        if isinstance(found, Narrowed):
            field = self.fields[name]
            field.help_text = " ".join(filter(None, [str(field.help_text), found.left_out]))
            if isinstance(field, forms.ModelChoiceField):
                _offer_rows(field, found)
                return
        field = field_of(self, name, forms.ChoiceField)
        if isinstance(found, Narrowed):
            found = to_choose(found.names.items()) if not field.choices else found.names
        if isinstance(found, Mapping):
            found = [(key, str(one)) for key, one in found.items()]
        field.choices = [*cast("Choices", field.choices), *found]
        if name in self.hidden_if_one and len(found) == 1:
            field.widget = forms.HiddenInput()
            ((field.initial, _words),) = found
        if name in self.chosen_if_one and len(found) == 1:
            field.initial = [key for key, _words in found]


def _offer_rows(field: "forms.ModelChoiceField[Model]", found: Narrowed) -> None:
    nothing = [("", field.empty_label)] if field.empty_label is not None else []
    field.queryset = found.rows
    field.choices = [*nothing, *found.names.items()]

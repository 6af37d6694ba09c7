"""Countries and languages by typing: a name in any of our languages, its own, or a code."""

import re
from collections.abc import Mapping, Sequence
from typing import Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fanal.web.codes import COUNTRIES, LANGUAGES, CodeList
from fanal.web.forms.typed_fields import FieldOptions
from fanal.web.typing import Context

# The ideographic and the Arabic comma too, as people type them on a telephone in these languages.
BETWEEN = re.compile(r"[,;/\n\u3001\u060c]+")
FREE_BOXES = 1  # beside those that hold something: a further one comes when the form is drawn anew
FEWEST_BOXES = 2


class NamesWidget(forms.TextInput):
    """One box a name, each with proposals; of one name alone, one box."""

    template_name = "web/forms/names.html"

    def __init__(self, listed: CodeList, *, single: bool) -> None:
        super().__init__()
        self.listed, self.single = listed, single
        self.use_fieldset = not single

    def value_from_datadict(
        self, data: Mapping[str, object], files: object, name: str
    ) -> list[str]:
        given = getattr(data, "getlist", data.get)(name)
        return [text for text in texts(given) if text.strip()]

    def value_omitted_from_data(self, data: Mapping[str, object], files: object, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        context = super().get_context(name, None, attrs)
        held = [self.shown(text) for text in texts(value)]
        count = 1 if self.single else max(FEWEST_BOXES, len(held) + FREE_BOXES)
        whole = context["widget"]["attrs"].get("id", name)
        filled = held + [""] * (count - len(held))
        if self.single:
            filled = [", ".join(held)]
        context["widget"] |= {
            "boxes": [
                {"id": whole if self.single else f"{whole}_{n}", "value": one}
                for n, one in enumerate(filled)
            ],
            "single": self.single,
            "labelled": f"{whole}_legend",
            "proposals": f"{whole}_proposals",
            "names": self.listed.proposals(),
        }
        return context

    def shown(self, one: str) -> str:
        return self.listed.name(one) if one in self.listed.codes else one

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_ if self.single or not id_ else f"{id_}_0"


class NamesField(forms.Field):
    """Gives the codes of what was typed, several or (`single`) at most one.

    One box may hold several, with commas between; so what is not understood is named and the rest
    is kept. `most`: so many at most.
    """

    default_error_messages = {
        "unknown": _("Not understood: {text}. Write a name or its code."),
        "meant": _("Not understood: {text}. Is it {name}?"),
        "most": _("Choose at most {n}."),
    }

    def __init__(
        self,
        listed: CodeList,
        *,
        single: bool = False,
        most: int = 60,
        **options: Unpack[FieldOptions],
    ) -> None:
        self.listed, self.most = listed, 1 if single else most
        options.setdefault("required", False)
        options.setdefault("help_text", _("Type a name in any language, or a code."))
        super().__init__(widget=NamesWidget(listed, single=single), **options)

    def prepare_value(self, value: object) -> list[str]:
        """Return codes as they are kept (a text with spaces between, or a list), or what was
        typed."""
        if isinstance(value, str) and all(one in self.listed.codes for one in value.split()):
            return value.split()
        return texts(value)

    def to_python(self, value: object) -> list[str]:
        codes: list[str] = []
        mistakes = []
        for piece in [
            piece for text in texts(value) for piece in BETWEEN.split(text) if piece.strip()
        ]:
            found = self.codes_in(piece)
            codes += found
            if not found:
                mistakes.append(self.mistake(piece.strip()))
        if mistakes:
            raise ValidationError(mistakes)
        return list(dict.fromkeys(codes))

    def codes_in(self, piece: str) -> list[str]:
        """The one that a text names; or, where each of its words names one, all of them."""
        if code := self.listed.known(piece):
            return [code]
        each = [self.listed.known(word) for word in piece.split()]
        return [code for code in each if code] if all(each) else []

    def mistake(self, text: str) -> ValidationError:
        meant = self.listed.alike(text)
        message = str(self.error_messages["meant" if meant else "unknown"])
        return ValidationError(message.format(text=text[:60], name=meant), code="unknown")

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.most:
            message = str(self.error_messages["most"]).format(n=self.most)
            raise ValidationError(message, code="most")

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return sorted(self.to_python(data)) != sorted(self.prepare_value(initial))
        except ValidationError:
            return True


class CountriesField(NamesField):
    def __init__(self, **options: Unpack[FieldOptions]) -> None:
        super().__init__(COUNTRIES, **options)


class CountryField(NamesField):
    """One country: gives its code, or an empty text."""

    def __init__(self, **options: Unpack[FieldOptions]) -> None:
        super().__init__(COUNTRIES, single=True, **options)

    def clean(self, value: object) -> str:
        return "".join(super().clean(value))


class LanguagesField(NamesField):
    """A field that gives codes with spaces between, as columns hold them."""

    def __init__(self, *, most: int = 15, **options: Unpack[FieldOptions]) -> None:
        super().__init__(LANGUAGES, most=most, **options)

    def clean(self, value: object) -> str:
        return " ".join(super().clean(value))


def texts(value: object) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, Sequence) else [str(value)]

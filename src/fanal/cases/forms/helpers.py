"""Somebody who helps in a case: typed, or taken from those of the register who fit it."""

from django import forms

from fanal.cases.queries.helpers import HelpersOfCase, OfferedHelper
from fanal.web.typing import Context


class HelperWidget(forms.TextInput):
    """The browser proposes whom nothing speaks against, by code with the name beside it."""

    template_name = "cases/forms/helper.html"
    offered: tuple[OfferedHelper, ...] = ()

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        context = super().get_context(name, value, attrs)
        context["widget"]["offered"] = self.offered
        if self.offered:
            context["widget"]["proposals"] = f"{context['widget']['attrs'].get('id', name)}_offered"
            context["widget"]["attrs"]["list"] = context["widget"]["proposals"]
        return context


def offer_helpers(field: forms.Field, helpers: HelpersOfCase) -> None:
    """Propose them in a field for text, and say below it who was left out."""
    widget = HelperWidget(attrs=dict(field.widget.attrs))
    widget.offered = helpers.offered
    field.widget = widget
    hints = [str(field.help_text or ""), helpers.hint()]
    field.help_text = " ".join(hint for hint in hints if hint)

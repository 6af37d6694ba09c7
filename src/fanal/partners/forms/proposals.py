"""A name that is typed, for which the browser proposes those on file: of a list of hundreds nobody
looks through a menu on a telephone, and what is not on file can be typed all the same."""

from collections.abc import Callable, Iterable

from django import forms

from fanal.accounts.models import User
from fanal.partners.access import partners_for
from fanal.web.typing import Context

type Proposed = Callable[[], Iterable[str]]


class ProposingInput(forms.TextInput):
    """The browser proposes these names, which are looked up when the page is drawn."""

    template_name = "partners/forms/proposals.html"
    proposed: Proposed = tuple

    def get_context(self, name: str, value: object, attrs: Context | None) -> Context:
        context = super().get_context(name, value, attrs)
        context["widget"]["proposed"] = list(self.proposed())
        context["widget"]["attrs"]["list"] = f"{name}_proposals"
        return context


def names_for(user: User) -> Proposed:
    """The names of the register for whoever may read it: as they stand, with nothing of the trust
    in any. One who is dangerous is proposed too: written out, the name is known for what it is."""
    return lambda: sorted({one.name for one in partners_for(user).filter(merged_into=None)})

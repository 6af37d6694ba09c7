"""A name that is typed, for which the browser proposes those on file: of a list of hundreds nobody
looks through a menu on a telephone, and what is not on file can be typed all the same."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet

from fanal.accounts.models import User
from fanal.partners.access import partners_for
from fanal.partners.models import Partner
from fanal.partners.queries.named import meant_by
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


@dataclass(frozen=True)
class PartnerNames:
    """The names of the register for whoever may read it: as they stand, with nothing of the trust
    in any."""

    user: User

    def proposed(self) -> list[str]:
        """One who is dangerous is proposed too: written out, the name is known for what it is."""
        return sorted({one.name for one in self._partners()})

    def near(self, typed: str) -> dict[str, str]:
        """Return those whose name may be meant and is not written out, by id: whether or not
        anything is known of them, or the question would tell it."""
        ids = meant_by([typed])[typed].near
        found = {str(one.id): one.name for one in self._partners().filter(id__in=ids)}
        return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))

    def _partners(self) -> QuerySet[Partner]:
        return partners_for(self.user).filter(merged_into=None)

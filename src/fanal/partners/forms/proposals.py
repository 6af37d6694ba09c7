"""A name that is typed, for which the browser proposes those on file: of a list of hundreds nobody
looks through a menu on a telephone, and what is not on file can be typed all the same."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.partners.access import partners_for
from fanal.partners.models import Partner
from fanal.partners.queries.partner_names import meant_by
from fanal.web.typing import Context

# It names whom it is not: of another name that was typed since, it says nothing.
NO_LIKE_THESE = "none of {}"

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
        return self._by_name(meant_by([typed])[typed].near)

    def meant(self, typed: str) -> dict[str, str]:
        """Return the same with those whose name is written out, where words alone name nobody of
        the register."""
        found = meant_by([typed])[typed]
        return self._by_name(found.named or found.near)

    def _by_name(self, ids: Iterable[str]) -> dict[str, str]:
        found = {str(one.id): one.name for one in self._partners().filter(id__in=ids)}
        return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))

    def _partners(self) -> QuerySet[Partner]:
        return partners_for(self.user).filter(merged_into=None)


def which_is_meant(partners: Mapping[str, str]) -> forms.ChoiceField:
    """Return the question whether it is one of these, each by its id with its name."""
    mistake = _("Say which is meant.")
    return forms.ChoiceField(
        label=_("Is it this partner of the register?"),
        choices=[
            *((id, _("Yes: {name}").format(name=name)) for id, name in partners.items()),
            (NO_LIKE_THESE.format(" ".join(partners)), _("No, another")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": mistake, "invalid_choice": mistake},
    )

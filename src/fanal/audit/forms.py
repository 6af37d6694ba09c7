"""What of the journal is shown. Codes, random ids and days stand in the address; words are sent."""

import re
from contextlib import suppress
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.audit import search
from fanal.audit.search import SERVER, JournalFilter
from fanal.audit.sentences import ID, acts
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.web.forms.dates import DayField
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import FormData

MOST_ACTS = 40
PLACE = re.compile(r"\{\w+\}")
ANY = ("", _("all"))


class JournalForm(forms.Form):
    words = forms.CharField(
        label=_("Words of what was done"),
        help_text=_("As they stand in the entries, for instance “opened”."),
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    by = forms.ChoiceField(label=_("By whom"), required=False)
    code_name = forms.CharField(
        label=_("Code name of a case or person"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    since = DayField(label=_("From which day"), required=False)
    until = DayField(label=_("Until which day"), required=False)

    def __init__(self, reader: User, data: FormData = None, *, shown: JournalFilter) -> None:
        super().__init__(data, initial=_initial(shown))
        self.reader = reader
        people = User.objects.order_by("display_name", "id")
        field_of(self, "by", forms.ChoiceField).choices = [
            ANY,
            (SERVER, _("the server")),
            *((str(person.pk), str(person)) for person in people),
        ]

    def query(self) -> str:
        """The address of what was asked for. Raises BadInput for what nothing fits."""
        cleaned = self.cleaned_data
        days = {one: cleaned[one].isoformat() for one in ("since", "until") if cleaned[one]}
        pairs = [("act", act) for act in self._acts()] + [("about", one) for one in self._about()]
        pairs += [("by", cleaned["by"])] if cleaned["by"] else []
        return urlencode([*pairs, *days.items()])

    def _acts(self) -> list[str]:
        # No list to choose from: the sentences of hundreds of acts weighed more than all the page.
        words = self.cleaned_data["words"]
        said = search.acts_that_say(words) if words else []
        if words and not said:
            raise BadInput("words", say("No sentence of the journal says this."))
        # All of them go into the address of the next page, which has to stay one that a browser and
        # a proxy take.
        if len(said) > MOST_ACTS:
            raise BadInput("words", say("Too many kinds of acts say this: add a word."))
        return said

    def _about(self) -> list[str]:
        name = self.cleaned_data["code_name"]
        found = [str(one) for one in search.called(self.reader, name)] if name else []
        if name and not found:
            raise BadInput("code_name", say("Nothing that you may know of has this name."))
        return found


class ExportForm(forms.Form):
    age_key = forms.CharField(
        label=_("Your age key"),
        max_length=80,
        help_text=_("Begins with age1. The file opens with the age program and your own key."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


def filter_of(asked: QueryDict) -> JournalFilter:
    """What an address asks for; what is none of it counts for nothing."""
    by = asked.get("by", "")
    return JournalFilter(
        frozenset(asked.getlist("act")) & frozenset(acts()),
        by if by == SERVER or ID.fullmatch(by) else "",
        frozenset(one for one in asked.getlist("about") if ID.fullmatch(one)),
        _day(asked.get("since", "")),
        _day(asked.get("until", "")),
    )


def query_of(shown: JournalFilter) -> str:
    """The address of the same."""
    pairs = [("act", act) for act in sorted(shown.acts)]
    pairs += [("about", one) for one in sorted(shown.about)]
    pairs += [("by", shown.by)] if shown.by else []
    days = (("since", shown.since), ("until", shown.until))
    return urlencode([*pairs, *((name, day.isoformat()) for name, day in days if day)])


def act_in_words(act: str) -> str:
    """The sentence of an act without what it is said of."""
    return PLACE.sub("…", str(acts().get(act, act)))


def _initial(shown: JournalFilter) -> dict[str, object]:
    return {"by": shown.by, "since": shown.since, "until": shown.until}


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None

"""What is asked when a case asks for care, and in a care file."""

from datetime import date, datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.care.words import ZONES
from fanal.cases.forms.entries import entry_field, propose
from fanal.cases.queries.known_answers import KnownAnswer
from fanal.core.care.asking import SeenWithin
from fanal.core.care.licences import LicenceUse
from fanal.core.care.notes import NoteKind
from fanal.core.care.recovering import HerAnswer
from fanal.core.care.samples import CustodyEntry, CustodyStep, SampleKind
from fanal.core.care.windows import ActTime, act_time
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import chosen_from, radio_answer, select_answer
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField, MomentField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.names import LanguagesField
from fanal.web.forms.offering import Choices, Offered, OfferingForm
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import Answers, FormData, PageText


def _long(label: PageText, help_text: PageText = "", *, required: bool = False) -> forms.CharField:
    return long_answer(label, required=required, help_text=help_text)


def _radio(label: PageText, choices: Choices, help_text: PageText = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=list(choices), widget=forms.RadioSelect, help_text=help_text
    )


class AskForm(OfferingForm):
    """The request for care: whom to ask, for whom, and when something happened, if it is known.

    `answer`: what a call said of her health. `child`: whether one may be for a child; `consents`:
    who answered for her before.
    """

    later: Later = {
        _("It happened in another country"): ("zone",),
        _("Her language, and who interprets"): ("language",),
        _("For a child: who consents, who comes along"): ("consents", "comes"),
    }

    person = forms.ChoiceField(label=_("For whom"))
    to = forms.ChoiceField(label=_("Which health worker"))
    # The first question: without her yes no health worker learns of her. That she could not answer
    # stays on the request.
    agreed = _radio(
        _("Does she want to see her?"),
        [
            ("yes", _("Yes")),
            ("not_able_now", _("She cannot answer now, and it cannot wait")),
            ("no", _("No (all other help goes on)")),
        ],
    )
    # A window of medicine needs a day and an hour, and no story: WHO 2003, 8, not to be told again.
    happened = _radio(
        _("Was something done to her body in the last weeks?"),
        [("yes", _("Yes, or perhaps")), ("no", _("No"))],
        _("Do not ask what. Only when, if she says it by herself."),
    )
    # The earliest possible time: a window that is counted from a later one is missed (MSF; domain
    # page on the programmes, 4.11, C2).
    day = MomentField(
        label=_("When, at the earliest"),
        help_text=_("The hour as it was there, like 22:30. Empty where nobody knows."),
        required=False,
        near=PAST,
        or_day=True,
        zoned=False,
    )
    within = radio_answer(_("By when should she be seen?"), SeenWithin, required=False)
    words = _long(_("What the health worker should know before"))
    # An interpreter of her village may be of the trafficker's (WHO 2003, 4).
    language = short_answer(
        _("In which language, and who interprets"),
        required=False,
        help_text=_("Nobody of her family, and nobody tied to those she fled."),
    )
    consents = short_answer(
        _("Who consents for the child"),
        required=False,
        help_text=_(
            "Below 15, whoever is responsible for her answers. In an emergency care comes first."
        ),
    )
    comes = short_answer(_("Who comes with the child"), required=False)
    zone = forms.ChoiceField(label=_("In which country"), choices=ZONES, required=False)

    def __init__(
        self,
        data: FormData = None,
        *,
        zone: str,
        answer: KnownAnswer | None = None,
        child: bool = False,
        consents: str = "",
        language: str = "",
        offered: Offered,
    ) -> None:
        proposed = {"zone": zone, "consents": consents, "language": language}
        initial = proposed | {"within": SeenWithin.WEEK}
        super().__init__(data, offered=offered, initial=initial)
        # Nobody consents for an adult: the mere field would have somebody asked.
        if not child:
            del self.fields["consents"], self.fields["comes"]
        self._zone = zone
        # Said once on the telephone, not asked again.
        if answer is not None:
            propose(self.fields["words"], answer, answer.value)

    # A zone of the form, else that of the office: the act may lie in another country, and 72 hours
    # are counted there.
    def act(self, now: datetime) -> ActTime | None:
        """Return when the act happened; None where nothing did, or no day is known. Raises
        BadInput."""
        cleaned = self.cleaned_data
        if cleaned["happened"] != "yes" or not cleaned.get("day"):
            return None
        day, hour = _day_and_hour(cleaned["day"])
        return act_time(day, hour, cleaned["zone"] or self._zone, now=now)


def _day_and_hour(said: date | datetime) -> tuple[date, time | None]:
    return (said.date(), said.time()) if isinstance(said, datetime) else (said, None)


class NotHereForm(forms.Form):
    """The answer that nobody is to be seen here: passed back, or she does not want it."""

    # Passed back is no refusal of hers: the task stays with the case, which asks somebody else.
    to = _radio(
        _("What is the answer?"),
        [
            ("passed_back", _("I cannot: the case asks somebody else")),
            ("she_declined", _("She does not want it")),
        ],
    )


class CareEndForm(forms.Form):
    to = _radio(
        _("How did it end?"),
        [("ended", _("Care has ended")), ("she_declined", _("She does not want it any more"))],
    )


class ReleaseForm(forms.Form):
    words = _long(
        _("What the case team has to know"),
        _("What to do, not why: “clinic on Thursday; eats with the tablets; may faint”."),
        required=True,
    )
    # To these words, and not to releasing in general (ADR 28).
    agreed = _radio(_("Did she say yes to these very words?"), [("yes", _("Yes")), ("no", _("No"))])


class LetInForm(OfferingForm):
    to = forms.ChoiceField(label=_("Which colleague"), choices=[NOTHING])
    # Who may read a care file is hers to say; the team has no say in it (ADR 28).
    agreed = _radio(_("Did she say yes to it?"), [("yes", _("Yes")), ("no", _("No"))])


class RecoveryForm(OfferingForm):
    """Who is to keep a file that nobody opens any more."""

    to = forms.ChoiceField(label=_("Which health worker"), choices=[NOTHING])
    hers = radio_answer(_("Does she agree?"), HerAnswer)
    # Decided by people who do not open the file: a reason with a diagnosis would tell them.
    why = _long(
        _("Why somebody has to read on"),
        _("Nothing of her health: who decides reads it and nothing else."),
        required=True,
    )


class CareNoteForm(forms.Form):
    """A note of one kind, and when to see her again."""

    def __init__(self, kind: NoteKind, data: FormData = None) -> None:
        super().__init__(data)
        for field in kind.described.fields:
            self.fields[field.name] = entry_field(field)
        # A day that is over reminds nobody.
        self.fields["due"] = DayField(
            label=_("See her again on"), required=False, near=AHEAD, must_come=True
        )
        self.fields["next_words"] = short_answer(_("What for"), required=False)
        self.fields["on"] = DayField(label=_("On which day"), required=False, near=PAST)
        self.later: Later = {_("It was on another day"): ("on",)}


class SampleForm(forms.Form):
    """One sample: her own answer to it, and who took it."""

    sample = select_answer(_("Which sample"), SampleKind)
    site = short_answer(_("From where"), required=False)
    # Each sample by itself: to be examined is no yes to all of it (domain page on the programmes,
    # 4.3).
    agreed = _radio(
        _("Does she want this sample to be taken?"),
        [("yes", _("Yes")), ("no", _("No"))],
        _("Each sample is asked for by itself. A no costs her nothing."),
    )
    consent = _long(_("In her own words"))
    # To the minute: a chain of custody with days alone has gaps that a court asks about.
    at = MomentField(label=_("Taken when"), required=False)
    holder = short_answer(_("Who holds it now"), required=False)


class CustodyForm(OfferingForm):
    """The next step of a sample that was taken."""

    # Choices come from the step before: a sample that was never taken cannot be handed on.
    step = _radio(_("What happened?"), [])
    at = MomentField(label=_("When"))
    holder = short_answer(_("Who holds it now"))

    def custody(self) -> CustodyEntry:
        cleaned = self.cleaned_data
        return CustodyEntry(CustodyStep(cleaned["step"]), cleaned["at"], cleaned["holder"].strip())


class ScaleForm(OfferingForm):
    """The answers of one sitting, typed from the paper."""

    later: Later = {_("It was on another day"): ("on",), _("I have the scale as a file"): ("file",)}

    language = forms.ChoiceField(label=_("In which language was it given"), choices=[NOTHING])
    # A refusal is kept as an answer, and costs nothing (4.4, rule 9).
    given = _radio(
        _("Was it given?"),
        [("yes", _("Yes")), ("no", _("She did not want it: that costs her nothing"))],
    )
    answers = forms.CharField(
        label=_("Her answers, one number for each item"),
        max_length=400,
        required=False,
        # "-" and never 0 for what she left out: a missing answer is no answer "not at all" (4.4,
        # rule 5).
        help_text=_("In the order of the paper, with a space between. - for one left out."),
        widget=forms.TextInput(attrs={"inputmode": "text"}),
    )
    shown = _radio(
        # Change over time is shown to her first (4.4, rule 8).
        _("Was the result shown to her first?"),
        [("yes", _("Yes")), ("no", _("Not yet"))],
    )
    on = DayField(label=_("On which day"), required=False, near=PAST)
    file = forms.FileField(label=_("A file with the text of this scale"), required=False)


class LicenceForm(forms.Form):
    """The licence of one scale, as its document says it."""

    use = radio_answer(_("What does it allow?"), LicenceUse)
    holder = short_answer(_("Who holds it"))
    since = DayField(label=_("Since which day"), near=PAST)
    # Empty where the licence names no end.
    until = DayField(label=_("Until which day"), required=False, must_come=True)
    reference = short_answer(
        _("Where the document is"),
        help_text=_("A number and a place: “letter 14/2026, folder of the director”."),
    )
    languages = LanguagesField(label=_("In which languages the owner gave you a version"))
    checked = short_answer(
        _("Where these versions were checked"),
        required=False,
        help_text=_("A study and its year. Needed for a language of which none is known here."),
    )

    def answers(self) -> Answers:
        cleaned = self.cleaned_data
        return {
            **cleaned,
            "use": LicenceUse(cleaned["use"]),
            "languages": cleaned["languages"].split(),
        }


def kinds_of_notes() -> list[tuple[str, str]]:
    return chosen_from(NoteKind)

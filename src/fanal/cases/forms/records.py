"""Forms of tasks, documents, closing; what a case is about and where it goes."""

from collections.abc import Iterable
from typing import Unpack
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.actions.after_closing import SaidOfContact
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.codes import CaseKind
from fanal.core.casework.topics import AskedOfFile
from fanal.people.forms import WHOSE, WhoseForm
from fanal.web.forms.codes import YES_NO, radio_answer, several_answers
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import Files, OfferingForm
from fanal.web.forms.options import FormOptions
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import Answers, FormData


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("File to keep"),
        help_text=_(
            "PDF, image, sound, text or office document, at most 10 MB. From a JPEG or PNG "
            "picture the place, the time and the camera are removed. Other files keep what is in "
            "them, such as the name of their author."
        ),
    )
    about = short_answer(_("What it is"), required=False)

    def __init__(
        self, data: FormData = None, files: Files = None, *, asked: AskedOfFile = AskedOfFile.NOT
    ) -> None:
        super().__init__(data, files)
        if asked >= AskedOfFile.ONCE:
            self.fields["shows"] = forms.ChoiceField(
                label=_("Does it show sexual abuse, or anybody undressed?"),
                choices=YES_NO,
                widget=forms.RadioSelect,
                help_text=_(
                    "Such a file is never kept here. The program does not look at pictures: it "
                    "goes by your answer, and refuses the same file from then on."
                ),
            )
        if asked >= AskedOfFile.TWICE:
            self.fields["looked"] = forms.BooleanField(
                label=_("I have looked through the whole file, and it shows neither"),
                required=False,
                help_text=_(
                    "In this case such pictures are known of, or likely: it is asked twice."
                ),
            )

    def clean(self) -> Answers:
        cleaned = super().clean() or {}
        if "looked" in self.fields and cleaned.get("shows") == "no" and not cleaned.get("looked"):
            self.add_error("looked", _("Look through the whole file first, then confirm it here."))
        return cleaned

    def shows_abuse(self) -> bool:
        return bool(self.cleaned_data.get("shows") == "yes")


class ClosureForm(forms.Form):
    """A request to close. `asked`: id and code of those of whom nobody knows whether they may be
    contacted after."""

    def __init__(
        self,
        data: FormData = None,
        *,
        asked: Iterable[tuple[str, str]] = (),
        **options: Unpack[FormOptions],
    ) -> None:
        super().__init__(data, **options)
        self.asked = list(asked)
        self.fields["reason"] = radio_answer(_("Why"), ClosureReason)
        self.fields["words"] = long_answer(_("In words"), 4, required=False)
        for id, code in self.asked:
            self._ask_of_contact(id, code)
        self.later: Later = {
            code: (f"contact_{id}", f"how_{id}") for id, code in self.asked[OPEN_TO_SEE:]
        }

    def _ask_of_contact(self, id: str, code: str) -> None:
        self.fields[f"contact_{id}"] = forms.ChoiceField(
            label=_("After closing: may we contact %(code)s?") % {"code": code},
            help_text=_("Ask her: she may say no, and is helped all the same when she comes back."),
            choices=CONTACT,
            widget=forms.RadioSelect,
        )
        self.fields[f"how_{id}"] = long_answer(
            _("How and when, and what is said if somebody else answers"), 2, required=False
        )

    def contact(self) -> dict[UUID, SaidOfContact]:
        """What each of them said; who could not be asked is left out."""
        cleaned = self.cleaned_data
        return {
            UUID(id): SaidOfContact(cleaned[f"contact_{id}"] == "yes", cleaned[f"how_{id}"])
            for id, _code in self.asked
            if cleaned[f"contact_{id}"] != UNASKED
        }

    def closing(self) -> Answers:
        return {name: self.cleaned_data[name] for name in ("reason", "words")}


OPEN_TO_SEE = 2  # of how many people it is asked at once: a page asks no more than seven questions
UNASKED = "unasked"
CONTACT = [
    ("yes", _("She says yes")),
    ("no", _("She says no")),
    (UNASKED, _("Nobody could ask her")),
]


class ReopenCaseForm(forms.Form):
    why = long_answer(_("Why"), 4)


class KeepOpenForm(forms.Form):
    why = long_answer(_("Why it stays open"), 4)


class KindsForm(forms.Form):
    kinds = several_answers(
        _("What the case is about"),
        CaseKind,
        required=False,
        help_text=_("Several may hold at once."),
    )


class ConfirmForm(forms.Form):
    """A question whose only answer is to agree."""


ROLES = [
    ("child", _("Her child")),
    ("family", _("Somebody of her family")),
    ("concerned", _("Another person it concerns")),
]


class AlsoForm(WhoseForm):
    """One more person whom the case concerns."""

    role = forms.ChoiceField(
        label=_("Role of this person in the case"), choices=ROLES, widget=forms.RadioSelect
    )
    field_order = ["role", *WHOSE]


class OffForm(forms.Form):
    """Why a case does not concern somebody after all."""

    reason = long_answer(_("Why"), 3)


class StageForm(OfferingForm):
    to = forms.ChoiceField(label=_("Move the case to"), widget=forms.RadioSelect)

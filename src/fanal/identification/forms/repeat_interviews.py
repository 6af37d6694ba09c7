"""Asking her once more, and a statement that was taken of her."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.casework.recording import StatementRecorded
from fanal.core.law.findings import Body
from fanal.identification import words
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import YES_NO, chosen_from, select_answer
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.parts import Later
from fanal.web.forms.texts import long_answer, short_answer


class RepeatForm(forms.Form):
    reason = long_answer(
        _("What has to be learned, why it cannot be read or asked elsewhere, and why now"), 4
    )


class VictimStatementForm(forms.Form):
    """One screen of what matters; the rest can be opened."""

    later: Later = {
        _("What was not asked, where it is kept"): ("not_asked", "kept", "copy_with_her"),
        _("If it was recorded, in sound or picture"): ("recorded",),
    }

    on = DayField(label=_("On which day it was taken"), near=PAST)
    taken_by = select_answer(_("Who took it"), Body)
    taken_by_name = short_answer(_("Which office, or the code of a colleague"), required=False)
    language = short_answer(_("In which language"))
    interpreter = short_answer(
        _("Interpreter, by code"), required=False, help_text=_("Leave empty where there was none.")
    )
    read_back = forms.ChoiceField(
        label=_("Was it read back to her, and signed?"), choices=[NOTHING, *words.READ_BACK.items()]
    )
    recorded = forms.ChoiceField(
        label=_("Was it recorded?"),
        required=False,
        choices=lambda: [("", _("Not known")), *chosen_from(StatementRecorded)],
    )
    text = long_answer(_("The statement, or where it can be read"), 6)
    not_asked = long_answer(_("What was not asked"), 3, required=False)
    kept = short_answer(_("Where the original is kept"), required=False)
    copy_with_her = forms.ChoiceField(
        label=_("Does she have a copy, and is it safe with her?"),
        required=False,
        choices=[("", _("Not known")), *YES_NO],
    )

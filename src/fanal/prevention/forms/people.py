"""Forms of participants, courses and scholarships."""

from typing import Unpack

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.core.prevention.courses import Assent, CourseKind, Yes
from fanal.core.prevention.earnings import CourseCertificate, Earns
from fanal.core.prevention.scholarships import LookBackAnswer, TermResult, WhyChosen, WhyEnded
from fanal.prevention.actions.participants import ParticipantFacts
from fanal.prevention.words import SEXES
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import currency_choice, radio_answer, select_answer, several_answers
from fanal.web.forms.date_boxes import PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm, OfferingOptions
from fanal.web.forms.texts import long_answer, short_answer
from fanal.web.typing import FormData


class ParticipantForm(OfferingForm):
    """Who she is: only of those whom a course or a scholarship needs to know."""

    later: Later = {_("More"): ("age", "phone", "caregiver")}
    asked_on_doubt = ("both_real",)  # where somebody looks the same

    given = short_answer(_("What is she called?"))
    family = short_answer(_("Family name"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=lambda: [NOTHING, *SEXES])
    born = DayField(label=_("Day of birth"), required=False)
    age = forms.IntegerField(
        label=_("Age, if the day is not known"), min_value=0, max_value=120, required=False
    )
    phone = short_answer(_("Telephone"), required=False)
    caregiver = short_answer(_("Of a child: who cares for her?"), required=False)
    both_real = forms.BooleanField(label=_("Both are real: twins, or two people"), required=False)

    def known(self) -> ParticipantFacts:
        cleaned = self.cleaned_data
        return ParticipantFacts(cleaned["sex"], cleaned["born"], cleaned["age"])


class FindParticipantForm(forms.Form):
    """The search for a participant: by number; by family name and day of birth together, of which a
    keyed hash is kept: names alone are sealed, each in its folder, and no list of them exists."""

    number = forms.IntegerField(label=_("Number"), min_value=1, required=False)
    family = short_answer(_("Or family name"), required=False)
    born = DayField(label=_("and day of birth"), required=False)


class YesFields(OfferingForm):
    """The questions of her own yes and, of a child, that of a caregiver, in writing."""

    own = radio_answer(_("Does she herself say yes?"), Assent)
    caregiver = radio_answer(_("Of a child: does a caregiver say yes?"), Assent, required=False)
    written_on = DayField(
        label=_("Day of the signed paper of the caregiver"), near=PAST, required=False
    )

    def __init__(
        self, data: FormData = None, *, child: bool = True, **options: Unpack[OfferingOptions]
    ) -> None:
        super().__init__(data, **options)
        if not child:
            del self.fields["caregiver"], self.fields["written_on"]

    def yes(self) -> Yes:
        cleaned = self.cleaned_data
        caregiver = cleaned.get("caregiver") or Assent.NOT_ASKED
        return Yes(Assent(cleaned["own"]), Assent(caregiver), cleaned.get("written_on"))


class EnrolForm(YesFields):
    later: Later = {_("Of vocational training"): ("earned", "currency")}

    course = forms.ChoiceField(label=_("Which course?"), choices=[NOTHING])
    earned = forms.IntegerField(
        label=_("What does she earn in a month now?"),
        min_value=0,
        required=False,
        help_text=_("Asked before, so that later it can be compared with her own."),
    )
    currency = currency_choice(_("In which currency?"), required=False)
    field_order = ("course", "own", "caregiver", "written_on")


class PhotoForm(forms.Form):
    """The question of a photo, apart from everything else: no help and no course depends on one."""

    own = radio_answer(_("May she be photographed? Her own word"), Assent)
    caregiver = radio_answer(_("Of a child: what does a caregiver say?"), Assent)


class HerselfForm(forms.Form):
    own = radio_answer(_("What does she say herself?"), Assent)


class CourseForm(forms.Form):
    """A course, and by which rule it is completed."""

    title = short_answer(_("What is it called?"))
    kind = radio_answer(_("What is it?"), CourseKind)
    begins_on = DayField(label=_("It begins on"))
    sessions = forms.IntegerField(label=_("How many sessions has it?"), min_value=1)
    needed = forms.IntegerField(
        label=_("How many are needed to complete it?"),
        min_value=1,
        help_text=_("Donors ask for full attendance by a rule that is fixed before."),
    )
    market = long_answer(
        _("Of vocational training: who hires here?"),
        3,
        required=False,
        help_text=_("Three employers, one a line."),
    )


class CompleteForm(forms.Form):
    attended = forms.IntegerField(label=_("How many sessions did she attend?"), min_value=0)
    on = DayField(label=_("On which day was it completed?"), near=PAST)


class VocationalForm(CompleteForm):
    certificate = radio_answer(_("Which certificate?"), CourseCertificate)
    tools = short_answer(_("Which tools were given?"), required=False)
    field_order = ("attended", "on", "certificate", "tools")


class EarningForm(forms.Form):
    answer = radio_answer(_("What does she say?"), Earns)
    earned = forms.IntegerField(
        label=_("If she earns: how much in a month?"), min_value=0, required=False
    )
    currency = currency_choice(_("In which currency?"), required=False)


class ScholarshipForm(YesFields):
    later: Later = {_("More"): ("grade", "pays")}

    school = short_answer(_("Which school?"))
    rules = several_answers(_("By which rule was she chosen?"), WhyChosen, required=False)
    second = short_answer(
        _("Who signed besides you?"),
        required=False,
        help_text=_("Function, no name. The paper stays with finance."),
    )
    begun_on = DayField(label=_("It begins on"))
    grade = short_answer(_("Which grade?"), required=False)
    pays = short_answer(
        _("What is paid, and to whom?"),
        required=False,
        help_text=_("To the school rather than to the family, where that is possible."),
    )
    field_order = ("school", "begun_on", "rules", "second", "own", "caregiver", "written_on")


class TermForm(OfferingForm):
    asked_on_doubt = ("sure",)  # where the days are outside of the school year

    first = DayField(label=_("First day of the term"))
    last = DayField(label=_("Last day of the term"))
    days_open = forms.IntegerField(label=_("Days on which the school was open"), min_value=1)
    present = forms.IntegerField(label=_("Days on which she was there"), min_value=0)
    excused = forms.IntegerField(label=_("Days away with a reason"), min_value=0, initial=0)
    result = select_answer(_("What came of it?"), TermResult)
    sure = forms.BooleanField(label=_("This school has another year"), required=False)


class ScholarshipPaymentForm(forms.Form):
    amount = forms.IntegerField(label=_("How much?"), min_value=1)
    currency = currency_choice(_("In which currency?"))
    to = short_answer(_("To whom?"), required=False)
    receipt = short_answer(_("Number of the receipt, and where it is kept"), required=False)
    on = DayField(label=_("On which day?"), near=PAST)


class EndScholarshipForm(forms.Form):
    why = select_answer(_("Why does it end?"), WhyEnded)
    on = DayField(label=_("On which day?"), near=PAST)


class LookBackForm(forms.Form):
    answer = radio_answer(_("What became of her?"), LookBackAnswer)
    herself = forms.BooleanField(label=_("She answered herself"), required=False)


class CallTakenForm(forms.Form):
    """Nothing is asked: of the call nothing is kept here."""

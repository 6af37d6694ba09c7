"""Signs, promises, money, her child, her family, and the end."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from fanal.cases.forms.consents import giver_box
from fanal.cases.queries.people_around import PersonKnownToCase
from fanal.core.casework.consent import GivenBy
from fanal.core.casework.contact_evidence import SAID_WORD, SaidWord
from fanal.core.reintegration.abroad import PartnerAnswer
from fanal.core.reintegration.closing import ClosingAnswers
from fanal.core.reintegration.codes import (
    DERIVED,
    SETTLED,
    Condition,
    FamilyResult,
    PapersWith,
    PlanEndReason,
    SupportKind,
    WarningSign,
    Way,
)
from fanal.core.reintegration.turning_18 import PromisedTo
from fanal.keys.sealed import Content
from fanal.reintegration.actions.after_plan_contact import LookAnswer
from fanal.reintegration.actions.families import QUESTIONS
from fanal.reintegration.actions.goals import LEVELS
from fanal.reintegration.forms.fields import YES_NO_NOT_ASKED, answer, line, lines, three
from fanal.web.forms import NOTHING
from fanal.web.forms.codes import YES_NO, chosen_from, radio_answer, select_answer, several_answers
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField
from fanal.web.forms.form_parts import Later
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData, PageText


class WarningSignForm(forms.Form):
    # What follows from other records, as two contacts missed, nobody types: it would be counted
    # twice.
    sign = select_answer(
        _("What was seen or heard?"), [sign for sign in WarningSign if sign not in DERIVED]
    )
    on = DayField(label=_("On which day"), near=PAST)
    # A function: a name here would be that of somebody who never agreed to stand in her file.
    said_by = line(_("From whom"), _("Function, no name: “the neighbour”."))
    # Beside what was seen, or a sign is a suspicion of her (domain page on the programmes, 5.5).
    her_view = lines(_("What she says of it"))
    words = lines(_("In words"))


class SeenAgainForm(forms.Form):
    on = DayField(label=_("On which day"), near=PAST)


class PromiseForm(forms.Form):
    """A promise. `child`: to whom is asked only while somebody answers for her."""

    words = lines(_("We said we would"), required=True)
    # A promise without a day would never be late (5.4).
    due = DayField(label=_("By which day"), near=AHEAD)
    to = radio_answer(_("To whom"), PromisedTo)

    def __init__(self, data: FormData = None, *, child: bool = False) -> None:
        # Proposed as herself; of a child a promise may be to whoever cares for it.
        super().__init__(data, initial={"to": PromisedTo.HERSELF})
        if not child:
            del self.fields["to"]


class ContactToGiveForm(OfferingForm):
    """A contact that a partner makes, to whom something went through the gate."""

    referral = forms.ChoiceField(label=_("Which partner?"), widget=forms.RadioSelect)
    report_by = DayField(label=_("By which day do they report back?"), near=AHEAD)
    words = lines(_("What was agreed: who visits, who pays, what they may say"))


class ReportForm(forms.Form):
    """What a partner reports, in their words. `word`: whether one is agreed with her."""

    answer = radio_answer(_("What do they report?"), PartnerAnswer)
    on = DayField(label=_("On which day was it"), near=PAST)
    # As heard from her: what a partner thinks of her safety is its opinion.
    safe = three(_("Is she safe, as they heard it from her?"))
    said_word = radio_answer(
        _("If they called her: which word did she say?"), SaidWord, required=False
    )
    words = lines(_("What they say, in their words"))

    def __init__(self, data: FormData = None, *, word: bool) -> None:
        super().__init__(data)
        if not word:
            del self.fields[SAID_WORD]


# Assents of a child are asked again as consents at 18; nothing ends by the day itself (0.4).
class AsAdultForm(forms.Form):
    """Questions to her who is 18, asked herself."""

    goes_on = forms.ChoiceField(
        label=_("Does she herself want this plan to go on?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    # Ways in which she herself answers: nobody speaks for an adult.
    way = select_answer(_("How was she asked?"), [Way.VISIT, Way.CALL, Way.MESSAGE, Way.SHE_COMES])
    on = DayField(label=_("On which day"), near=PAST)
    words = lines(_("What she says of it, in her own words"))


class SettleForm(forms.Form):
    state = radio_answer(_("What became of it?"), SETTLED)
    # Promises not kept are the main complaint of the Butterfly study (5.4).
    told_her = forms.BooleanField(label=_("She was told"), required=False)
    words = lines(_("In words"))


class SupportForm(forms.Form):
    # An employer who was vetted and a contract read with her (4.5); most entries are no work.
    later: Later = {_("If it is work: the employer"): ("vetted", "contract", "papers")}

    support = select_answer(_("What is it?"), SupportKind)
    words = lines(_("What exactly, from whom, until when"))
    amount = line(_("Amount and currency"))
    useful = lines(_("What she says of it"))
    on = DayField(label=_("On which day"), near=PAST)
    vetted = three(_("Did one of us vet the employer?"))
    contract = three(_("Did one of us read the contract?"))
    # Papers held by the employer are an indicator of forced labour (ILO 2012, no. 7).
    papers = select_answer(_("Who holds her papers?"), PapersWith, required=False)


PARENTS = ("genetic_parents", "birth_parent", "intended_parents", "legal_parents")
CHILD = ("lives_with_her", "registered", "school", "healthy", "accepted")


def parent(label: PageText, hint: PageText = "") -> forms.CharField:
    return line(label, hint or _("Who, who says so, in which country."))


class ChildForm(forms.Form):
    """How her child is: facts. Nothing here asks who the father is. Of a child born in a surrogacy
    each of four parents is somebody else, by another source and the law of another country."""

    later: Later = {_("Only of a child born in a surrogacy"): PARENTS}

    # Facts with three answers and no scale: a child is not scored.
    lives_with_her = three(_("Does the child live with her?"))
    registered = three(_("Does the child have a birth certificate?"))
    school = three(_("Does the child go to school?"))
    healthy = three(_("Is the child healthy?"))
    accepted = three(_("Do her family and her neighbours treat the child well?"))
    words = lines(_("In words"))
    on = DayField(label=_("On which day"), near=PAST)
    genetic_parents = parent(_("Genetic parents"), _("Whose cells; not known is an answer, too."))
    birth_parent = parent(_("Who gave birth"))
    intended_parents = parent(
        _("Who wanted the child and paid"), _("Nobody looks for them or writes to them from here.")
    )
    legal_parents = parent(_("Parents by law"), _("By the papers or the law of which country."))


class FamilyForm(forms.Form):
    """What was found out about a family, asked of two sources; hers apart from them."""

    # Who lives there is proposed, so it stands in sight: nothing is kept that nobody looked at.
    later: Later = {
        _("What was found out"): (
            "who_gained",
            "violence",
            "wanted",
            "neighbours",
            "words",
        )
    }

    result = radio_answer(_("Can she go there?"), FamilyResult)
    conditions = several_answers(
        _("On which conditions, before the day"), Condition, required=False
    )
    # A parent who sold her is no "no" by itself, and never without the lead (5.6).
    gained = forms.BooleanField(
        label=_("Somebody who lives there gained by her leaving, or sold her"),
        required=False,
        help_text=_("This alone does not decide. One of the two assessors has to be a lead."),
    )
    # Apart and twice (5.6): beside her family her answer may be theirs.
    her_wish = lines(_("What she wants, asked apart and twice"))
    on = DayField(label=_("On which day was the family seen"), near=PAST)
    household = lines(_("Who lives there; room, food, school"))
    who_gained = lines(_("Who gained by her leaving; who paid or was paid; debts"))
    violence = lines(_("Violence, alcohol"))
    wanted = lines(_("Does each adult want her back, in their words?"))
    neighbours = lines(_("Neighbours, and how far a recruiter is"))
    words = lines(_("The two sources, and the second way if this one fails"))

    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in QUESTIONS}


# Two sources: whoever wants the case closed is not the one who says that it is safe (5.6).
class SecondForm(forms.Form):
    words = lines(_("What you saw or heard yourself, and from whom"), required=True, rows=4)


class EndForm(forms.Form):
    """Why it ends, and whether she wants a next look. `child`: she may be one, so that who answered
    for her is asked as well. `other_runs`: a plan of another file of hers does, too."""

    later: Later = {
        _("If she answered on being asked again: how she was asked"): (
            "language",
            "given_by",
            "giver",
            "assent",
        )
    }

    # Out of contact is no goal reached; each is a reason of its own (5.4).
    why = radio_answer(_("Why does it end?"), PlanEndReason)
    her_words = lines(_("What she says of it, in her own words"))
    who_goes_on = forms.BooleanField(
        label=_("For what is still open somebody goes on, and she knows who"), required=False
    )
    person_there = forms.BooleanField(label=_("A local person knows what to do"), required=False)
    # These three are asked at every closing (domain page on the programmes, 5.8).
    way_back = forms.BooleanField(
        label=_("The way back to us was explained to her"), required=False
    )
    # A consent of its own (0.5), since contact after the end can put her in danger.
    look = forms.ChoiceField(
        label=_("Does she want us to ask how she is in six months?"),
        help_text=_("Kept as her consent to being contacted after closing; no help depends on it."),
        choices=YES_NO_NOT_ASKED,
        widget=forms.RadioSelect,
        required=False,
    )
    language = line(_("In which language"))
    given_by = forms.ChoiceField(label=_("If a child: who answers as well?"), required=False)
    giver = giver_box(())
    assent = three(_("If a child: does the child agree?"))
    reasons = lines(_("Why all the same, where something speaks against it"))

    def __init__(
        self,
        data: FormData = None,
        *,
        initial: Answers | None = None,
        child: bool = False,
        around: Iterable[tuple[str, str]] = (),
        other_runs: bool = False,
    ) -> None:
        super().__init__(data, initial=initial)
        # Holds only where the plan of another file of hers goes on.
        if not other_runs:
            some = (reason for reason in PlanEndReason if reason is not PlanEndReason.PUT_TOGETHER)
            field_of(self, "why", forms.ChoiceField).choices = chosen_from(some)
        # An adult answers for herself alone.
        if not child:
            del self.fields["given_by"], self.fields["giver"], self.fields["assent"]
            return
        carers = chosen_from(given_by for given_by in GivenBy if given_by is not GivenBy.HERSELF)
        field_of(self, "given_by", forms.ChoiceField).choices = [("", _("Nobody else")), *carers]
        field_of(self, "giver", forms.ChoiceField).choices = [NOTHING, *around]

    def next_look(self, around: Mapping[str, PersonKnownToCase]) -> LookAnswer:
        cleaned = self.cleaned_data
        giver = around.get(cleaned.get("giver", ""))
        return LookAnswer(
            cleaned["look"],
            cleaned["language"],
            cleaned.get("given_by") or GivenBy.HERSELF,
            giver.entry if giver else None,
            answer(cleaned.get("assent", "")),
        )

    def answers(self) -> ClosingAnswers:
        cleaned = self.cleaned_data
        names = ("her_words", "who_goes_on", "person_there", "way_back")
        return ClosingAnswers(**{name: cleaned[name] for name in names})


def goal_initial(content: Content) -> Answers:
    return {name: content.get(name, "") for name in ("domain", "words", *LEVELS)}

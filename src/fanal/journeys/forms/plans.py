"""Planning: the journey, who goes, papers, and the end of it."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.journeys.forms.fields import (
    ByCode,
    CustodianChoice,
    PersonsByCode,
    TravellerChoice,
)
from fanal.journeys.models import Journey, JourneyCustodian, Traveller
from fanal.journeys.words import KINDS, PAPERS, PLAN_FIELDS
from fanal.partners.forms.areas import AreaChoice
from fanal.partners.forms.records import NamedPartner, ToAPartner
from fanal.partners.models import Area, Partner
from fanal.people.models import Person
from fanal.web.forms import NOTHING
from fanal.web.forms.date_boxes import AHEAD
from fanal.web.forms.dates import DayField
from fanal.web.forms.names import CountryField
from fanal.web.forms.offering import OfferingForm
from fanal.web.forms.typed_fields import field_of
from fanal.web.typing import Answers, FormData


# Two rhythms: hours on the way, days before it. The girls who vanished did so while their return
# was being prepared (domain page, 6.2, need 1).
class JourneyForm(OfferingForm):
    kind = forms.ChoiceField(label=_("Kind of journey"), choices=[NOTHING, *KINDS.items()])
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), empty_label=None)
    lead = forms.ModelChoiceField(User.objects.none(), label=_("Who leads it"), empty_label=None)
    starts_on = DayField(label=_("Day"), near=AHEAD)
    every_hours = forms.IntegerField(
        # Hours; 6 is proposed and 72 the longest that a silence may last.
        label=_("Sign of life every … hours"),
        initial=6,
        min_value=1,
        max_value=72,
    )
    prepare_days = forms.IntegerField(
        # Days, before it begins.
        label=_("Days between two signs of life before it"),
        initial=7,
        min_value=1,
        max_value=30,
    )


class DayForm(forms.Form):
    day = DayField(label=_("New day"), near=AHEAD)


class LeadForm(OfferingForm):
    """Choosing who leads a journey from now on."""

    to = forms.ChoiceField(label=_("Who leads it"))


# Sealed texts of the plan: nothing of them stands in a list.
def long_text(name: str) -> forms.CharField:
    return forms.CharField(label=PLAN_FIELDS[name], required=False, widget=forms.Textarea)


class ContactForm(forms.Form):
    team = long_text("team")
    rules = long_text("rules")
    # Agreed with her: it proves who speaks, or that she is not free to.
    code_word = forms.CharField(label=PLAN_FIELDS["code_word"], required=False, max_length=60)


class SleepingForm(forms.Form):
    places = long_text("places")


class CostsForm(forms.Form):
    costs = long_text("costs")


PLAN_FORMS = {"contact": ContactForm, "sleeping": SleepingForm, "costs": CostsForm}


class PersonForm(forms.Form):
    """The choice of who goes. Of a case of several people one says which: her mother
    may stay at home."""

    case = ByCode(Case.objects.none(), label=_("Case"))
    # By code: who plans a journey need not know the names.
    persons = PersonsByCode(
        Person.objects.none(),
        label=_("Who of this case goes?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who of this case goes.")},
    )
    # Who has her now and not who is to have her: a board that names the escort too early says that
    # she is safe.
    custodian = CustodianChoice(
        JourneyCustodian.objects.none(),
        label=_("Who is with her now?"),
        help_text=_("Not who is to fetch her. Whoever holds her is added first, with only a name."),
    )
    # Of the journey and no fact of hers: the reconciliation is counted by it.
    nationality = CountryField(label=_("Nationality"), required=False)
    # After the departure a new traveller changes the count; so it is said why.
    late_reason = forms.CharField(
        label=_("If the journey has departed: why is she added now?"), required=False
    )

    def __init__(
        self,
        data: FormData = None,
        *,
        cases: QuerySet[Case],
        journey: Journey,
        initial: Answers | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        field_of(self, "case", forms.ModelChoiceField).queryset = cases
        field_of(self, "custodian", forms.ModelChoiceField).queryset = journey.custodians.all()
        # Before the form is valid, since the list of people depends on the case that was chosen.
        concerned = self._concerned()
        travelling = journey.travellers.order_by().values("person")
        # Whoever travels already is not offered twice.
        self.left = concerned.exclude(id__in=travelling).order_by("id")
        field_of(self, "persons", forms.ModelChoiceField).queryset = self.left
        # Alone in her case, she is the answer.
        if not self.left or concerned.count() == 1:
            del self.fields["persons"]

    def _concerned(self) -> QuerySet[Person]:
        """Return the people of the case that was chosen."""
        try:
            people: QuerySet[Person] = self.fields["case"].clean(self.data.get("case")).people.all()
        # No case yet, or none of hers: the field itself says so.
        except forms.ValidationError:
            return Person.objects.none()
        return people

    def clean(self) -> Answers:
        """Return the answers; whoever is alone in her case need not be named."""
        answers = super().clean() or {}
        if "persons" not in self.fields:
            answers["persons"] = list(self.left)
            if answers.get("case") and not answers["persons"]:
                self.add_error("case", _("Everybody of this case is on this journey already."))
        return answers


class WhomForm(ToAPartner):
    """The partner for whom something is printed, and where they would act on it."""

    partner = NamedPartner(Partner.objects.none(), label=_("Partner"), empty_label="—")
    area = AreaChoice(
        # Areas of today: a province that was replaced has nobody to act in it.
        Area.objects.filter(valid_until=None),
        label=_("Where?"),
        required=False,
        help_text=_("Not said: only trust that holds everywhere counts."),
        empty_label="—",
    )


class DebriefForm(forms.Form):
    """The questions at the end of a journey: where each of those who are still on the way is, and
    what was learned."""

    # A journey ends only when it is said of each who is still away where she is.
    still_away = forms.CharField(
        label=_("Where is each of them, and who answers for her?"), widget=forms.Textarea
    )
    words = forms.CharField(label=_("What was learned"), widget=forms.Textarea)

    def __init__(self, data: FormData = None, *, away: bool, where: str = "") -> None:
        super().__init__(data, initial={"still_away": where})
        # Asked only where somebody is.
        if not away:
            del self.fields["still_away"]
        elif where:
            self.fields["still_away"].help_text = _(
                "Proposed from what their cases say. Check it, and add whoever is not named."
            )


class HeldForm(OfferingForm):
    held_by = CustodianChoice(JourneyCustodian.objects.none(), label=_("Who holds it?"))


class PaperForm(HeldForm):
    traveller = TravellerChoice(Traveller.objects.none(), label=_("Person"))
    kind = forms.ChoiceField(label=_("Which paper"), choices=[NOTHING, *PAPERS.items()])
    field_order = ("traveller", "kind", "held_by")

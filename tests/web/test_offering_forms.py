"""What a page knows and a form only lists is handed to the form by field."""

import pytest
from django import forms

from fanal.accounts.models import Team
from fanal.web.forms import NOTHING
from fanal.web.forms.offering import OfferingForm


class WhoForm(OfferingForm):
    only_if_offered = ("beside",)
    hidden_if_one = ("house",)
    asked_on_doubt = ("sure",)

    who = forms.ChoiceField(choices=[NOTHING])
    beside = forms.ChoiceField(required=False)
    house = forms.ChoiceField()
    team = forms.ModelChoiceField(Team.objects.none())
    sure = forms.BooleanField(required=False)


def test_what_is_offered_stands_after_what_the_form_declares():
    form = WhoForm(offered={"who": {"1": "Sokha", "2": "Noi"}})
    assert form.fields["who"].choices == [NOTHING, ("1", "Sokha"), ("2", "Noi")]
    assert WhoForm().fields["who"].choices == [NOTHING]  # of one form, not of the class


@pytest.mark.django_db
def test_rows_are_offered_as_rows(cast):
    form = WhoForm(offered={"team": Team.objects.filter(pk=cast.bangkok.pk)})
    assert list(form.fields["team"].queryset) == [cast.bangkok]


@pytest.mark.parametrize("offered", [None, {}, {"beside": []}, {"beside": {}}])
def test_what_nobody_can_choose_is_not_asked(offered):
    assert "beside" not in WhoForm(offered=offered).fields


def test_the_only_choice_is_the_answer():
    one, two = ([("a", "A")], [("a", "A"), ("b", "B")])
    assert WhoForm(offered={"house": one})["house"].is_hidden
    assert WhoForm(offered={"house": one})["house"].value() == "a"
    assert not WhoForm(offered={"house": two})["house"].is_hidden


def test_a_doubt_is_asked_about_once_something_was_sent():
    assert "sure" not in WhoForm().fields
    assert "sure" in WhoForm({"who": "1"}).fields


def test_a_field_that_the_form_lacks_takes_no_offer():
    with pytest.raises(KeyError):
        WhoForm(offered={"whom": []})
    with pytest.raises(TypeError):
        WhoForm(offered={"sure": []})

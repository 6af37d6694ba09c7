"""The language in which she called is not asked again before an interview."""

import pytest
from django.urls import reverse

from fanal.identification.forms.questions import INTERPRETED
from fanal.intake.actions import make_case, take_signal
from tests import files


@pytest.mark.parametrize(
    ("caller", "said", "proposed"),
    [
        ("herself", "Vietnamese", ("vi", None)),
        ("herself", "tiếng việt", ("vi", None)),
        ("herself", "Shan", (INTERPRETED, "Shan")),
        ("mother", "Shan", (None, None)),
        ("herself", None, (None, None)),
    ],
)
def test_it_is_proposed_where_she_called_herself(cast, caller, said, proposed):
    answers = {"who_calls": caller, "where": "Mae Sot"} | ({"language": said} if said else {})
    call = take_signal(team=cast.bangkok, answers=answers, by=cast.sokha)
    her, ring = files.person(cast), cast.ring(cast.sokha)
    case = make_case(signal=call, person=her, by=cast.sokha, ring=ring)
    files.agrees_to_interview(cast, case, her)
    before = reverse("identification:before", args=[case.id, her.id])
    form = files.browser(cast, cast.sokha).get(before).context["form"]
    assert (form["language"].value(), form["spoken"].value()) == proposed


def test_what_a_friend_said_of_her_language_is_proposed_where_she_is_asked_for_her_yes(cast):
    answers = {"who_calls": "friend", "language": "Thai", "her_language": "Lao"}
    call = take_signal(team=cast.bangkok, answers=answers, by=cast.sokha)
    case = make_case(signal=call, person=files.person(cast), **cast.acting(cast.sokha))
    asked = reverse("cases:consents", args=[case.id])
    form = files.browser(cast, cast.sokha).get(asked).context["form"]
    assert form["language"].value() == "Lao"

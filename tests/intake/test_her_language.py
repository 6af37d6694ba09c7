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

"""The request for care asks seven questions at once, no more: of a child as well."""

from django.urls import reverse

from tests import files
from tests.security.short_forms import forms_shown

MOST = 7


def test_a_request_for_a_child_asks_seven_questions_at_once(cast):
    case = files.case(cast, people=[files.person(cast, adult=False)])
    shown = files.browser(cast, cast.sokha).get(reverse("care:ask", args=[case.id])).text
    longest = max((asked.longest for asked in forms_shown(shown)), key=len)
    assert 1 < len(longest) <= MOST, longest

"""The request for care asks seven questions at once, no more: of a child as well."""

from django.urls import reverse

from tests import files
from tests.keys.drafts import filled_in, kept_while_typing
from tests.security.short_forms import forms_shown

MOST = 7


def test_a_request_for_a_child_asks_seven_questions_at_once(cast):
    case = files.case(cast, people=[files.person(cast, adult=False)])
    shown = files.browser(cast, cast.sokha).get(reverse("care:ask", args=[case.id])).text
    longest = max((asked.longest for asked in forms_shown(shown)), key=len)
    assert 1 < len(longest) <= MOST, longest


def test_an_hour_typed_into_a_field_of_its_own_before_is_not_lost(cast):
    """Drafts of before the day and its hour were one question."""
    case = files.case(cast)
    page = reverse("care:ask", args=[case.id])
    client = files.browser(cast, cast.sokha)
    kept_while_typing(client, filled_in(client, page), words="She asks for it.", hour="22:37")
    assert "22:37" in client.get(page).text

"""A page on which all stays closed stands in the journal as a look at the case."""

from django.urls import reverse

from fanal.keys.models import Grant, TeamKeyHolder
from tests import files
from tests.journal import entries


def test_the_line_of_a_case_says_that_she_looked_without_a_key(cast):
    case = files.case(cast)
    TeamKeyHolder.objects.filter(to_keys__user=cast.sokha).delete()
    Grant.objects.filter(to_keys__user=cast.sokha).delete()
    browser = files.browser(cast, cast.sokha)
    browser.get(reverse("cases:timeline", args=[case.id]))
    assert len(entries("case.looked_at", by=cast.sokha, about=case.id)) == 1
    assert not entries("case.opened", by=cast.sokha, about=case.id)

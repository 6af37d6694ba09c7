"""What was asked and answered before stands where her consent is asked again."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import files
from tests.consents import says


@pytest.mark.parametrize("name", ["cases:consent", "cases:consents"])
def test_it_is_said_before_she_is_asked_with_the_answer_and_the_day(cast, name):
    person = files.person(cast)
    here = SimpleNamespace(person=person, case=files.case(cast, people=[person]))
    address, sokha = reverse(name, args=[here.case.id]), files.browser(cast, cast.sokha)
    assert "Asked before" not in sokha.get(address).text
    says(cast, here, "shelter", answer="given", on=timezone.localdate() - timedelta(days=2))
    says(cast, here, "photo_or_voice", answer="refused")
    page = sokha.get(address).text
    before = page[page.index("Asked before") : page.index("Tell her first")]
    assert "– yes" in before
    assert "refused" in before

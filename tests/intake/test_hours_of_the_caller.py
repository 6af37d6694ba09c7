"""When a friend may be called back says nothing of when it is safe to call her."""

import pytest
from django.urls import reverse

from fanal.cases.models import CaseEntry
from fanal.cases.queries.known_answers import known_for
from fanal.intake.actions import make_case, take_signal
from tests import files

RULES = {"callback_safe": "any", "cover": "the sewing course", "code_word": "mango"}


def case_of_a_call(cast, who):
    told = {"about_whom": "Bouavan, 24", "who_calls": who, "caller": "Nok", **RULES}
    call = take_signal(team=cast.bangkok, answers=told, by=cast.sokha)
    write = cast.acting(cast.sokha)
    return call, make_case(signal=call, person=files.person(cast), **write)


@pytest.mark.parametrize("who", ["friend", "mother", "police", "hotline"])
def test_the_rules_of_whoever_called_are_kept_with_her_and_are_no_rule_for_calling_her(cast, who):
    call, case = case_of_a_call(cast, who)
    ring, sokha = cast.ring(cast.sokha), files.browser(cast, cast.sokha)
    assert known_for(case, "contact", ring) == {}
    kept = known_for(case, "around", ring)["remarks"].value
    assert all(one in kept for one in ("Any time", "the sewing course", "mango"))
    sokha.post(reverse("intake:known", args=[call.id]), {"right": "all"})
    assert not CaseEntry.objects.of_kinds([case.id], "contact").exists()
    around = sokha.get(reverse("cases:section", args=[case.id, "people"])).text
    assert "When is it safe? Any time" in around
    before = sokha.get(reverse("cases:case", args=[case.id])).text.partition("Before you call")[2]
    assert "ny time" not in before.partition("</div>")[0]


def test_where_she_called_herself_they_are_hers(cast):
    _call, case = case_of_a_call(cast, "herself")
    ring = cast.ring(cast.sokha)
    known = {name: one.value for name, one in known_for(case, "contact", ring).items()}
    assert known == {"when": "Any time", "cover": "the sewing course", "code_word": "mango"}
    assert known_for(case, "around", ring) == {}

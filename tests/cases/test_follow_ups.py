"""A follow-up says that she was heard from only where somebody reached her."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry, edit_entry
from fanal.cases.models import CaseEntry, StateCode
from fanal.cases.queries.present import states_in
from fanal.coded_facts.queries import histories
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Sign
from fanal.core.errors import BadInput

DAY = timedelta(days=1)


today = timezone.localdate


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def writes(sokha, case, **told):
    where = reverse("cases:write", args=[case.id, "visit"])
    assert sokha.post(where, told).status_code == 302
    return CaseEntry.objects.latest("number")


def last_sign(cast, case):
    (seen,) = states_in(case, cast.sokha, cast.ring(cast.sokha)).values()
    return seen.state.last_sign


def test_who_does_not_answer_was_not_heard_from(cast, sokha, case):
    writes(sokha, case, how="not_reached", words="Three calls.", **day("on", today()))
    assert last_sign(cast, case) is None
    page = sokha.get(reverse("cases:case", args=[case.id])).text
    assert "None known." in page
    shown = sokha.get(reverse("cases:section", args=[case.id, "follow_up"])).text
    assert "tried, and not reached" in shown
    assert [history.now["made"] for history in histories("visit", None)] == [False]


def test_who_was_called_and_answered_was_heard_from(cast, sokha, case):
    writes(sokha, case, how="call", **day("on", today()))
    assert last_sign(cast, case).sign is Sign.SPOKEN_TO
    assert [history.now["made"] for history in histories("visit", None)] == [True]


@pytest.mark.parametrize("on", [{}, day("on", today() + 3 * DAY)])
def test_a_visit_that_is_planned_is_no_sign_of_life(cast, sokha, case, on):
    writes(sokha, case, how="visit", **on, **day("due", today() + 3 * DAY))
    assert last_sign(cast, case) is None


def test_a_visit_that_was_planned_is_of_the_day_on_which_it_was_made(cast, case):
    write = {"answers": {"how": "visit"}, **cast.acting(cast.sokha)}
    planned = {"due": today(), "on": today() - 7 * DAY}
    entry = add_entry(case=case, kind="visit", **planned, **write)
    edit_entry(entry=entry, version=entry.version, due=today(), done_on=today(), **write)
    sign = last_sign(cast, case)
    assert (sign.sign, sign.said) == (Sign.SEEN, today())


def test_an_agreed_word_on_the_telephone_proves_that_it_was_her(cast, sokha, case):
    asks = reverse("cases:write", args=[case.id, "visit"])
    assert "said_word" not in sokha.get(asks).context["form"].fields  # none is agreed
    rule = {"code_word": "mango"}
    add_entry(case=case, kind="contact", answers=rule, **cast.acting(cast.sokha))
    assert "said_word" in sokha.get(asks).context["form"].fields
    written = writes(sokha, case, how="call", said_word="right", **day("on", today()))
    assert last_sign(cast, case).sign is Sign.SPOKEN_TO_WITH_CODE_WORD
    assert "no proof" not in sokha.get(reverse("cases:case", args=[case.id])).text
    shown = sokha.get(reverse("cases:edit", args=[case.id, written.id])).context["form"]
    assert shown.initial["said_word"] == "right"


def state(cast, case):
    (seen,) = states_in(case, cast.sokha, cast.ring(cast.sokha)).values()
    return seen.state


def test_a_wrong_word_on_the_telephone_makes_her_in_danger_whatever_she_answers_beside_it(
    cast, sokha, case
):
    rule = {"code_word": "mango"}
    add_entry(case=case, kind="contact", answers=rule, **cast.acting(cast.sokha))
    told = {"safe": "yes", "said_by": "herself", **day("on", today())}
    written = writes(sokha, case, how="call", said_word="wrong", **told)
    assert (state(cast, case).danger, state(cast, case).last_sign) == (DangerState.IN_DANGER, None)
    assert [row.stored.code for row in StateCode.objects.all()] == [DangerState.IN_DANGER]
    assert [history.now["safe"] for history in histories("visit", None)] == [False]
    right = {"how": "call", "said_word": "right", "safe": True, "said_by": "herself"}
    change = {"entry": written, "version": written.version, **cast.acting(cast.sokha)}
    with pytest.raises(BadInput, match="stays answered"):
        edit_entry(answers=right, **change)
    edit_entry(answers=right | {"said_word": "wrong", "words": "She cried."}, **change)
    assert state(cast, case).danger is DangerState.IN_DANGER


def test_a_wrong_word_of_a_sign_of_life_is_none_and_makes_her_in_danger(cast, sokha, case):
    page = reverse("cases:sign_of_life", args=[case.id, case.people.get().id])
    assert sokha.post(page, {"sign": "wrong_word"}).status_code == 302
    assert (state(cast, case).danger, state(cast, case).last_sign) == (DangerState.IN_DANGER, None)
    assert (
        "In danger: she said a wrong code word"
        in sokha.get(reverse("cases:timeline", args=[case.id])).text
    )

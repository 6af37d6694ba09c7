"""What she tells an authority is recorded with her yes alone, and the page asks for it before."""

import pytest
from django.urls import reverse

from fanal.cases.actions.consents import withdraw_consent
from fanal.core.errors import BadInput
from fanal.identification.models import VictimStatement
from tests import clock, consents, files
from tests.consents import ASK, NONE, OTHERS_ASK, YES
from tests.justice.scene import DAY, below, hearing, page_of, today

WHAT = "her statement being recorded"
HER_YES = NONE.format(WHAT, "not asked")
TAKEN = {"taken_by": "police", "language": "Lao", "read_back": "signed", "text": "She told it."}


def says(cast, here, answer="given", on=None):
    return consents.says(cast, here, "recording", answer, on)


def boxes(day, name="on"):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_where_a_recording_is_planned_the_page_asks_for_her_yes(cast, here, sokha):
    consent = consents.form_for(here, "recording")
    asked = sokha.get(page_of(here, "write", here.trial.id, "hearing")).text
    assert HER_YES in asked
    assert consent in asked
    hearing(cast, here.trial, today() + 7 * DAY, recorded=True)
    page = sokha.get(page_of(here, "proceeding", here.trial.id)).text
    assert ASK in page
    assert consent in page
    form = sokha.get(consent)
    assert form.context["form"]["purpose"].value() == "recording"
    assert not form.context["form"]["answer"].value()
    says(cast, here)
    page = sokha.get(page_of(here, "proceeding", here.trial.id)).text
    assert ASK not in page
    assert YES.format(WHAT) in page


def test_a_lawyer_who_writes_no_consents_learns_who_asks_her(cast, here):
    hearing(cast, here.trial, today() + 7 * DAY, recorded=True)
    page = files.browser(cast, cast.mai).get(page_of(here, "proceeding", here.trial.id)).text
    assert ASK not in page
    assert OTHERS_ASK in page


def test_a_hearing_of_which_no_recording_is_planned_asks_nothing(cast, here, sokha):
    hearing(cast, here.trial, today() + 7 * DAY)
    page = sokha.get(page_of(here, "proceeding", here.trial.id)).text
    assert HER_YES not in page


def test_a_hearing_was_recorded_with_her_yes_or_it_is_said_that_there_was_none(cast, here):
    row = hearing(cast, here.trial, today())
    with pytest.raises(BadInput) as caught:
        below(cast, row, {"news": "held", "recorded": "agreed"}, on=today())
    assert caught.value.where == "recorded"
    below(cast, row, {"news": "held", "recorded": "not_agreed"}, on=today())
    says(cast, here)
    again = hearing(cast, here.trial, today())
    below(cast, again, {"news": "held", "recorded": "agreed"}, on=today())


def test_a_statement_that_was_recorded_without_her_yes_is_refused_and_nothing_is_lost(
    cast, here, sokha
):
    form = reverse("identification:victim_statement", args=[here.case.id, here.person.id])
    assert ASK in sokha.get(form).text
    told = TAKEN | boxes(today()) | {"recorded": "agreed"}
    refused = sokha.post(form, told)
    assert refused.status_code == 422
    assert "her yes to being recorded is not on file" in refused.text
    assert "She told it." in refused.text
    assert not VictimStatement.objects.exists()
    says(cast, here)
    saved = sokha.post(form, told)
    assert saved.status_code == 302
    assert "It was recorded, with her yes" in sokha.get(saved["Location"]).text
    assert "it was recorded, with her yes" in sokha.get(page_of(here)).text


def test_what_was_recorded_against_her_word_is_kept_as_such(cast, here, sokha):
    says(cast, here, "refused")
    form = reverse("identification:victim_statement", args=[here.case.id, here.person.id])
    told = TAKEN | boxes(today())
    assert sokha.post(form, told | {"recorded": "agreed"}).status_code == 422
    saved = sokha.post(form, told | {"recorded": "not_agreed"})
    assert "It was recorded, without her yes" in sokha.get(saved["Location"]).text


def test_her_yes_counts_from_its_day_until_she_takes_it_back(cast, here, sokha):
    given = says(cast, here, on=today() - 5 * DAY)
    with clock.moved(-2 * DAY):
        withdraw_consent(consent=given, by=cast.sokha)
    form = reverse("identification:victim_statement", args=[here.case.id, here.person.id])
    for ago, status in ((6, 422), (4, 302), (1, 422)):
        told = TAKEN | boxes(today() - ago * DAY) | {"recorded": "agreed"}
        assert sokha.post(form, told).status_code == status, ago

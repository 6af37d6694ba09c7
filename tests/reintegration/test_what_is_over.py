"""What of a plan is over stands folded; what is due, and what warns, stands open."""

from django.urls import reverse

from fanal.reintegration.actions import records
from tests.files import again, main_of
from tests.folded import folded, open_at_once
from tests.reintegration.scene import DAY, page_of, today, tried


def tried_before(cast, here, result, days, **more):
    return tried(cast, here.plan, result, on=today() - days * DAY, today=today(), **more)


def test_what_was_tried_before_she_last_said_that_she_is_safe_is_folded(cast, sokha, here):
    tried_before(cast, here, "not_reached", 9, words="Nobody answers.")
    tried_before(cast, here, "reached", 6, safe=True, words="She sews.")
    tried_before(cast, here, "not_reached", 3, words="No signal.")
    page = sokha.get(page_of(here)).text
    assert "Nobody answers." in folded(page)
    assert "She sews." in open_at_once(page)
    assert "No signal." in open_at_once(page)


def test_that_she_was_not_safe_is_never_folded(cast, sokha, here):
    tried_before(cast, here, "reached", 9, safe=False, words="He follows her.", case=here.case)
    tried_before(cast, here, "reached", 6, safe=True, words="She moved.", case=here.case)
    assert "He follows her." in open_at_once(sokha.get(page_of(here)).text)


def test_a_safe_that_she_said_with_the_wrong_word_folds_nothing(cast, sokha, here):
    tried_before(cast, here, "not_reached", 9, words="Nobody answers.")
    contact = tried_before(cast, here, "reached", 6, safe=True, words="All is well.")
    contact = again(contact)
    contact.coded = contact.coded | {"said_word": "wrong"}
    contact.save()
    assert "Nobody answers." in open_at_once(sokha.get(page_of(here)).text)


def test_an_agreed_contact_that_is_met_is_folded_and_the_next_is_not(cast, sokha, here):
    """Half a year after she came home."""
    tried_before(cast, here, "reached", 1, safe=True)
    page = sokha.get(page_of(here)).text
    assert "6 months" in folded(page)
    assert "12 months" in open_at_once(page)


def test_a_contact_that_nobody_has_made_yet_stands_open(cast, sokha, here):
    assert "6 months" in open_at_once(sokha.get(page_of(here)).text)


def promised(cast, here, words, told_her):
    write = cast.acting(cast.sokha)
    row = records.promise(plan=again(here.plan), words=words, due=today(), **write)
    told = {"state": "broken", "told_her": told_her, "words": "No money.", "version": row.version}
    records.settle_promise(record=row, **told, **write)


def test_a_promise_is_folded_once_it_is_settled_and_she_was_told(cast, sokha, here):
    promised(cast, here, "The fees.", told_her=True)
    promised(cast, here, "A visit.", told_her=False)
    page = sokha.get(page_of(here)).text
    assert "The fees." in folded(page)
    assert "A visit." in open_at_once(page)


def test_closing_says_that_no_sign_of_life_is_known_only_of_whom_no_plan_reached_either(cast, here):
    def says():
        page = reverse("cases:close", args=[here.case.id])
        return "o sign of life is known" in main_of(cast, cast.sokha, page)

    assert says()
    tried(cast, here.plan, "not_reached")
    assert says()
    tried(cast, here.plan, "reached", safe=True)
    assert not says()

"""What a list leaves out is said. A list that is cut at a number shows some and hides the others:
each such place is named here, with where the page says so or why nobody misses the rest."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"
CUT = re.compile(r"\[:\s*([A-Z][A-Z_]{2,})(?:\s*[+-][^\]]*)?\s*\]")
CHARACTERS = "characters of a text, no list"
MORE = "the page says how many more"
BATCH = "one batch of a work that goes on"
NAMED = {
    "accounts/known_browsers.py: MOST": "older browsers are forgotten",
    "accounts/notices.py: LATEST": "the last news of an account; the journal has all",
    "audit/search.py: AT_ONCE": BATCH,
    "audit/tokens.py: LENGTH": CHARACTERS,
    "authority/queries.py: SHOWN": "names in a line that ends with …",
    "cases/list_access.py: MOST": MORE,
    "cases/queries/agenda_done.py: DONE_LAST": "what was done last, to be taken back",
    "cases/queries/agenda_asked.py: MANY": "said above the agenda",
    "cases/queries/agenda_asked.py: MANY_CASES": "said above the agenda",
    "cases/queries/agenda_pages.py: SHOWN": MORE,
    "cases/queries/known_answers.py: SHOWN_FIRST": CHARACTERS,
    "cases/queries/latest_entries.py: LATEST": "the first screen; the timeline has all",
    "cases/queries/people_map.py: MOST_CODES": MORE,
    "cases/queries/story.py: DATES_SHOWN": "the next dates; the calendar has all",
    "cases/queries/story_entries.py: LATEST": "the first screen; the timeline has all",
    "cases/queries/today/team.py: NAMED": "names in a line that ends with …",
    "cases/queries/today/to_do.py: FIRST": MORE,
    "cases/views/bulk.py: MOST_NAMED": MORE,
    "cases/views/calendar.py: MOST": "the first by day, for a telephone",
    "cases/views/case_list.py: LOOKED_AT_ONCE": BATCH,
    "figures/queries.py: MARK": CHARACTERS,
    "funds/queries/pages.py: CASES_AT_ONCE": "said above the form",
    "identification/views/reading.py: QUESTIONS_SHOWN": "the next come once these are answered",
    "identification/views/reading.py: SETS_SHOWN": MORE,
    "intake/views/calls.py: MOST_QUESTIONS": "the next come once these are answered",
    "journeys/templatetags/tonight.py: NAMED": "names in a line; the board has all",
    "journeys/views/papers.py: MOST_ON_PAPER": MORE,
    "justice/queries/story.py: MOST_SHOWN": "the first screen; the legal part has all",
    "matching/queries/duplicates.py: MOST": MORE,
    "organisation/absence_access.py: MOST_MARKED": "so many can be taken along",
    "people/name_packs.py: WAITING": BATCH,
    "people/search.py: MOST": "the best of a search; one more word narrows it",
    "people/views/duplicate_check.py: SHOWN": "the likeliest beside what is typed",
    "protection/queries/list_days.py: MANY": "as the agenda, which says it above",
    "prevention/queries/possible_duplicates.py: MOST": "several are refused by their numbers",
    "prevention/queries/places.py: COUNTRY": CHARACTERS,
    "prevention/queries/today.py: MOST": MORE,
    "prevention/views/colleagues.py: AT_ONCE": BATCH,
    "prevention/views/communities.py: SHOWN": "beside the way to all sessions",
    "reintegration/queries/lists.py: TODAY": MORE,
    "sealed/resealing.py: BATCH": BATCH,
    "retention/actions/registers.py: BATCH": BATCH,
    "retention/queries/pages.py: MOST_ERASED": "what was erased last; the journal has all",
    "rotation/queries.py: SOME": "of which the next are looked up once these have new keys",
    "rotation/views.py: ENDED": "what ended last; the journal has all",
    "sharing/queries/decision.py: MOST_CHANGES": "what would change most",
    "sharing/queries/offers.py: SHOWN": MORE,
    "sharing/queries/service_plans.py: RANDOM_BYTES": CHARACTERS,
    "shelters/queries/evening_count.py: MOST_COUNTS": "one of the last evening is enough",
    "web/navigation.py: UNDER_THE_THUMB": "the menu has all",
}


def cuts():
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE)
        if not {"migrations", "core"} & set(place.parts) and path.name != "demo.py":
            yield from (f"{place}: {name}" for name in CUT.findall(path.read_text("utf-8")))


def test_each_place_that_cuts_a_list_is_named_with_where_the_rest_is_said():
    assert set(cuts()) == NAMED.keys()

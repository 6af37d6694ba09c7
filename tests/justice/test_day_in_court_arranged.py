"""A day in court for which something is missing, and one that moved: whoever works on her case reads
it where she begins her day, not on a page of proceedings alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.models import Task
from fanal.colleagues import helpers
from fanal.core.calendars import PartialDate
from fanal.core.errors import BadInput
from fanal.core.prevention.volunteers import Vetted
from fanal.justice.actions.proceedings import begin
from fanal.justice.actions.tasks import TELL_OF_DAY
from fanal.justice.models import JusticeRecord
from fanal.papers.actions import add_paper
from fanal.people.actions.births import add_birth
from tests import files
from tests.justice.scene import DAY, K, below, hearing, page_of, records, scene, today
from tests.shelters.scene import child

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return scene(cast)


def page_of_today(cast, who="sokha"):
    return files.browser(cast, getattr(cast, who)).get(reverse("cases:today"))


def start(cast, who):
    return page_of_today(cast, who).text


def tells(here):
    open_ones = Task.objects.filter(case=here.case, done_on=None)
    return [task for task in open_ones if task.sentence[0] == TELL_OF_DAY.template]


@pytest.mark.parametrize("who", ["mai", "sokha"])
def test_the_day_before_it_says_whose_it_is_and_what_is_missing(cast, here, who):
    hearing(cast, here.trial, today() + DAY)
    text = start(cast, who)
    for said in (here.person.code_name, "no interpreter yet", "nobody goes with her yet"):
        assert said in text, said


def test_what_is_arranged_is_not_missing_nor_where_she_need_not_come(cast, here):
    hearing(cast, here.trial, today() + DAY, interpreter="Noy, Lao", escort="Dara")
    hearing(cast, here.trial, today() + 2 * DAY, presence="need_not")
    text = start(cast, "sokha")
    assert "no interpreter yet" not in text
    assert "nobody goes with her yet" not in text


NO_ADULT = "no guardian or other adult to stand by the child yet"


def test_of_a_child_it_says_that_no_adult_stands_by_her(cast, here):
    hearing(cast, here.trial, today() + DAY, interpreter="Noy, Lao", escort="Dara")
    assert NO_ADULT not in start(cast, "sokha")
    born = PartialDate(today().year - 12, 1, 1)
    add_birth(person=here.person, source="herself", born=born, **cast.acting(cast.sokha))
    for who in ("sokha", "mai"):
        assert NO_ADULT in start(cast, who)
    (row,) = JusticeRecord.objects.filter(waits=True)
    arranged = {"news": "arranged", "adult": "Mrs Chan, her guardian"}
    below(cast, row, arranged, on=today())
    assert NO_ADULT not in start(cast, "sokha")


ARRANGED = {"interpreter": "Noy, Lao", "escort": "Dara", "child_care": "Ratana"}


def moved(cast, here):
    """From a day for which everybody was arranged, to the day after tomorrow."""
    row = hearing(cast, here.trial, today() + DAY, leaves="7:00", **ARRANGED)
    below(cast, row, {"news": "moved", "day": today() + 2 * DAY}, sure=True)
    return row


@pytest.mark.parametrize("who", ["mai", "sokha"])
def test_whoever_was_arranged_for_a_day_is_asked_anew_when_it_moves(cast, here, who):
    moved(cast, here)
    text = start(cast, who)
    assert "the day has changed, ask anew: Noy, Lao, Dara, Ratana" in text


def test_the_lawyers_day_says_it_too(cast, here):
    moved(cast, here)
    text = files.browser(cast, cast.mai).get(reverse("justice:day")).text
    assert "the day has changed, ask anew: Noy, Lao" in text
    assert "interpreter: Noy, Lao" not in text


def test_nobody_goes_with_her_on_the_new_day_for_whoever_keeps_her_house(cast, here):
    row = moved(cast, here)
    assert row.away == {"day": str(today() + 2 * DAY), "escort": False}


def test_who_said_yes_to_the_new_day_is_written_below_the_hearing(cast, here):
    row = moved(cast, here)
    below(cast, row, {"news": "arranged", "leaves": "8:00", **ARRANGED})
    assert "ask anew" not in start(cast, "sokha")
    row.refresh_from_db()
    assert row.waits
    assert row.away == {"day": str(today() + 2 * DAY), "leaves": "8:00", "escort": True}


def test_who_is_found_after_a_hearing_was_written_down_is_added_to_it(cast, here):
    row = hearing(cast, here.trial, today() + DAY)
    below(cast, row, {"news": "arranged", "interpreter": "Noy, Lao"})
    text = start(cast, "sokha")
    assert "no interpreter yet" not in text
    assert "nobody goes with her yet" in text
    assert tells(here) == []


def test_somebody_arranged_is_somebody(cast, here):
    row = hearing(cast, here.trial, today() + DAY)
    with pytest.raises(BadInput, match="say who was arranged"):
        below(cast, row, {"news": "arranged"})


@pytest.mark.parametrize("news", ["moved", "fell_through"])
def test_that_the_day_changed_is_a_task_of_today_for_her_worker(cast, here, news):
    row = hearing(cast, here.trial, today() + DAY)
    told = {"day": today() + 20 * DAY, "hour": "14:00"} if news == "moved" else {}
    below(cast, row, {"news": news} | told, sure=True)
    (task,) = tells(here)
    assert (task.assignee, task.due) == (cast.sokha, today())
    assert f"A day arranged for {here.person.code_name} has changed" in start(cast, "sokha")


def test_a_hearing_that_was_held_changes_no_day(cast, here):
    row = hearing(cast, here.trial, today())
    below(cast, row, {"news": "held"}, sure=True)
    assert tells(here) == []


def test_what_a_day_in_court_asks_of_two_says_of_whom_it_is(cast):
    people = [files.person(cast), files.person(cast)]
    case = files.case(cast, people=people)
    two = [{"kind": "criminal", "country": "TH", "role": "victim"}] * 2
    for person, told in zip(people, two, strict=True):
        made = begin(case=case, person=person, answers=told, **cast.acting(cast.sokha))
        told = {"day": today() + DAY, "hour": "9:30", "presence": "must"}
        records(cast, made, K.HEARING, told, by=cast.sokha, sure=True)
    rows = page_of_today(cast).context["to_do"].items
    risk = [one.more for one in rows if one.kind == "review"]
    assert {one.code_name for one in people} <= {said.split(" · ")[0] for said in risk}


def test_a_mother_and_her_child_are_told_apart_where_one_is_chosen(cast):
    mother, girl = files.person(cast), child(cast)[0]
    case = files.case(cast, people=[mother])
    add_person(case=case, person=girl, role="child", by=cast.sokha)
    sokha = files.browser(cast, cast.sokha)
    for page in ("care:ask", "shelters:admit", "funds:new"):
        text = sokha.get(reverse(page, args=[case.id])).text
        assert f"{girl.code_name} · 10 years" in text, page
        assert f"{mother.code_name} ·" not in text, page
    text = sokha.get(reverse("justice:new", args=[case.id])).text
    assert text.index(mother.code_name) < text.index(girl.code_name)


def vetted_interpreter(cast):
    told = {"name": "Malai Sor", "languages": "lo", "phone": "02"}
    write = cast.acting(cast.noi)
    helper = helpers.add_helper(kind="interpreter", answers=told, **write)
    vetted = Vetted(2, declared=True, code_signed_on=today(), on=today())
    helpers.vet(helper=helper, vetted=vetted, version=helper.version, **write)
    return helper


def test_the_register_is_read_once_however_many_days_in_court_name_somebody_of_it(cast, here):
    code = vetted_interpreter(cast).code

    def asked():
        with CaptureQueriesContext(connection) as queries:
            start(cast, "mai")
        return sum("colleagues_helper" in query["sql"] for query in queries)

    hearing(cast, here.trial, today() + DAY, interpreter=code)
    one = asked()
    for days in (2, 3):
        hearing(cast, here.trial, today() + days * DAY, interpreter=code)
    assert asked() == one > 0


def test_the_number_of_a_paper_is_no_number_of_the_register(cast, here):
    number = "A-" + "9" * 30
    hearing(cast, here.trial, today() + DAY, interpreter=f"Noy, passport {number}")
    assert "no interpreter yet" not in start(cast, "mai")


def test_who_was_arranged_and_may_not_help_any_more_is_named_where_the_day_is_read(cast, here):
    write, helper = cast.acting(cast.noi), vetted_interpreter(cast)
    hearing(cast, here.trial, today() + DAY, interpreter=f"{helper.code}, Lao", escort="Dara")
    says = f"{helper.code} may not help here any more: ask somebody else"
    assert says not in start(cast, "mai")
    helper.refresh_from_db()
    helpers.pause(helper=helper, why="Seen with him.", version=helper.version, **write)
    for who in ("mai", "sokha"):
        text = start(cast, who)
        assert says in text
        assert "Seen with him" not in text
    page = files.browser(cast, cast.mai).get(page_of(here, "proceeding", here.trial.id)).text
    assert says in page


# ── Papers that a court waits for ────────────────────────────────────────────
NOT_HERE = "not here yet: "


def asked_for(cast, here, kind, by, state="sent", **more):
    told = {"case": here.case, "person": here.person, "kind": kind, "answers": {}}
    return add_paper(**told | {"state": state} | more, **cast.acting(by))


def test_a_report_that_has_not_come_is_named_at_the_day_in_court(cast, here):
    hearing(cast, here.trial, today() + DAY, interpreter="Noy, Lao", escort="Dara")
    asked_for(cast, here, "age_assessment", cast.mai, due=today() + DAY)
    asked_for(cast, here, "compensation_claim", cast.mai, due=today() + 9 * DAY)
    asked_for(cast, here, "travel_document", cast.mai)
    asked_for(cast, here, "guardianship", cast.mai, state="received")
    says = NOT_HERE + "certificate of an age assessment"
    assert says in start(cast, "sokha")
    mai = files.browser(cast, cast.mai)
    for page in (reverse("justice:day"), page_of(here, "proceeding", here.trial.id)):
        text = mai.get(page).text.replace("Not here", "not here")
        assert says in text
        assert text.count(NOT_HERE) == text.count(says)
        assert says + "," not in text


def test_of_a_medical_certificate_only_whoever_opens_that_part_learns_that_it_is_awaited(
    cast, here
):
    hearing(cast, here.trial, today() + DAY, presence="need_not")
    asked_for(cast, here, "medical_certificate", cast.noi)
    address, says = page_of(here, "proceeding", here.trial.id), "Not here yet: medical certificate"
    assert says in files.browser(cast, cast.noi).get(address).text
    assert says not in files.browser(cast, cast.mai).get(address).text

"""Each event that changes the risk asks for a new level on the page of the case, from where it is
usually written down: an event, a hearing, a journey that ended, her birth, what somebody says of her.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import say_in_danger
from fanal.core.calendars import PartialDate
from fanal.core.justice.kinds import JusticeKind
from fanal.core.protection.kinds import RecordKind
from fanal.journeys.models import Journey, Traveller
from fanal.justice.actions import proceedings, recording
from fanal.people.actions.births import add_birth
from fanal.protection.actions.recording import record
from tests import files
from tests.protection.scene import WORK, form_of, page_of

DAY = timedelta(days=1)


@pytest.fixture
def here(cast):
    """A girl of 14 whose risk was low ten days ago, and is looked at again in three months."""
    girl = files.person(cast, births=[("census", timezone.localdate().year - 14, 1, 1)])
    case = files.case(cast, people=[girl])
    write = {"case": case, **cast.acting(cast.sokha)}
    told = WORK[RecordKind.RISK] | {"level": "low"}
    looked = timezone.localdate() - 10 * DAY
    record(kind=RecordKind.RISK, person=girl, answers=told, on=looked, **write)
    return case, girl, write


def recorded(event, days=0):
    def happens(case, girl, write):
        on = timezone.localdate() + days * DAY
        record(kind=RecordKind.EVENT, person=girl, answers={"event": event}, on=on, **write)

    return happens


def pressed(case, girl, write):
    record(kind=RecordKind.PRESSURE, person=girl, answers={"how": "not_said"}, **write)


def hearing(case, girl, write):
    on = timezone.localdate() + 12 * DAY
    add_entry(kind="legal", answers={"hearing": f"{on:%d/%m/%Y}"}, **write)


def in_a_proceeding(kind, answers):
    """Written where the trial is kept."""

    def happens(case, girl, write):
        asked = {"case": case, "by": write["by"], "ring": write["ring"]}
        told = {"kind": "criminal", "country": "TH", "role": "victim"}
        trial = proceedings.begin(person=girl, answers=told, **asked)
        on = timezone.localdate()
        said = answers | ({"day": f"{on + 12 * DAY}"} if kind is JusticeKind.HEARING else {})
        recording.record(
            proceeding=trial,
            kind=kind,
            answers=said,
            on=on,
            sure=True,
            by=write["by"],
            ring=write["ring"],
        )

    return happens


def comes_home(case, girl, write):
    today = timezone.localdate()
    made = Journey.objects.create(
        kind="return",
        starts_on=today - 2 * DAY,
        ended_on=today - DAY,
        team=case.team,
        lead=write["by"],
        made_by=write["by"],
        code_name="Brown Heron 1",
        followed=False,
    )
    Traveller.objects.create(journey=made, case=case, person=girl)


def turns_eighteen(case, girl, write):
    """Yesterday, as her passport says."""
    girl.births.all().delete()
    day = files.in_every_year(timezone.localdate() - DAY)
    born = PartialDate(day.year - 18, day.month, day.day)
    add_birth(person=girl, source="passport", born=born, by=write["by"], ring=write["ring"])


def in_danger(case, girl, write):
    say_in_danger(person=girl, said_by="mother", said_at=None, **write)


HAPPENS = {
    "a day in court, as an event": (recorded("court_date", 12), "a day in court"),
    "a day in court, as a hearing": (hearing, "a day in court"),
    "a suspect is free": (recorded("release"), "a suspect is free"),
    "a day in court, of a proceeding": (
        in_a_proceeding(JusticeKind.HEARING, {"hour": "9:30", "presence": "must"}),
        "a day in court",
    ),
    "a suspect is free, by a step of a proceeding": (
        in_a_proceeding(JusticeKind.STEP, {"step": "release"}),
        "a suspect is free",
    ),
    "a return, as an event": (recorded("return"), "a return, or a move"),
    "a return, as a journey": (comes_home, "a return, or a move"),
    "she turns eighteen": (turns_eighteen, "turning eighteen"),
    "pressure because of a proceeding": (pressed, "pressure on her because of a proceeding"),
    "a new danger, as an event": (recorded("danger"), "a new danger"),
    "a new danger, as it was said": (in_danger, "a new danger"),
}


def due_now(cast, case):
    page = " ".join(files.browser(cast, cast.sokha).get(page_of(case)).text.split())
    return page.partition("Due now")[2].partition("</section>")[0].casefold()


@pytest.mark.parametrize("what", HAPPENS)
def test_it_asks_for_a_new_level_until_one_is_written(cast, here, what):
    case, girl, write = here
    assert "assess the risk again" not in due_now(cast, case)
    happens, says = HAPPENS[what]
    happens(*here)
    asked = due_now(cast, case)
    assert "assess the risk again" in asked
    assert says in asked
    assert form_of(case, RecordKind.RISK, girl) in asked
    first = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    assert "ssess the risk again" in first
    # Of one day nobody knows whether the look or the release came first: the form proposes for what.
    why = {"because": "release"} if "suspect" in what else {}
    level = WORK[RecordKind.RISK] | {"level": "low"} | why
    record(kind=RecordKind.RISK, person=girl, answers=level, **write)
    assert "assess the risk again" not in due_now(cast, case)

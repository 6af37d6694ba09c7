"""Whoever knows the published facts counts them again in the application."""

import time
from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from fanal.cases import demo as cases_demo
from fanal.cases.models import Case, Operation
from fanal.core.calendars import Minority, minority
from fanal.core.casework.stages import CaseStage
from fanal.intake import demo as intake_demo
from fanal.intake.models import Signal
from fanal.people import demo as people_demo
from fanal.people.queries import ages, births

SEPTEMBER, DECEMBER = date(2011, 9, 16), date(2011, 12, 14)


@pytest.fixture
def played(cast):
    began = time.process_time()
    for demo in (people_demo, cases_demo, intake_demo):
        demo.play(cast, timezone.localdate())
    return time.process_time() - began


def found(day):
    return list(
        next(
            operation for operation in Operation.objects.all() if operation.day == day
        ).people.select_related("person")
    )


@pytest.mark.long  # in `make test` commands/test_demonstration.py makes all of it
def test_the_demonstration_tells_the_published_facts_and_loads_quickly(cast, played):
    # Seconds of the processor: 12 alone, 16 beside other tests; each step of a case also asks the
    # programmes that came above cases (shelters, care, money) what is still open.
    assert played < 25
    september, december = found(SEPTEMBER), found(DECEMBER)
    ring = cast.ring(cast.sokha)

    # 16 September 2011: 17 found, 4 identified of whom 3 under eighteen, 13 charged or deported.
    assert len(september) == 17
    identified = [one for one in september if one.identified == "yes"]
    assert len(identified) == 4
    assert sum(one.under_age == "yes" for one in identified) == 3
    assert sum(one.after == "charged_or_deported" for one in september) == 13

    # 14 December 2011: 41 rescued, 20 identified, 7 under eighteen.
    assert len(december) == 41
    identified = [one for one in december if one.identified == "yes"]
    assert len(identified) == 20
    young = [one.person for one in identified if one.under_age == "yes"]
    assert len(young) == 7

    # Their passports say older than the census: each is a conflict, and each is treated as a child.
    assert not any(known.agreed for known in births(young, ring).values())
    then = ages([one.person for one in identified], ring, DECEMBER)
    treated = [one for one, age in then.items() if minority(age) is Minority.TREAT_AS_CHILD]
    assert set(treated) == {person.id for person in young}

    # Everyone identified has a case; every office has work; nothing waits forgotten.
    cases = Case.objects.exclude(operation=None).select_related("operation")
    days = Counter((one.operation.day, CaseStage(one.stage)) for one in cases)
    assert days[SEPTEMBER, CaseStage.CLOSED] == 4
    assert days[DECEMBER, CaseStage.CLOSED] == 20
    assert {case.team for case in Case.objects.all()} == {cast.bangkok, cast.vientiane, cast.saigon}
    assert Signal.objects.filter(state="open").count() == 3

"""The notice of a recovery and reflection period prints what the record of it knows."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.core.protection.kinds import RecordKind
from fanal.papers.actions import add_paper
from fanal.protection.actions.recording import record
from tests import files
from tests.protection.scene import WORK


def printed(cast, case, girl):
    notice = add_paper(
        case=case, person=girl, kind="reflection_notice", answers={}, **cast.acting(cast.sokha)
    )
    address = reverse("papers:for_her", args=[case.id, notice.id, "en"])
    return files.browser(cast, cast.sokha).get(address).text


def written(cast, case, girl, **more):
    record(
        kind=RecordKind.RECOVERY,
        case=case,
        person=girl,
        answers=WORK[RecordKind.RECOVERY],
        **cast.acting(cast.sokha),
        **more,
    )


def line(page, label):
    return page.partition(label)[2].partition("</dd>")[0]


def test_from_when_and_until_the_day_that_somebody_set(cast):
    case = files.case(cast)
    girl, today = case.people.get(), timezone.localdate()
    written(cast, case, girl, due=today + timedelta(days=45))
    page = printed(cast, case, girl)
    assert str(today.year) in line(page, "Period: from")
    assert "blanks__line" not in line(page, "Period: until")


def test_a_rule_that_nobody_confirmed_is_not_told_her_as_one_that_holds(cast):
    """45 days by a text of Thailand that was not read: a lawyer writes the last day and the rule."""
    case = files.case(cast)
    girl = case.people.get()
    written(cast, case, girl)
    page = printed(cast, case, girl)
    assert "blanks__line" in line(page, "Period: until")
    assert "blanks__line" in line(page, "By which rule")


def test_who_took_none_gets_lines_to_write_on(cast):
    case = files.case(cast)
    page = printed(cast, case, case.people.get())
    assert "blanks__line" in page.partition("Period: from")[2].partition("</dd>")[0]

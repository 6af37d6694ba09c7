"""The notice of a recovery and reflection period prints what the record of it knows."""

from django.urls import reverse
from django.utils import timezone

from fanal.core.protection.kinds import RecordKind
from fanal.papers.actions import add_paper
from fanal.protection.actions import record
from tests import files
from tests.protection.scene import WORK


def printed(cast, case, girl):
    notice = add_paper(
        case=case, person=girl, kind="reflection_notice", told={}, by=cast.sokha,
        ring=cast.ring(cast.sokha),
    )  # fmt: skip
    address = reverse("papers:for_her", args=[case.id, notice.id, "en"])
    return files.browser(cast, cast.sokha).get(address).text


def test_from_when_until_when_and_by_which_rule(cast):
    case = files.case(cast)
    girl = case.people.get()
    record(
        kind=RecordKind.RECOVERY, case=case, person=girl, answers=WORK[RecordKind.RECOVERY],
        by=cast.sokha, ring=cast.ring(cast.sokha),
    )  # fmt: skip
    page = printed(cast, case, girl)
    today = timezone.localdate()
    row = page.partition("Period: from")[2].partition("</dd>")[0]
    assert str(today.year) in row
    assert "blanks__line" not in page.partition("By which rule")[2].partition("</dd>")[0]


def test_who_took_none_gets_lines_to_write_on(cast):
    case = files.case(cast)
    page = printed(cast, case, case.people.get())
    assert "blanks__line" in page.partition("Period: from")[2].partition("</dd>")[0]

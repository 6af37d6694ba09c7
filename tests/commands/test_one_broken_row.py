"""A value that somebody broke in the database keeps the sweep from that row, and from no other."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.utils import timezone

from fanal.accounts.deciders import newly_asked
from fanal.care.actions.requests_of_before import ask_about_requests_of_before
from fanal.care.models import CareRequest
from fanal.cases.models import Task
from fanal.core.justice.kinds import JusticeKind
from fanal.core.sealing.failures import BrokenSeal
from fanal.justice.actions.money_of_before import wait_for_money_of_before
from fanal.justice.models import JusticeRecord
from fanal.matching.actions import confirmers
from fanal.matching.actions.confirmers import close_where_due
from fanal.web.decisions import kinds
from tests import files
from tests.care.scene import asks
from tests.care.scene import scene as care_scene
from tests.decisions.scenes import closes, to_close
from tests.justice.scene import records
from tests.justice.scene import scene as in_court
from tests.matching.test_tracing import asked, two_of_them
from tests.security.planting import update

pytestmark = pytest.mark.django_db
MONEY = {"amount": "8000", "currency": "EUR", "money": "ordered"}


def broken(*_asked, **_named):
    raise BrokenSeal("a value")


def test_the_requests_of_all_others_are_asked_about(cast):
    here = care_scene(cast)
    person = files.person(cast)
    other = SimpleNamespace(person=person, case=files.case(cast, people=[person]))
    made = [here.asked, asks(cast, other)]
    tasks = [row.task_id for row in made]
    CareRequest.objects.update(task=None)
    Task.objects.filter(pk__in=tasks).delete()
    first = CareRequest.objects.order_by("made_on", "id")[0]
    update(CareRequest, {"state": "broken"}, id=first.pk)
    with pytest.raises(BrokenSeal):
        ask_about_requests_of_before()
    assert Task.objects.filter(care_request__isnull=False).count() == 1


def test_the_money_of_all_others_is_asked_about(cast):
    here = in_court(cast)
    for of in (here.trial, here.entry):
        records(cast, of, JusticeKind.MONEY, MONEY)
    rows = list(JusticeRecord.objects.filter(waits=True).order_by("number", "id"))
    for row in rows:
        row.waits = False
        row.save(update_fields=["waits"])
    update(JusticeRecord, {"coded": "broken"}, id=rows[0].pk)
    with pytest.raises(BrokenSeal):
        wait_for_money_of_before()
    assert [row.pk for row in JusticeRecord.objects.filter(waits=True)] == [rows[1].pk]


def test_the_files_of_all_others_are_closed(cast, monkeypatch):
    request, person = two_of_them(cast)
    asked(cast, request, person, cast.huong)
    row = asked(cast, request, person, cast.somchit)
    questions = confirmers.questions_to
    monkeypatch.setattr(
        confirmers,
        "questions_to",
        lambda user, today: broken() if user == cast.huong else questions(user, today).none(),
    )
    with pytest.raises(BrokenSeal):
        close_where_due(today=timezone.localdate())
    row.refresh_from_db()
    assert not row.granted


def test_who_decides_is_mailed_of_all_other_kinds_and_once(cast, monkeypatch):
    today = timezone.localdate()
    closes(files.browser(cast, cast.sokha), to_close(cast))
    assert cast.noi in newly_asked(today)
    failed = []
    with monkeypatch.context() as patch:
        patch.setitem(kinds(), "closure", replace(kinds()["closure"], rows=broken))
        assert newly_asked(today, failed) == set()
    assert failed
    assert newly_asked(today) == set()

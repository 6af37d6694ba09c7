"""A database of before: what stood in clear is sealed by the upgrade, and the journal stays whole.

Before is earlier than version 0.1.0, which had sealed all this: no release stood there. In the long
form, as the tables of all apps go back and forth; `tests/upgrading` upgrades a 0.1.0 in each run.
"""

import json
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from fanal.accounts import notices
from fanal.audit.models import JournalEntry
from fanal.audit.queries import verify
from fanal.audit.reading import rows_for
from fanal.cases.models import Case, CaseEntry, Closure, Consent, Operation, SectionMark, StageMove
from fanal.core.sealing import chain
from fanal.core.sealing.framing import framed
from fanal.server_key import derived
from tests.security.test_in_clear import in_clear

pytestmark = pytest.mark.long
BEFORE = [("audit", "0003_head_places_and_reading"), ("cases", "0015_attested")]
DAY = date(2011, 12, 14)


def migrated(to):
    """The models of that state of the database."""
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def newest():
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


def _needs_later(plan, known):
    """Whether a migration stands on what came into these two after the tables of before."""
    return any(one[0] in {"audit", "cases"} and one not in known for one in plan)


@pytest.fixture
def before(transactional_db):
    """The tables of before, with people, a case and a journal written by the version of before."""
    graph = MigrationExecutor(connection).loader.graph
    known = {one for node in BEFORE for one in graph.forwards_plan(node)}
    stays = [one for one in graph.leaf_nodes() if not _needs_later(graph.forwards_plan(one), known)]
    old = migrated([*BEFORE, *stays])
    yield SimpleNamespace(get=old.get_model, **people(old))
    migrated(newest())


def people(old):
    office = old.get_model("accounts", "Office").objects.create(name="Bangkok", country="TH")
    team = old.get_model("accounts", "Team").objects.create(name="Bangkok", office=office)
    made = [
        old.get_model("accounts", "User").objects.create(
            email=f"{role}@fanal.example", display_name=role, role=role, office=office
        )
        for role in ("case_worker", "auditor")
    ]
    return {"team": team, "worker": made[0], "auditor": made[1]}


def journal(old, *said):
    """Entries as the version of before wrote them: (act, by, about, detail)."""
    number, mark = 0, chain.START
    for act, by, about, more in said:
        number += 1
        detail = json.dumps({"at": timezone.now().isoformat(), **more}, sort_keys=True)
        day, who = timezone.localdate(), str(by.pk) if by else ""
        content = framed(day.isoformat(), act, who, str(about), detail)
        before, mark = mark, chain.mark(derived("journal"), mark, number, content)
        old.get("audit", "Entry").objects.create(
            number=number,
            day=day,
            act=act,
            by_id=by and by.pk,
            about=str(about),
            detail=detail,
            before=before,
            mark=mark,
        )
    old.get("audit", "Head").objects.create(id=1, number=number, mark=mark)


def test_the_journal_of_before_is_whole_and_read_as_before(before):
    files = [uuid4() for _ in range(30)]
    reads = [("case.opened", before.worker, one, {"compartment": "legal"}) for one in files]
    told = ("account.wrong", before.worker, before.worker.pk, {})
    journal(before, ("organisation.made", None, "", {}), *reads, told)
    migrated(newest())
    assert [str(one) for one in verify()[2] if "entr" in str(one)] == []
    first, *_reads, last = JournalEntry.objects.order_by("number")
    assert (first.act, first.by, first.about) == ("organisation.made", None, "")
    assert (last.act, last.by_id, last.about) == (told[0], before.worker.pk, str(before.worker.pk))
    assert "several wrong pass-phrases" in notices.latest(last.by)[0]
    auditor = type(last.by).objects.get(pk=before.auditor.pk)
    (row,) = rows_for(auditor, [timezone.localdate()])
    assert (row.who, row.reading.files) == (last.by, 30)


def test_an_upgrade_that_stopped_goes_on_and_reports_what_was_changed_before(before, monkeypatch):
    journal(before, *[("case.opened", before.worker, uuid4(), {}) for _ in range(7)])
    before.get("audit", "Entry").objects.filter(number=2).update(act="other")
    with connection.cursor() as cursor:
        cursor.execute("update audit_entry set detail = %s where number = 3", [b"\x02" + b"x" * 80])
    step = import_module("fanal.audit.migrations.0005_entries_sealed")
    monkeypatch.setattr(step, "BATCH", 2)
    plain, left = step.sealed, iter(range(5))

    def stops(row):
        next(left)
        return plain(row)

    monkeypatch.setattr(step, "sealed", stops)
    with pytest.raises(StopIteration):
        migrated(newest())
    monkeypatch.setattr(step, "sealed", plain)
    half = migrated([("audit", "0004_what_an_entry_says")]).get_model("audit", "Entry")
    assert half.objects.exclude(by_token="").count() == 4  # two batches; the third was undone
    migrated(newest())
    assert [str(one) for one in verify()[2] if "was changed" in str(one)] == [
        "entry 2 was changed",
        "entry 3 was changed",
    ]
    assert [one.act for one in JournalEntry.objects.exclude(number=3)][:2] == [
        "case.opened",
        "other",
    ]


def test_what_stood_in_clear_in_cases_is_sealed_and_says_the_same(before):
    get, by = before.get, {"made_by_id": before.worker.pk}
    raid = get("cases", "Operation").objects.create(
        team=before.team, code_name="Lantern", kind="raid", day=DAY
    )
    case = get("cases", "Case").objects.create(
        team=before.team, code_name="Heron 1", stage="closed", operation=raid, opened_on=DAY, **by
    )
    person = get("people", "Person").objects.create(
        team=before.team, code_name="Ibis 2", made_on=DAY, **by
    )
    here = {"case": case, "folder": case.pk, "sealed": b""}
    for number, (kind, part) in enumerate((("money", "finance"), ("health", "medical"))):
        get("cases", "Entry").objects.create(
            kind=kind, compartment=part, number=number, made_on=DAY, **here, **by
        )
    get("cases", "Consent").objects.create(
        person=person,
        purpose="referral",
        answer="refused",
        data_class="medical",
        partner=person.pk,
        given_by="legal_guardian",
        assent=False,
        on=DAY,
        **here,
        **by,
    )
    get("cases", "StageMove").objects.create(
        case=case, number=1, start="plan", end="closed", by_id=before.worker.pk, on=DAY
    )
    get("cases", "Closure").objects.create(
        reason="died", asked_by_id=before.worker.pk, asked_on=DAY - timedelta(days=1), **here
    )
    get("cases", "SectionMark").objects.create(case=case, section="needs", waiting_for="embassy")
    migrated(newest())

    raid, case = Operation.objects.get(), Case.objects.get()
    assert (raid.kind, raid.day, case.stage, case.closed) == ("raid", DAY, "closed", True)
    assert [one.kind for one in CaseEntry.objects.order_by("number")] == ["money", "health"]
    said = Consent.objects.get()
    assert (said.purpose, said.answer, said.data_class) == ("referral", "refused", "medical")
    assert (said.partner, said.given_by, said.assent) == (person.pk, "legal_guardian", False)
    move = StageMove.objects.get()
    assert (move.start, move.end) == ("plan", "closed")
    assert Closure.objects.get().reason == "died"
    assert SectionMark.objects.get().waiting_for == "embassy"
    assert not {"plain_kind", "plain_stage", "plain_day"} & set().union(*dict(in_clear()).values())

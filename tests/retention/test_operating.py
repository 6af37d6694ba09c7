"""What whoever operates Fanal sees of erasures: commands, the timer, the checks, old backups."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files as files_of

import pytest
from django.conf import settings
from django.utils import timezone

from fanal.cli import main
from fanal.commands import erasures
from fanal.commands.estimate_sources import known
from fanal.commands.sweep import sweep
from fanal.figures.links import renew_own
from fanal.figures.models import CodedLink
from fanal.health.checks import retention as checks
from fanal.installation import backup_list
from fanal.installation.backup_list import MadeBackup
from fanal.people.models import Person
from fanal.retention import policy
from fanal.retention.actions import erasing, running
from fanal.retention.models import Erasure, Tombstone
from tests import files, ledger
from tests.journal import entries
from tests.kept import keep, put_back
from tests.retention import scene

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))


@pytest.fixture
def case(cast):
    return scene.closed(cast)


def agreed(cast, case):
    row = scene.asks(cast, scene.of_case(case))
    erasing.agree(row=row, by=cast.claire)
    return row


def listed():
    return "\n".join(map(str, erasures.lines()))


def test_the_timer_goes_on_with_it(cast, case):
    agreed(cast, case)
    assert "under way: 1" in listed()
    assert sweep(timezone.now())["erased"] == 1
    assert "under way: none" in listed()
    assert "erased, files and cases: 2" in listed()
    assert sweep(timezone.now())["erased"] == 0


def test_one_that_stops_holds_up_neither_the_timer_nor_the_others(cast, case, monkeypatch):
    agreed(cast, case)
    agreed(cast, scene.closed(cast))
    real = running.batch
    first = Erasure.objects.order_by("id").first().pk

    def fails(id):
        if id == first:
            raise OSError("no space left")
        return real(id)

    monkeypatch.setattr(running, "batch", fails)
    assert running.sweep() == 1
    assert Erasure.objects.get().pk == first


def test_doctor_says_what_stands_unfinished_and_what_waits_long(cast, case):
    assert checks.erasure_unfinished() is checks.erasure_waits() is None
    other = scene.closed(cast)
    row = agreed(cast, case)
    Erasure.objects.filter(pk=row.pk).update(agreed_on=timezone.localdate() - timedelta(days=2))
    assert "since" in str(checks.erasure_unfinished())
    waits = scene.asks(cast, scene.of_case(other))
    Erasure.objects.filter(pk=waits.pk).update(asked_on=timezone.localdate() - timedelta(days=8))
    assert str(checks.erasure_waits()) == "waiting for more than a week: 1"


def test_whom_a_backup_brought_back_is_erased_again(cast):
    case, kept = keep(lambda: scene.closed(cast))
    person = case.people.get()
    scene.erased(cast, scene.of_person(person))
    assert checks.erased_are_back() is None
    Tombstone.objects.all().delete()
    put_back(kept)  # as a restore does: everything as it was, and no stone
    assert str(checks.erased_are_back()) == "erasures that were undone so: 1"
    assert "back with a backup that was put back: 1" in listed()
    ledger.forget()
    assert erasing.again() == 1
    assert not Person.objects.filter(pk=person.pk).exists()
    assert checks.erased_are_back() is None
    assert [entry.about for entry in entries("erasure.again")] == [str(person.pk)]
    assert Tombstone.objects.filter(pk=person.pk).exists()


def test_periods_are_the_organisations_once_it_wrote_them(cast, case):
    assert "no law made" in str(checks.periods_decided())
    text = files_of("fanal.core.casework").joinpath("retention.toml").read_text()
    policy.path().write_text(text.replace("years = 5", "years = 1"))
    assert checks.periods_decided() is None
    assert policy.policy().period_of(["at_risk"]).years == 1
    policy.path().write_text("years = ")
    assert "retention.toml" in str(checks.periods_decided())
    assert (
        "No retention period ends while this cannot be read"
        in files.browser(cast, cast.anan).get("/retention/").text
    )
    client = files.browser(cast, cast.noi)
    assert case.code_name not in client.get("/retention/over/").text
    answer = client.post(f"/retention/cases/{case.pk}/", {"ground": "time_over"})
    assert "Its retention period is not over yet" in answer.text


def test_old_backups_are_named_and_deleted_after_a_new_one(tmp_path):
    now = datetime.now(UTC)
    old, new = tmp_path / "old.backup", tmp_path / "new.backup"
    for path, days in ((old, 91), (new, 3)):
        path.write_bytes(b"sealed")
        backup_list.add(settings.VAR, MadeBackup(now - timedelta(days=days), str(path)))
    assert str(checks.old_backups()) == "older than 90 days: 1"
    assert [one.file for one in backup_list.delete_old(settings.VAR, 90, now)] == [str(old)]
    assert new.exists()
    assert not old.exists()
    assert checks.old_backups() is None


def test_a_backup_of_before_an_erasure_is_named(cast, case, tmp_path):
    path = tmp_path / "old.backup"
    path.write_bytes(b"sealed")
    backup_list.add(settings.VAR, MadeBackup(datetime.now(UTC), str(path)))
    assert str(path) not in listed()
    scene.erased(cast, scene.of_case(case))
    assert str(path) in listed()
    assert "it\nends when the file is deleted wherever it lies" in listed()


def test_the_command_prints_it(cast, case, capsys):
    assert main(["erasures", "list"]) == 0
    assert "waiting for a second person: 0" in capsys.readouterr().out


def test_the_next_figures_are_made_without_her(cast, case):
    renew_own(known(timezone.localdate()))
    before = CodedLink.objects.filter(own=True).count()
    scene.erased(cast, scene.of_case(case))
    renew_own(known(timezone.localdate()))
    assert CodedLink.objects.filter(own=True).count() <= before
    assert known(timezone.localdate()) == []

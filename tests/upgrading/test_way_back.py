"""The way back to the tables of an earlier release: whole, or refused in one line and nothing changed."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import AddField, Migration
from django.db.migrations.executor import MigrationExecutor
from packaging.version import Version

from fanal.authority.models import RowFinding
from fanal.cli import main
from fanal.colleagues.actions import report
from fanal.commands import upgrade_state
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.errors import Refused
from fanal.core.funds.movements import MoneyStep
from fanal.core.justice.proceedings import StepKind
from fanal.core.roles import Role
from fanal.core.shelters.stays import StayAct
from fanal.core.trust.vocabulary import FindingReason
from fanal.database import way_back
from fanal.database.pending_migrations import names_on_disk
from fanal.database.releases import LATER_VALUES, RELEASES
from fanal.organisation.changes import KINDS, SUCCESSION
from fanal.organisation.models import OrganisationChange
from fanal.partners.actions.findings import record_finding
from fanal.partners.actions.partners import add_partner
from tests.operations.installation import DONE, REFUSED, one_line
from tests.upgrading.older_installation import python

BACK = ("upgrade", "--back-to", "0.1.0", "--without-backup")
ROOT = Path(__file__).parents[2]
# What has no choices of its own: some columns, and what is sealed within one.
WITHOUT_CHOICES = {
    "colleagues.SecurityIncident.told": [("colleague", "colleague")],
    "cases.Consent.coded": [(purpose.value, purpose.value) for purpose in ConsentPurpose],
    "accounts.User.role": [(role.value, role.value) for role in Role],
    "funds.MoneyMovement.told": [(step.value, step.value) for step in MoneyStep],
    "justice.JusticeRecord.coded": [(step.value, step.value) for step in StepKind],
    "organisation.OrganisationChange.kind": [(kind, kind) for kind in KINDS],
    "partners.TrustFinding.reasons": [(reason.value, reason.value) for reason in FindingReason],
    "shelters.ShelterStayStep.coded": [(act.value, act.value) for act in StayAct],
}
# What Django notes of its own about models and apps; it takes nothing of that back.
OF_DJANGO = {"auth_permission", "django_content_type", "django_migrations"}


def rows_of(machine):
    """Each table with its rows, columns in the order of their names."""
    said = python(machine, "tests.upgrading.every_row")
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    return {table: rows for table, rows in found.items() if table not in OF_DJANGO}


@pytest.mark.long
def test_back_and_forth_changes_no_row_and_every_record_opens(older):
    before = rows_of(older)
    assert sum(map(len, before.values())) > 2000
    assert older.fanal("upgrade", "--without-backup").returncode == DONE
    answer = older.fanal(*BACK)
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert rows_of(older) == before  # each column of each row as 0.1.0 wrote it, and none besides
    assert older.fanal("upgrade", "--without-backup").returncode == DONE
    found = json.loads(python(older, "tests.upgrading.opened_records").stdout)
    assert (found["closed"], found["wrong"]) == ([], [])
    assert sum(found["opened"].values()) > 600
    said = one_line(older.fanal("manage", "migrate", "cases", "0018"), REFUSED)
    assert "older than any release" in said


@pytest.fixture
def plan():
    return way_back.plan_to("0.1.0", MigrationExecutor(connection))


@pytest.mark.django_db
@pytest.mark.parametrize("release", RELEASES)
def test_what_an_empty_house_holds_is_not_in_its_way(release):
    plan = way_back.plan_to(release, MigrationExecutor(connection))
    assert len(plan) > (50 if release == "0.1.0" else 3)
    way_back.must_lose_nothing(plan)
    way_back.must_hold_nothing_later(release)


def headings():
    """The versions of the changelog, the latest first."""
    said = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.findall(r"^## \[(\S+)\]", said, re.MULTILINE)


def test_each_release_of_the_changelog_can_be_gone_back_to():
    """Whoever upgraded reads in the guide that there is a way back to what was there before."""
    assert set(headings()) - {"Unreleased"} == set(RELEASES)


def test_what_comes_after_a_release_does_not_call_itself_that_release():
    """A backup, `fanal --version` and `fanal doctor` say which version it was: of two that differ
    in their tables, not the same. A development release stands between both (PEP 440)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version, first = Version(project["version"]), headings()[0]
    if first == "Unreleased":
        assert version.is_devrelease
        assert version > max(Version(release) for release in RELEASES)
    else:
        assert version == Version(first)


def test_a_change_that_waits_and_that_it_does_not_know_is_named(cast):
    OrganisationChange.objects.create(
        kind=SUCCESSION.code, about=cast.claire.pk, before="{}", wanted="{}", until="2026-03-09"
    )
    with pytest.raises(Refused, match=r"organisation.OrganisationChange.kind \(1\)"):
        way_back.must_hold_nothing_later("0.2.0")


def test_a_finding_with_a_reason_that_it_does_not_know_is_named(cast):
    lotus = add_partner(name="Lotus", kind="organisation", type="shelter", by=cast.noi)
    record_finding(about=lotus, level="dangerous", reasons=["mistreats"], by=cast.noi)
    way_back.must_hold_nothing_later("0.2.0")
    record_finding(about=lotus, level="dangerous", reasons=["data_lost"], by=cast.noi)
    with pytest.raises(Refused, match=r"partners.TrustFinding.reasons \(1\)"):
        way_back.must_hold_nothing_later("0.2.0")


def test_an_incident_that_another_reported_is_named(cast):
    """The release before would say that it happened to who reported it, and forget to whom."""
    told = {"kind": "threat", "on": date(2026, 3, 2)}
    report(**told, by=cast.sokha)
    way_back.must_hold_nothing_later("0.2.0")
    report(**told, colleague=cast.sokha, by=cast.mai)
    with pytest.raises(Refused, match=r"colleagues.SecurityIncident.told \(1\)"):
        way_back.must_hold_nothing_later("0.2.0")


def test_a_row_of_a_new_table_or_column_is_named(cast, plan):
    from fanal.accounts.models import Office, Team
    from fanal.web.models import LastProof

    LastProof.objects.create(what="made anew", on="2026-03-02")
    assert Office.objects.exclude(time_zone="").count() == 3
    Team.objects.filter(pk=cast.bangkok.pk).update(closed_on="2026-03-02")
    with pytest.raises(Refused) as refused:
        way_back.must_lose_nothing(plan)
    said = str(refused.value)
    assert "accounts_office.time_zone (3)" in said
    assert "accounts_team.closed_on (1)" in said
    assert "lastproof" not in said
    assert "Restore the backup" in said


@pytest.mark.django_db
def test_a_column_that_came_to_a_table_before_its_class_was_renamed_is_looked_at():
    """A migration calls the class as it was called then; the rows are those of today."""
    came = Migration("0099_settled", "authority")
    came.operations = [AddField("finding", "settled", models.DateField(null=True))]
    assert list(way_back.losses(came)) == []
    RowFinding.objects.create(table="keys_grant", row="1", why="changed", settled="2026-03-02")
    assert list(way_back.losses(came)) == [("authority_finding.settled", 1)]


def test_a_role_that_it_does_not_know_is_named(cast):
    with pytest.raises(Refused, match=r"accounts.User.role \(\d\)"):
        way_back.must_hold_nothing_later("0.1.0")


def test_typed_by_hand_it_is_refused_as_well_and_nothing_is_changed(cast):
    from fanal.accounts.models import Team
    from fanal.web.models import LastSweep

    Team.objects.filter(pk=cast.bangkok.pk).update(closed_on="2026-03-02")
    for words in (["accounts", "0010"], ["web", "zero"]):
        with pytest.raises(Refused):
            call_command("migrate", *words, verbosity=0)
    assert Team.objects.get(pk=cast.bangkok.pk).closed_on
    assert LastSweep.objects.count() == 0


def test_nothing_is_begun_before_it_is_sure_that_nothing_is_lost(cast, capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))
    assert main(["upgrade", "--back-to", "0.1.0"]) == REFUSED
    assert "`fanal backup FOLDER` first" in capsys.readouterr().err
    assert main([*BACK]) == REFUSED
    assert "going back would lose" in capsys.readouterr().err
    assert upgrade_state.begun(settings.VAR) is None


def test_what_stopped_half_way_says_so(monkeypatch, cast, capsys):
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("FANAL_VAR", str(settings.VAR))
    monkeypatch.setattr(way_back, "must_lose_nothing", lambda plan: None)
    monkeypatch.setattr(way_back, "must_hold_nothing_later", lambda release: None)

    def stop(self, targets, plan):
        raise KeyboardInterrupt

    monkeypatch.setattr(MigrationExecutor, "migrate", stop)
    try:
        main([*BACK])
        assert upgrade_state.begun(settings.VAR)
    finally:
        upgrade_state.end(settings.VAR)


def test_every_release_names_what_is_there():
    known = names_on_disk()
    for last in RELEASES.values():
        assert {*last.items()} <= known
    for later in LATER_VALUES.values():
        for where, values in later.items():
            label, _dot, name = where.rpartition(".")
            model = apps.get_model(label)
            assert hasattr(model, name)
            choices = WITHOUT_CHOICES.get(where) or model._meta.get_field(name).choices
            assert values <= {one for one, _label in choices}


def test_each_place_that_is_made_anew_is_a_table_or_a_column_of_after_the_releases():
    tables = {model._meta.db_table: model._meta.concrete_fields for model in apps.get_models()}
    columns = {f"{name}.{field.column}" for name, fields in tables.items() for field in fields}
    assert {*tables} | columns >= way_back.MADE_ANEW

"""Whoever worked with version 0.1.0 loses nothing by the upgrade: no record, address or command."""

import json
import os
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from fanal.cli import RENAMED, main
from fanal.commands.doctor import FAILURES
from fanal.core.roles import Role
from fanal.keys import demo
from tests.operations.installation import DONE, REFUSED, one_line
from tests.upgrading import schemas, tables_of_before
from tests.upgrading.older_installation import DATABASE, python, sealed_rows, unpacked

ADDRESSES = Path(__file__).with_name("addresses_of_0_1_0.txt")
# What is on no paper and nobody needs any more, each with its reason.
GONE = {
    "cases/<uuid:case_id>/<slug:section>/mark/": "how far a section is, is derived",
    "people/index/": "there is no index of names (ADR 14)",
    "people/index/<uuid:team_id>/": "there is no index of names (ADR 14)",
    "people/index/agree/": "there is no index of names (ADR 14)",
    "people/index/end/": "there is no index of names (ADR 14)",
} | dict.fromkeys(
    [
        "accounts/invitations/<uuid:invitation_id>/refuse/",
        "journeys/missing/<uuid:sheet_id>/refuse/",
        "keys/out/<uuid:leaving_id>/refuse/",
        "partners/allowances/<uuid:allowance_id>/decline/",
        "sharing/overrides/<uuid:override_id>/decline/",
    ],
    "a button sent it, and no page or paper led there: one page asks why of every no",
)
COMMANDS = [
    "law list", "law show", "law assess", "trust decide", "names normalise", "names compare",
    "names dedupe", "between begin", "between answer", "between meet", "between pairs",
    "prevalence estimate", "prevalence check", "prevalence simulate", "prevalence bounds",
    "prevalence strata", "prevalence covariates", "demo", "serve", "setup", "setup recover",
    "setup shares", "setup link", "setup agree", "audit verify", "audit acknowledge",
    "authority certify", "tick",
]  # fmt: skip
EXAMPLES = {
    "uuid": "6a0b9c1e-8f5f-4f4e-9d0e-0f6f3f1b2c3d",
    "str": "word",
    "slug": "story",
    "int": "1",
}


def test_it_is_upgraded_and_every_record_opens(older, tmp_path):
    before = sealed_rows(tmp_path)
    waits = older.fanal("doctor")
    assert waits.returncode == FAILURES
    assert "fanal upgrade" in waits.stdout
    assert "could not be looked at" not in waits.stdout
    said = one_line(older.fanal("serve", "--bind", f"unix:{older.var}/s"), REFUSED)
    assert "fanal upgrade" in said
    answer = older.fanal("upgrade", "--without-backup")
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert "journal: 1378 entries, whole" in answer.stdout
    found = json.loads(python(older, "tests.upgrading.opened_records").stdout)
    assert (found["closed"], found["wrong"]) == (
        [],
        [],
    )  # tables attested since wait for two people
    of_before = {table: n for table, n in found["opened"].items() if table in before}
    assert of_before == {table: before[table] for table in of_before}
    assert sum(of_before.values()) > 600


# Written in another way by a PostgreSQL that reads back what it wrote.
WRITTEN_ANEW = "unique_authenticator_type"


@pytest.mark.long
def test_its_tables_on_postgresql_are_those_that_its_migrations_make(tmp_path, django_db_blocker):
    if "postgres" not in os.environ.get("DATABASE_URL", ""):
        pytest.skip("of PostgreSQL alone")
    machine = unpacked(tmp_path)
    with (
        schemas.empty_database(tmp_path, "kept") as kept,
        schemas.empty_database(tmp_path, "made") as made,
        django_db_blocker.unblock(),
    ):
        tables_of_before.make(kept)
        machine.more["DATABASE_URL"] = made
        said = python(machine, "tests.upgrading.tables_by_migrations", tmp_path / DATABASE)
        assert said.returncode == 0, said.stderr
        assert tables_in(kept, tmp_path) == tables_in(made, tmp_path)


def tables_in(address, folder):
    with schemas.connected(address, folder) as connection:
        found = schemas.described(connection)
    kinds = ("('rows'", "('migration'")
    return [one for one in found if not one.startswith(kinds) and WRITTEN_ANEW not in one]


def addresses():
    return ADDRESSES.read_text().split()


def written_out(address):
    for kind, example in EXAMPLES.items():
        while f"<{kind}:" in address:
            begin, _, rest = address.partition(f"<{kind}:")
            address = begin + example + rest.partition(">")[2]
    return "/" + address


def leads_nowhere(address):
    try:
        resolve(written_out(address))
    except Resolver404:
        return True
    return False


def test_every_address_of_before_leads_somewhere():
    assert [
        address for address in addresses() if leads_nowhere(address) and address not in GONE
    ] == []


def test_an_address_that_is_gone_is_gone():
    assert [one for one in GONE if not leads_nowhere(one)] == []


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_of_before_still_says_what_it_does(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*words.split(), "--help"])
    assert ended.value.code in (None, DONE)
    group, *step = words.split()
    said = capsys.readouterr()
    assert f"usage: fanal {' '.join([RENAMED.get(group, group), *step])}" in said.out
    assert ("is called `fanal linkage` now" in said.err) == (group == "between")


def test_a_demonstration_of_before_opens_without_those_whose_roles_came_since(cast, monkeypatch):
    later = ("nuan", "Nuan Later", Role.HEALTH_WORKER, "bangkok", "en")
    monkeypatch.setattr(demo, "PEOPLE", [*demo.PEOPLE, later])
    assert demo.Cast().thao == cast.thao
    assert (
        {one["slug"] for one in demo.shown()}
        == set(demo.there())
        == {name for name, *_ in demo.PEOPLE if name != "nuan"}
    )

"""Each row of "Who learns what" in THREAT_MODEL.md has tests that try what it denies."""

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
# The beginning of a row, and who tries. "read": nothing is denied there, or no program can try it.
TRIED = {
    "a stolen database, or a backup": [
        "security/test_canaries.py::test_nothing_that_a_thief_carries_away_holds_a_mark",
        "security/test_in_clear.py::test_every_column_that_stands_in_clear_is_listed_and_no_other",
    ],
    "the server's disk with the key files": [
        "security/test_canaries.py::test_a_thief_with_the_servers_key_reads_no_mark_of_a_file",
        "keys/test_chosen.py::test_what_others_guess_is_refused_at_its_field",
    ],
    "the running server, nobody unlocked": [
        "commands/test_idle_server.py::test_it_locks_what_was_idle_and_leaves_nobody_unlocked_when_it_stops",
        "commands/test_forgetting.py::test_a_server_at_rest_holds_no_pass_phrase_no_sealed_text_and_no_private_key",
    ],
    "the cookies of a seized browser": [
        "keys/test_thieves.py::test_a_copy_of_the_database_opens_nothing_with_the_cookies_of_a_browser",
        "keys/test_half_sign_in.py::test_after_the_first_factor_the_database_opens_nothing_with_the_cookie",
    ],
    "root for a week": "read",
    "the hosting company": "read",
    "the administrator of Fanal": [
        "security/test_doors.py::test_each_role_has_its_pages_and_no_other",
        "accounts/test_second_person.py::test_a_link_that_waits_says_so_to_who_holds_it_and_nothing_of_anybody",
    ],
    "somebody who can write to the database": [
        "security/test_authority_tables.py::test_what_somebody_did_with_the_client_counts_for_nothing_and_is_reported",
        "security/test_moved_values.py::test_a_value_does_not_open_in_another_row",
        "keys/test_thieves.py::test_a_swapped_public_key_of_a_person_gets_nothing",
    ],
    "a stolen laptop, session locked": [
        "security/test_locked.py::test_every_address_leads_to_the_passphrase_and_nothing_is_done",
    ],
    "the disk of a device": ["browser/test_disk.py::test_nothing_that_is_typed_stays_on_the_disk"],
    "somebody who knows an address": [
        "accounts/test_tries.py::test_strangers_do_not_keep_out_a_browser_that_is_known",
        "accounts/test_same_answer.py::*",
    ],
    "a stolen laptop, session open": ["keys/test_asking_again.py::*"],
    "a colleague with a right": "read",
    "a former colleague": ["accounts/test_ended_sessions.py::*", "accounts/test_hashers.py::*"],
    "two of the three recovery sheets": [
        "keys/test_thieves.py::test_two_sheets_of_the_recovery_key_open_every_folder",
    ],
    "a court order": "read",
}


def rows():
    text = (HOME / "THREAT_MODEL.md").read_text("utf-8")
    table = text.partition("## Who learns what")[2].partition("## What is not")[0]
    cells = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("|")]
    return cells[2:]


def functions_in(name):
    tree = ast.parse((HOME / "tests" / name).read_text("utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


@pytest.mark.parametrize("row", rows())
def test_what_a_row_denies_is_tried(row):
    (tried,) = [tests for begins, tests in TRIED.items() if row.startswith(begins)]
    for test in tried if tried != "read" else ():
        file, _, name = test.partition("::")
        assert name in functions_in(file) or (name == "*" and functions_in(file)), test


def test_no_row_is_tried_that_is_not_there():
    assert [one for one in TRIED if not any(row.startswith(one) for row in rows())] == []

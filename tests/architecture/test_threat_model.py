"""What a row of THREAT_MODEL.md denies is also tried at length: by these tests, and none is skipped.

tests/security/test_threat_model.py makes an attempt of its own for each row.
"""

import ast

import pytest

from tests import threat_model

TESTS = threat_model.HOME / "tests"
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
        "accounts/test_same_answer.py::test_unknown_wrong_and_ended_take_the_same_time",
    ],
    "a stolen laptop, session open": ["keys/test_asking_again.py::test_every_way_out_asks_again"],
    "a colleague with a right": "read",
    "a former colleague": [
        "accounts/test_hashers.py::test_only_the_passphrase_with_the_pepper_verifies",
    ],
    "two of the three recovery sheets": [
        "keys/test_thieves.py::test_two_sheets_of_the_recovery_key_open_every_folder",
    ],
    "a court order": "read",
}
NOT_RUN = {"skip", "skipif", "xfail"}


def collected_in(file):
    """The tests that pytest takes from a file and runs, wherever the suite runs."""
    assert file.rpartition("/")[2].startswith("test_"), file
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    assert not [one for one in tree.body if not isinstance(one, ast.FunctionDef) and stops(one)], (
        file
    )
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef) and runs(one)}


def runs(test):
    return test.name.startswith("test_") and not any(map(stops, [*test.decorator_list, *test.body]))


def stops(node):
    """Whether something here skips: a mark, or a call."""
    return any(isinstance(one, ast.Attribute) and one.attr in NOT_RUN for one in ast.walk(node))


@pytest.mark.parametrize("row", threat_model.rows(), ids=lambda one: one.who[:40])
def test_what_a_row_denies_is_tried_by_tests_that_run(row):
    (tried,) = [tests for begins, tests in TRIED.items() if row.who.startswith(begins)]
    assert tried != "read" or not row.denied()
    for test in tried if tried != "read" else ():
        file, _, name = test.partition("::")
        assert name in collected_in(file), test


def test_no_row_is_tried_that_is_not_there():
    rows = [row.who for row in threat_model.rows()]
    assert [one for one in TRIED if not any(who.startswith(one) for who in rows)] == []


@pytest.mark.parametrize("skipped", [
    "@pytest.mark.skip\ndef test_it():\n    pass",
    "@pytest.mark.xfail(reason='later')\ndef test_it():\n    pass",
    "def test_it():\n    if True:\n        pytest.skip('not here')",
    "def _test_it():\n    pass",
])  # fmt: skip
def test_a_test_that_does_not_run_counts_for_nothing(skipped):
    (test,) = ast.parse(skipped).body
    assert not runs(test)

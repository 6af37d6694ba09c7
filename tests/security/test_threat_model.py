"""THREAT_MODEL.md, row by row: each adversary tries, and learns what the table says and no more.

One mark of each tier is planted and committed; what an attempt read is searched for all three. Where the
table says that a tier is read, its mark has to be found: an attempt that finds nothing anywhere proves
nothing. A row that is new, or a cell that says something else, fails until there is an attempt for it.
"""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command

from fanal.cases.actions import entries
from fanal.core.roles import Role
from fanal.partners.actions.partners import add_partner
from tests import files, threat_model
from tests.cast import Cast
from tests.security import adversaries

pytestmark = pytest.mark.django_db

MARKS = {"T0": "Rosalind Tzeroperson", "T1": "House of Tonepartner", "T2": "ttwowords she said"}
# Who tries, by the beginning of a row.
ATTEMPTS = {
    "a stolen database": adversaries.stolen_database,
    "the server's disk": adversaries.disk_with_the_key_files,
    "the running server": adversaries.running_server_nobody_unlocked,
    "the cookies of a seized browser": adversaries.cookies_and_a_copy,
    "root for a week": adversaries.root_while_people_work,
    "the hosting company": adversaries.root_while_people_work,
    "the administrator of Fanal": adversaries.administrator,
    "somebody who can write": adversaries.writer_of_the_database,
    "a stolen laptop, session locked": adversaries.laptop_locked_or_idle,
    "somebody who knows an address": adversaries.who_knows_an_address,
    "a stolen laptop, session open": adversaries.laptop_open,
    "a colleague with a right": adversaries.colleague_with_a_right,
    "a former colleague": adversaries.former_colleague,
    "two of the three recovery sheets": adversaries.two_recovery_sheets,
    "a court order": adversaries.court_order,
}
DENIED = {
    "a stolen database": "T1T2", "the server's disk": "T2", "the running server": "T2",
    "the cookies of": "T1T2", "the administrator": "T1T2", "somebody who can write": "T1T2",
    "a stolen laptop, session locked": "T0T1T2", "the disk of a device": "T1T2",
    "somebody who knows": "T0T1T2", "a former colleague": "T1T2", "two of the three": "T1",
}  # fmt: skip
# The disk of a device is read by a real browser: tests/browser/test_disk.py, which
# tests/architecture/test_threat_model.py holds to the row.
ELSEWHERE = ("the disk of a device",)


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """A case, its note and a partner of Bangkok, and a colleague there; committed, so that files hold them."""
    with django_db_blocker.unblock():
        try:
            yield _planted(Cast.make())
        finally:
            call_command("flush", interactive=False, verbosity=0)


def _planted(cast):
    cast.join("rosalind", MARKS["T0"], Role.CASE_WORKER, "Bangkok")
    person = files.person(cast)
    case, other = files.case(cast, people=[person]), files.case(cast)
    write = cast.acting(cast.sokha)
    note = entries.add_note(case=case, text=MARKS["T2"], **write)
    other_note = entries.add_note(case=other, text="of another", **write)
    files.let_in_lawyer(cast, case)
    made = {"kind": "organisation", "type": "shelter", "by": cast.sokha}
    partner = add_partner(name=MARKS["T1"], **made)
    ids = {
        "case_id": case.pk,
        "person_id": person.pk,
        "partner_id": partner.pk,
        "kind": "note",
        "team_id": cast.bangkok.pk,
        "user_id": cast.mai.pk,
        "section": "notes",
    }
    return SimpleNamespace(
        cast=cast,
        case=case,
        person=person,
        note=note,
        other_note=other_note,
        partner=partner,
        other_partner=add_partner(name="Other House", **made),
        ids=ids,
        marks=MARKS,
        new_id=uuid4,
    )


@pytest.fixture(autouse=True)
def _keys_put_back():
    """An attempt that failed halfway leaves its own key files to nobody."""
    held = settings.KEY_FOLDER
    yield
    assert held == settings.KEY_FOLDER


@pytest.mark.parametrize(
    "row", [one for one in threat_model.rows() if not one.who.startswith(ELSEWHERE)],
    ids=lambda one: one.who[:40],
)  # fmt: skip
def test_an_adversary_learns_what_the_table_says_and_no_more(house, row, tmp_path):
    (attempt,) = [one for begins, one in ATTEMPTS.items() if row.who.startswith(begins)]
    learnt = adversaries.found_in(house, attempt(house, tmp_path))
    assert learnt & row.denied() == set()
    assert row.read() - learnt == set()


def test_no_attempt_is_left_without_its_row():
    rows = [row.who for row in threat_model.rows()]
    for begins in (*ATTEMPTS, *ELSEWHERE):
        assert len([who for who in rows if who.startswith(begins)]) == 1, begins


def test_the_table_denies_what_it_denied():
    """A cell that is worded anew is not left out of the walk by its first word."""
    denied = {row.who: "".join(sorted(row.denied())) for row in threat_model.rows()}
    for begins, tiers in DENIED.items():
        assert [held for who, held in denied.items() if who.startswith(begins)] == [tiers], begins
    assert sum(map(bool, denied.values())) == len(DENIED)

"""Who is kept out by a conflict of interest is read in one module; so are emergencies and grants."""

import re
from pathlib import Path

import pytest

from fanal.cases.models import ConflictOfInterest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"
# What names it: the model, the table, its name for `apps.get_model`, and the way back from a case.
NAMES = {
    "conflicts of interest": r"(?i:conflict_?of_?interest)",
    "emergencies of cases": r"cases_breakglass",
    "emergencies of people": r"people_emergencyaccess|EmergencyAccess\b",
    "grants": r"keys_grant\b|waits_for(?:=None| IS NULL)",
    "the emergency group": r"EmergencyGroup\b",
}
# Where: the model, who writes it, and the one module that says whether it holds.
MAY = {
    "conflicts of interest": {
        "people/exclusion.py", "cases/models/who_may.py", "cases/models/__init__.py",
        "core/trust/vocabulary.py",  # of partners: a reason not to ask them
        "authority/words.py",  # what its table is called where a row was changed from outside
    },
    # The site map asks whether any emergency waits for its review, which is no right to open.
    "emergencies of cases": {"cases/ways_in.py", "cases/decisions.py", "authority/words.py"},
    "emergencies of people": {
        "people/access.py", "people/models/people.py", "people/models/__init__.py",
        "people/actions/emergencies.py", "authority/words.py", "keys/certifying.py",
    },
    "grants": {
        "authority/words.py", "keys/stored_wraps.py", "keys/queries.py", "keys/whereabouts_access.py", "keys/actions/offers.py", "keys/actions/offboarding.py",
        "keys/named_folders.py",  # who once held what nobody opens, also where it was taken back
        "database/way_back.py",  # a column that is filled again
    },
    "the emergency group": {
        "people/access.py", "accounts/access.py", "people/models/people.py",
        "people/models/__init__.py", "people/actions/emergencies.py", "people/queries.py",
        "retention/queries/stays.py",  # what an erasure leaves
        "keys/certifying.py", "commands/authority.py",  # shown to, and confirmed by, two people
    },
}  # fmt: skip


def who_names(what):
    pattern = re.compile(NAMES[what])
    return {
        str(path.relative_to(SOURCE))
        for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
        if "migrations" not in path.parts and pattern.search(path.read_text())
    }


@pytest.mark.parametrize("what", sorted(NAMES))
def test_nothing_but_its_own_module_names(what):
    assert who_names(what) - MAY[what] == set()


@pytest.mark.parametrize("what", sorted(NAMES))
def test_every_module_that_may_name_it_does(what):
    assert MAY[what] - who_names(what) == set()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1 FROM cases_conflictofinterest c",
        "from fanal.cases.models import ConflictOfInterest",
        'apps.get_model("cases", "conflictofinterest")',
    ],
)
def test_sql_and_django_are_found_alike(text):
    assert re.search(NAMES["conflicts of interest"], text)


def test_no_lookup_leads_from_a_case_or_a_colleague_to_the_conflicts():
    for name in ("case", "user", "by"):
        assert ConflictOfInterest._meta.get_field(name).remote_field.hidden

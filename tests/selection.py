"""Which tests `make test` runs, and on which database. `make test-all` runs every test on both.

The database decides little of what the tests say: on PostgreSQL only those run that would notice a
difference. What a run leaves to `make test-all` is said at its end, by number.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
LEFT = pytest.StashKey[Counter[str]]()

# What needs no database, or starts programs of its own: nothing there could differ.
ON_ONE_DATABASE = ("core", "architecture", "commands", "serving", "browser", "bench")

# Files of tests, or their folders, that `make test` runs on PostgreSQL too, by what could differ
# there. tests/architecture/test_selection.py finds those of the first two that are missing here.
ON_POSTGRESQL = {
    "tables and constraints are made and changed, statements are written by hand": (
        "accounts/test_factors.py",
        "audit",
        "authority",
        "cases/test_work.py",
        "figures/test_sealed_lists.py",
        "journeys/test_kept_on.py",
        "journeys/test_papers.py",
        "journeys/test_sealed_plan.py",
        "journeys/test_upgrade.py",
        "partners/test_partners.py",
        "people/test_packs.py",
        "people/test_persons.py",
        "people/test_search.py",
        "registers/test_exchanges.py",
        "registers/test_taking_back.py",
        "security/test_authority_certifying.py",
        "security/test_authority_f1.py",
        "security/test_authority_f1b.py",
        "security/test_authority_factors.py",
        "security/test_authority_tables.py",
        "security/test_exclusion.py",
        "security/test_in_clear.py",
        "security/test_moved_values.py",
        "security/test_values_of_before.py",
        "sharing/test_sealed_never_tell.py",
        "sharing/test_transfer_orders.py",
    ),
    "several at the same time, and a database that goes away": (
        "keys/test_half_sign_in.py",
        "security/test_what_colleagues_decide.py",
        "web/test_conflicts.py",
        "web/test_ground_gone.py",
        "web/test_once.py",
    ),
    "rows are locked before they are changed": (
        "cases/test_closing.py",
        "cases/test_documents_operations.py",
        "cases/test_present.py",
        "cases/test_taken_off.py",
        "figures/test_figures.py",
        "identification/test_review.py",
        "intake/test_signals.py",
        "keys/test_drafts.py",
        "keys/test_leaving.py",
        "keys/test_ring.py",
        "people/test_name_index.py",
        "registers/test_duplicates.py",
        "registers/test_followups.py",
        "registers/test_tracing.py",
        "sharing/test_shared_files.py",
        "sharing/test_transfers.py",
        "sharing/test_withdrawing.py",
    ),
    "lists and rules that are asked in SQL of our own, beside their plain form": (
        "cases/test_access.py",
        "cases/test_seen_as_written_plainly.py",
        "decisions/test_counts.py",
        "journeys/test_lead.py",
        "partners/test_bonds.py",
        "people/test_emergency_group.py",
        "people/test_group_is_no_team.py",
        "people/test_search_as_written.py",
        "people/test_seen_as_written_plainly.py",
        "sharing/test_gate_as_from_everything.py",
    ),
    "one pass of the access matrix, and rubbish in every field": ("security/test_matrix.py",),
}
LISTED = frozenset(one for files in ON_POSTGRESQL.values() for one in files)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--short", action="store_true", help="leave to `make test-all` what only it runs"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT] = Counter()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without `--short` everything runs that was asked for."""
    if not config.getoption("--short"):
        return
    kept, left = [], []
    for item in items:
        why = left_out(item)
        (left if why else kept).append(item)
        config.stash[LEFT].update([why] if why else ())
    items[:] = kept
    if left:
        config.hook.pytest_deselected(items=left)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left"] = dict(config.stash[LEFT])


def left_out(item: pytest.Item) -> str:
    """Why `make test` leaves a test to `make test-all`; empty if it does not."""
    if item.get_closest_marker("long"):
        return "marked long"
    postgresql = "postgres" in os.environ.get("DATABASE_URL", "")
    if postgresql and not runs_on_postgresql(item.path):
        return "run on SQLite alone"
    return ""


def runs_on_postgresql(file: Path) -> bool:
    within = file.relative_to(HOME / "tests").as_posix()
    return within in LISTED or within.split("/")[0] in LISTED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error) -> None:
    """Every process collects all and leaves the same: what one of them says is enough."""
    node.config.stash[LEFT] = Counter(getattr(node, "workeroutput", {}).get("left", {}))


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """Say how many tests were left out; tools/run_tests.py says it again as its last words."""
    told = [f"left to make test-all: {number} tests ({why})"
            for why, number in sorted(config.stash[LEFT].items())]  # fmt: skip
    for one in told:
        terminalreporter.write_line(one)
    if told and (place := os.environ.get("FANAL_TESTS_LEFT")):
        with Path(place).open("a") as file:
            file.write("\n".join([*told, ""]))

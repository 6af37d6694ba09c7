"""What every test may ask for."""

import copy
import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.shares",
    "tests.selection",
    "tests.spread",
    "tests.budget",
    "tests.measured",
    "tests.ids",
]

# How long one example takes says how busy the machine is, not whether the rule holds.
settings.register_profile("house", deadline=None)
settings.register_profile("short", deadline=None, max_examples=20)  # make test
settings.register_profile("long", deadline=None, max_examples=1000)  # make test-all
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

# What is shorter fills the time that is left beside them. What waits (for a server that ends, for a
# disk) comes while PostgreSQL is tested as well, which takes the core meanwhile.
LONGEST = (
    "test_disk.py", "test_canaries.py", "test_slow_and_large.py", "test_every_page.py",
    "test_proxies.py", "test_set_up_for_work.py", "test_exclusion.py", "test_matrix.py",
    "test_figures.py", "test_prevalence.py", "test_dangerous_partner.py",
    "test_same_time.py", "test_everybody.py", "test_running.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that none of them begins when the others are done."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONGEST)))


def pytest_collection():
    """While twelve thousand tests are read nothing is thrown away: looking for it takes a fifth."""
    gc.disable()


def pytest_collection_finish():
    """What is loaded stays, as in a server (commands/django_setup.py): no collection walks it again,
    and the others come as seldom as there.
    """
    from fanal.commands.django_setup import GARBAGE

    gc.enable()
    gc.freeze()
    gc.set_threshold(GARBAGE)


@pytest.fixture(autouse=True)
def _nothing_left():
    """What an earlier test left in the process, or beside a database that went back since. One fixture
    for all of it: each that a test has costs it time.
    """
    from tests import ledger, sealed_pages

    _forget_language()
    _forget_notes()
    _forget_board()
    sealed_pages.forget()
    ledger.forget()


def _forget_language():
    """A page leaves its language in the process: each test begins in that of the settings."""
    from django.utils import translation

    translation.deactivate()


# Of a journal that was committed, where its end is noted; what was erased or backed up: the people of
# each test have the same ids.
NOTES = frozenset((
    "journal.head", "journal.checkpoint", "journal.look", "tries.counted", "access.ended",
    "erased.list", "backups.list", "backups.json", "retention.toml", "backup.key",
))  # fmt: skip


def _forget_notes():
    from django.conf import settings

    # Looked at once: to ask for each of the names takes as long as a test of a rule.
    for folder in {Path(settings.JOURNAL_HEAD).parent, settings.VAR}:
        for name in NOTES.intersection(os.listdir(folder) if folder.exists() else ()):
            (folder / name).unlink(missing_ok=True)


def _forget_board():
    """Of another database with as many rows: what a process keeps of it holds for its own."""
    from fanal.cases.queries import codes
    from tests import process_caches

    for cache in process_caches.every():
        cache.held.clear()
    codes._all_stored.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The database of this process, as pytest-django sets it up, with the tables of tests/tables.py."""
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate
    from django.test.utils import setup_databases, teardown_databases

    from tests import raw_files, tables

    # Django's permissions, by which nobody is asked here: each flush would write them anew.
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)
    kept = tables.can_be_kept()
    with django_db_blocker.unblock():
        with tables.in_place():
            made = setup_databases(
                verbosity=0, interactive=False, keepdb=kept, serialized_aliases=()
            )
        raw_files.forbid()
        tables.flush_those_with_rows()
        yield
        teardown_databases(made, verbosity=0, keepdb=kept)


@pytest.fixture(scope="session")
def estimated_once():
    """The same counts, choices and method are the same answer: it is worked out once a process."""
    from fanal.figures import worker

    known, work_out = {}, worker.work_out

    def remembered(*asked):
        lists, *choices = asked
        key = repr((lists.names, lists.counts, choices))  # what lists keep of sums is no part of it
        if key not in known:
            known[key] = work_out(*asked)
        return copy.deepcopy(known[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "work_out", remembered)
        yield


@pytest.fixture
def cast(db):
    """The organisation with its people (see tests/cast.py), and a journal that begins with them."""
    from tests.cast import Cast

    return Cast.make()


@pytest.fixture
def case(cast):
    """One open case of Sokha's (tests/files.py)."""
    from tests import files

    return files.case(cast)


@pytest.fixture
def her(case):
    """The woman of that case."""
    return case.people.get()


@pytest.fixture
def write(cast, case):
    """What every action of Sokha's in that case is given."""
    return {"case": case, **cast.acting(cast.sokha)}


def _browser_of(name):
    @pytest.fixture(name=name)
    def signed_in(cast):
        from tests import files

        return files.browser(cast, getattr(cast, name))

    return signed_in


# A browser of each of these, signed in (tests/cast.py): a test takes it by the name.
sokha, noi, ploy, mai, rith, thao, claire, kham = map(
    _browser_of, ("sokha", "noi", "ploy", "mai", "rith", "thao", "claire", "kham")
)


@pytest.fixture
def process_remembers(monkeypatch):
    """As on a server, where a page is read outside of a transaction: what was worked out is kept."""
    from fanal.processes import process_cache

    monkeypatch.setattr(process_cache, "_may_be_undone", lambda: False)


@pytest.fixture
def one_span(monkeypatch):
    """Five minutes in which tries are counted do not end in the middle of a test."""
    from fanal.accounts import limits

    now = limits.now()
    monkeypatch.setattr(limits, "now", lambda: now)


@pytest.fixture
def client():
    """A browser in which nobody is signed in; a file with a `client` of its own has that."""
    from tests.cast import Browser

    return Browser()

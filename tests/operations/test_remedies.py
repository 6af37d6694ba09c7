"""What `fanal doctor` says to do can be typed and found as it is written, and turns its line green."""

import argparse
import gettext
import os
import re
from uuid import uuid4

import pytest

from fanal.core.roles import Role
from fanal.core.sealing.compartments import Compartment
from fanal.health import server_state
from fanal.health.checks.base import CHECKS, Outcome, result_of
from fanal.keys import key_pairs, whereabouts_access
from fanal.keys.actions import create_folder, destroy
from fanal.keys.models import Grant, TeamKey, TeamKeyHolder
from fanal.rotation.actions import suspect_team_key
from fanal.settings import reader
from tests import files
from tests.operations.test_operating_documents import APART, COMMAND, ROOT, parser_at

WORD = re.compile(r"“([^”{]+)”")
OF_THE_DOCUMENTS = re.compile(r"docs/operating\.md, “([^”]+)”")
NOT_ON_A_PAGE = {"tonight"}
SETUP = (
    "setup"  # which asks for a name and an office besides: the documents say how, under “Install”
)


def commands():
    found = {one for row in CHECKS.values() for one in COMMAND.findall(str(row.remedy))}
    return sorted(one for one in found if not one.startswith(APART) and one != SETUP)


def outcome(name):
    return result_of(CHECKS[name]).outcome


@pytest.mark.parametrize("command", commands())
def test_a_command_can_be_typed_as_it_stands(command):
    """Whatever it cannot do without is named, and who has to be present is named twice."""
    parser, rest = parser_at(command.split())
    parser.parse_args(rest)
    lists = [action for action in parser._actions if isinstance(action, argparse._AppendAction)]
    people = {"--by", "--present"} & {name for one in lists for name in one.option_strings}
    times = 0 if "--try" in rest else 2  # nobody need be there to try a backup
    assert {person: rest.count(person) for person in people} == dict.fromkeys(people, times)


def translations(language):
    """Of each sentence of ours, all that it is called in this language."""
    found = {}
    for path in ROOT.glob(f"src/fanal/**/locale/{language}/LC_MESSAGES/django.mo"):
        with path.open("rb") as file:
            for said, translated in gettext.GNUTranslations(file)._catalog.items():
                found.setdefault(said, set()).add(translated)
    return found


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_a_page_or_button_that_is_named_is_called_so(language):
    called, wrong = translations(language), []
    for one in CHECKS.values():
        remedy = OF_THE_DOCUMENTS.sub("", str(one.remedy))
        for word in set(WORD.findall(remedy)) - NOT_ON_A_PAGE:
            said = " ".join(called[str(one.remedy)])
            if not any(name in said for name in called.get(word, ())):
                wrong.append((one.name, word, called.get(word)))
    assert wrong == []


@pytest.mark.parametrize(("language", "document"), [("en", "operating"), ("fr", "exploiter")])
def test_a_chapter_that_is_named_is_there(language, document):
    called = translations("fr")
    headings = re.findall(r"^#+ (.*)$", (ROOT / "docs" / f"{document}.md").read_text(), re.M)
    headings = [one.replace("\u202f", " ") for one in headings]
    for one in CHECKS.values():
        for chapter in OF_THE_DOCUMENTS.findall(str(one.remedy)):
            said = " ".join(called[str(one.remedy)]).replace("\u202f", " ")
            named = (
                chapter if language == "en" else re.search(r"exploiter\.md, «\s(.*?)\s»", said)[1]
            )
            assert any(heading == named for heading in headings), named


def test_a_folder_whose_keys_were_erased_on_purpose_is_no_failure(cast):
    """As when a call after advice was answered, or an exchange with a partner ended."""
    folder = uuid4()
    create_folder(folder=folder, kind="call_back", team=cast.bangkok, by=cast.sokha, holders=[])
    destroy(folder=folder, by=cast.sokha)
    assert outcome("folders_recoverable") is Outcome.FINE


def test_a_folder_of_which_no_grant_is_left_is_a_failure(cast):
    case = files.case(cast)
    rows = Grant.objects.filter(folder=case.id)
    rows._raw_delete(rows.db)
    assert outcome("folders_recoverable") is Outcome.FAILURE
    assert cast.bangkok.name in str(result_of(CHECKS["folders_recoverable"]).said)


def test_the_new_key_of_a_team_opens_with_the_sheets_again(cast):
    rows = TeamKeyHolder.objects.filter(to_keys=None, team_key__team=cast.bangkok)
    rows._raw_delete(rows.db)
    assert outcome("team_keys_recoverable") is Outcome.FAILURE
    suspect_team_key(team=cast.bangkok, by=cast.noi)
    assert outcome("team_keys_recoverable") is Outcome.FINE


def test_a_second_lead_who_is_let_in_is_the_second_everywhere(cast):
    """Also where folders have a compartment in which nothing is ever written, or are sealed by name."""
    files.case(cast)
    create_folder(folder=uuid4(), kind="exchange", team=cast.bangkok, by=cast.noi)
    create_folder(
        folder=uuid4(), kind="complaint", team=cast.bangkok, by=None, holders=[cast.claire]
    )
    opens = Grant.objects.filter(compartments__contains=Compartment.WHEREABOUTS)
    opens.filter(to_keys__user=cast.sokha).delete()
    assert outcome("two_hold_each_compartment") is Outcome.WARNING
    assert cast.bangkok.name in str(result_of(CHECKS["two_hold_each_compartment"]).said)
    dara, ring = cast.join("dara", "Dara", Role.TEAM_LEAD, "Bangkok"), cast.ring(cast.noi)
    key_pairs.admit(team=cast.bangkok, user=dara, by=cast.noi, ring=ring)
    whereabouts_access.grant_to_lead(team=cast.bangkok, to=dara, by=cast.noi, ring=ring)
    assert outcome("two_hold_each_compartment") is Outcome.FINE


def test_where_nobody_is_the_second_of_any_team_that_is_said(cast):
    files.case(cast)
    for key in TeamKey.objects.all():
        held = key.holders.exclude(to_keys=None).order_by("id")
        others = key.holders.filter(id__in=[row.pk for row in held[1:]])
        others._raw_delete(others.db)
    assert outcome("two_hold_each_compartment") is Outcome.WARNING


def test_a_server_that_was_started_again_runs_with_its_settings(settings, monkeypatch, tmp_path):
    settings.VAR, file = tmp_path, tmp_path / "fanal.toml"
    file.touch()
    monkeypatch.setenv(reader.WHERE, str(file))
    started = {"bind": "127.0.0.1:8000", "workers": 1, "closed": True, "locked": True}
    server_state.started(tmp_path, **started)
    os.utime(file, (server_state.since(tmp_path) + 9,) * 2)
    assert outcome("server_settings") is Outcome.WARNING
    os.utime(file, (server_state.since(tmp_path) - 9,) * 2)  # as where it was started after that
    assert outcome("server_settings") is Outcome.FINE

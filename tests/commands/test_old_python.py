"""Under a Python that is too old, each command says so in one line."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fanal
import scriptnames
import unseen
from fanal import cli
from fanal.commands import messages, terminal
from fanal.core import errors, words
from fanal.core.sealing import failures
from fanal.health.checks.base import CHECKS

BEFORE = (3, 11)
OLD = f"python{BEFORE[0]}.{BEFORE[1]}"


def test_a_python_that_is_too_old_is_one_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (*BEFORE, 2))
    monkeypatch.setattr(sys, "version", "3.11.2 (main)")
    monkeypatch.setenv("LANGUAGE", "fr")
    assert cli.main(["doctor"]) == cli.REFUSED
    assert capsys.readouterr().err == (
        "fanal: refusé\u202f: c’est Python 3.11.2\u202f: installez Python 3.12 ou plus récent, et "
        "Fanal dans un nouveau venv de celui-ci\n"
    )


@pytest.mark.skipif(shutil.which(OLD) is None, reason="the Python before is not here")
@pytest.mark.parametrize("typed", [["doctor"], ["manage", "check"], []])
def test_the_python_of_before_itself_says_it(typed):
    folders = {str(Path(str(one.__file__)).parents[1]) for one in (fanal, scriptnames, unseen)}
    ran = subprocess.run(
        [OLD, "-c", "import sys; from fanal.cli import main; sys.exit(main())", *typed],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders), "LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == cli.REFUSED
    (line,) = ran.stderr.splitlines()
    assert line.startswith("fanal: refused: this is Python 3.11.")


@pytest.mark.parametrize("module", [cli, errors, failures, messages, terminal, words])
def test_what_is_imported_before_that_is_read_by_it(module):
    ast.parse(Path(module.__file__).read_text(), feature_version=BEFORE)


def test_what_no_command_could_say_is_no_check_of_the_doctor():
    assert "python_version" not in CHECKS

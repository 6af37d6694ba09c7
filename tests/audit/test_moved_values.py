"""`fanal audit verify` names each value under the server's key that is not in its place."""

from argparse import Namespace

import pytest

from fanal.audit.queries import moved_values
from fanal.commands import audit as command
from fanal.core.errors import Refused
from tests import files
from tests.security.test_moved_values import held, put


def test_it_names_table_column_and_row(cast):
    one, other = files.case(cast), files.case(cast)
    assert moved_values() == []
    put(one, "code_name", held(other, "code_name"))
    assert [str(said) for said in moved_values()] == [
        f"cases_case, code_name of row {one.pk}: not what was sealed there"
    ]


def test_the_command_refuses_to_call_it_whole(cast, monkeypatch):
    case = files.case(cast)
    put(case, "kinds", held(case, "code_name"))
    monkeypatch.setattr(command.django_setup, "ready", lambda **_: None)
    with pytest.raises(Refused, match="cases_case, kinds of row"):
        command.run(Namespace(demo=False, against=None, since_last=False))

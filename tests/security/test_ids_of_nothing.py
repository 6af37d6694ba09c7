"""Each door of each access module, asked for what does not exist: the answer is that it does not.

The pages are asked in test_matrix.py. Here every door is asked itself, by each role: one that few pages
lead to is asked as well, and one that is added later.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from django.db.models import Model, QuerySet
from django.http import Http404

from fanal.core.errors import Refused
from fanal.keys.demo import PEOPLE
from tests.shares import in_turn, tried

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"
EVERYBODY = [name for name, *_ in PEOPLE]
NO_CASE = "anan"


def modules():
    for path in sorted(SOURCE.rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        if "access" in path.parts[-2] or path.stem.endswith("access"):
            yield import_module(name.removesuffix(".__init__"))


def doors(takes):
    """The functions of access modules whose parameters are annotated like this."""
    for module in modules():
        for name, one in sorted(vars(module).items()):
            if inspect.isfunction(one) and one.__module__ == module.__name__:
                parameters = list(inspect.signature(one).parameters.values())
                said = [named(each) for each in parameters if each.default is each.empty]
                if not name.startswith("_") and takes(said):
                    yield pytest.param(one, len(said) - 1, id=f"{module.__name__}.{name}")


def named(parameter):
    """Of a module that reads its annotations late they are texts."""
    return getattr(parameter.annotation, "__name__", str(parameter.annotation))


def asking(door):
    """All of them; in the short form five of each door, and who opens no case."""
    few = {NO_CASE, *in_turn(EVERYBODY, f"{door.__module__}.{door.__name__}", 5)}
    return [who for who in EVERYBODY if tried(who in few)]


def of_an_id(said):
    return len(said) > 1 and said[0] == "User" and set(said[1:]) == {"UUID"}


def of_nobody_else(said):
    return said == ["User"]


def there_is(found):
    """Whether a door gave something away."""
    if isinstance(found, QuerySet):
        return found.exists()
    return isinstance(found, Model)


@pytest.mark.parametrize(("door", "ids"), [*doors(of_an_id)])
def test_what_does_not_exist_is_found_behind_no_door(cast, door, ids):
    for who in asking(door):
        try:
            found = door(getattr(cast, who), *(uuid4() for _ in range(ids)))
        except (Http404, Refused):
            continue
        assert not there_is(found), who


@pytest.mark.parametrize(("door", "_ids"), [*doors(of_nobody_else)])
def test_a_list_is_given_or_refused_to_everybody_and_holds_no_case_for_who_opens_none(
    cast, case, door, _ids
):
    for who in asking(door):
        try:
            found = door(getattr(cast, who))
        except (Http404, Refused):
            continue
        rows = list(found) if isinstance(found, QuerySet | list) else []
        assert who != NO_CASE or case.id not in {getattr(row, "case_id", None) for row in rows}
        assert who != NO_CASE or case not in rows


def test_there_are_doors_of_both_kinds():
    assert len(list(doors(of_an_id))) > 80
    assert len(list(doors(of_nobody_else))) > 60

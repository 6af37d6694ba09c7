"""After a request nothing of a name is left in the memory of the server."""

import importlib
import inspect
import pkgutil
from functools import _lru_cache_wrapper

import pytest
from django.urls import reverse

import scriptnames
from scriptnames import form, kept
from tests import files


def held():
    """How many results are kept now."""
    return sum(one.cache_info().currsize for one in kept._KEPT)


def modules():
    found = pkgutil.walk_packages(scriptnames.__path__, "scriptnames.")
    return [importlib.import_module(one.name) for one in found]


def test_no_name_outlives_the_search_that_opened_it(cast):
    files.person(cast, names=["ບົວຄຳ ວົງສາ", "阮氏梅"])
    page = files.browser(cast, cast.sokha)
    form("Bouakham Vongsa")
    assert held()
    found = page.post(reverse("people:search"), {"text": "Bouakham Vongsa"})
    assert found.status_code == 200
    found.close()
    assert held() == 0


@pytest.mark.parametrize("module", modules(), ids=lambda one: one.__name__)
def test_whatever_is_kept_of_names_is_forgotten(module):
    """What else is kept takes no text, or the name of a table of ours."""
    for name, one in vars(module).items():
        if isinstance(one, _lru_cache_wrapper) and one not in kept._KEPT:
            asked = set(inspect.signature(one).parameters)
            assert asked <= {"table", "how"}, f"{module.__name__}.{name}"

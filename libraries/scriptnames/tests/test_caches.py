"""What is worked out of names can be forgotten at once."""

import importlib
import inspect
import pkgutil
from functools import _lru_cache_wrapper

import pytest

import scriptnames
from scriptnames import caches


def modules():
    found = pkgutil.walk_packages(scriptnames.__path__, "scriptnames.")
    return [importlib.import_module(package.name) for package in found]


@pytest.mark.parametrize("module", modules(), ids=lambda one: one.__name__)
def test_whatever_is_kept_of_names_is_forgotten(module):
    """What else is kept takes no text, or the name of a table of ours."""
    for name, one in vars(module).items():
        if isinstance(one, _lru_cache_wrapper) and one not in caches._CACHES:
            asked = set(inspect.signature(one).parameters)
            assert asked <= {"table", "how"}, f"{module.__name__}.{name}"

"""What each programme adds to the house of the security tests: one module an app, by its name.

A module may define `ids(cast, here, acts)` (what its addresses name, as in `tests.security.world`), `OPENS` and
`LET_IN` (who opens them, as in `tests.security.test_matrix`).
"""

import pkgutil
from importlib import import_module

MODULES = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]


def ids_of_apps(cast, here, acts):
    """What the addresses of all these apps name."""
    found = {}
    for module in MODULES:
        if hasattr(module, "ids"):
            found |= module.ids(cast, here, acts)
    return found


def opens_of_apps():
    """Who opens which of their addresses."""
    found = {}
    for module in MODULES:
        found |= getattr(module, "OPENS", {})
    return found


def let_in_to_apps():
    """Whom the rules let in besides: a set of addresses for each."""
    found = {}
    for module in MODULES:
        for who, names in getattr(module, "LET_IN", {}).items():
            found[who] = found.get(who, set()) | set(names)
    return found

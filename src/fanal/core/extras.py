"""Which optional parts of Fanal are installed: `pip install 'fanal[figures]'` and the like.

An office that only keeps cases goes without; what needs them is then not offered, or says so.
"""

from functools import cache
from importlib.util import find_spec
from typing import Literal

from fanal.core.errors import Refused
from fanal.core.words import say

type Extra = Literal["figures", "registers"]
MODULES: dict[Extra, tuple[str, ...]] = {
    "figures": ("scipy", "numba", "sklearn", "altair", "jinja2", "vl_convert"),
    "registers": ("scipy", "duckdb", "splink"),
}
# Apps whose pages need an extra; their tables are there all the same.
PAGES_NEED: dict[str, Extra] = {"fanal.figures": "figures"}


@cache
def has(extra: Extra) -> bool:
    return all(_importable(name) for name in MODULES[extra])


def must_have(extra: Extra) -> None:
    """Require an extra. Raises Refused, which says what to install."""
    if not has(extra):
        raise Refused(
            say(
                "this needs {extra}, which is not installed here: "
                "it comes with requirements/app.txt",
                extra=f"fanal[{extra}]",
            )
        )


def has_pages(app: str) -> bool:
    """Whether the app has pages, and what they need is installed."""
    needed = PAGES_NEED.get(app)
    return find_spec(f"{app}.urls") is not None and (needed is None or has(needed))


def _importable(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ImportError:
        return False

"""What is worked out of names is kept while it serves, and forgotten when that is said.

What is kept holds names in clear. The keys by which they were opened die with the request, so what
was worked out of them must not stay in memory either.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache

_KEPT: list[_lru_cache_wrapper[object]] = []


def while_it_serves[T](most: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """As `lru_cache(most)`, until `forget`."""

    def keep(work_out: Callable[..., T]) -> _lru_cache_wrapper[T]:
        kept = lru_cache(most)(work_out)
        _KEPT.append(kept)
        return kept

    return keep


def forget() -> None:
    """Leave nothing of any name in memory."""
    for kept in _KEPT:
        kept.cache_clear()

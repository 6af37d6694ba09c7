"""Caches of what is worked out of names, which the caller can empty.

What they hold are names in clear. A program that opens sealed names for one request must be able to
leave none of them in memory (`clear_caches`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache

_CACHES: list[_lru_cache_wrapper[object]] = []


def cached[T](most: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """Cache as `lru_cache(most)` does, until `clear_caches`."""

    def keep(work_out: Callable[..., T]) -> _lru_cache_wrapper[T]:
        wrapped = lru_cache(most)(work_out)
        _CACHES.append(wrapped)
        return wrapped

    return keep


def clear_caches() -> None:
    """Leave nothing of any name in memory."""
    for cache in _CACHES:
        cache.cache_clear()

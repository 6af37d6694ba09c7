"""A view whose request has a `user: User` stands behind the doors, which let nobody else in."""

import inspect
from typing import get_type_hints

from django.urls import get_resolver

from fanal.accounts.middleware import OPEN
from fanal.accounts.requests import SignedInRequest
from fanal.keys.requests import Request

INSIDE = {Request, SignedInRequest}


def views(resolver, space=""):
    """Each view of ours by the name of its address."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.callback.__module__.startswith("fanal."):
            yield f"{space}{pattern.name}", pattern.callback


def what_it_takes(view):
    return set(get_type_hints(inspect.unwrap(view)).values())


def in_the_open():
    found = dict(views(get_resolver()))
    return {name: view for name, view in found.items() if name in OPEN or "web:gallery" in name}


def test_views_outside_the_doors_are_found():
    assert {"keys:invitation", "keys:demo", "web:language"} <= set(in_the_open())


def test_no_view_outside_the_doors_takes_for_granted_that_somebody_is_there():
    wrong = {name for name, view in in_the_open().items() if INSIDE & what_it_takes(view)}
    assert wrong == set()


def test_views_behind_the_doors_say_that_somebody_is_there():
    behind = dict(views(get_resolver()))["accounts:people"]
    assert INSIDE & what_it_takes(behind)

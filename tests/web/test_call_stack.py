"""Frames have room: `fanal.processes.call_stack` says why."""

import resource
import sys

import pytest

from fanal.processes.call_stack import with_room


def page_faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def nothing():
    """Asks for as much of a frame as a function of some size."""


nothing.__code__ = nothing.__code__.replace(co_stacksize=200)


def calls_at_each_depth(depth):
    """Calls a thousand times at each of so many depths: some of them stand at the end of a piece."""
    for _ in range(1_000):
        nothing()
    if depth:
        calls_at_each_depth(depth - 1)


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="of CPython alone")
def test_no_loop_takes_new_pages_at_each_of_its_calls():
    with_room(lambda: calls_at_each_depth(200))
    before = page_faults()
    with_room(lambda: calls_at_each_depth(200))
    assert page_faults() - before < 500  # without: 14,000


def test_an_answer_and_a_refusal_pass_through():
    assert with_room(lambda: 3) == 3
    with pytest.raises(LookupError, match="nothing"):
        with_room(lambda: {}["nothing"])

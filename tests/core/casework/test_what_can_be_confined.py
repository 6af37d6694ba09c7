"""Whether a document can be drawn in a closed process is asked without closing anything."""

import pytest

from fanal.core.casework import confinement
from fanal.core.casework.confinement import can_close


@pytest.mark.parametrize(
    ("landlock", "seccomp", "closed"),
    [(4, 0, {"files", "calls"}), (-1, 0, {"calls"}), (4, -1, {"files"}), (0, -1, set())],
)
def test_each_of_them_is_named_where_the_kernel_has_it(monkeypatch, landlock, seccomp, closed):
    said = {"syscall": landlock, "prctl": seccomp}
    monkeypatch.setattr(confinement, "_asked", lambda call, *_arguments: said[call])
    monkeypatch.setattr(confinement.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(confinement.sys, "platform", "linux")
    assert can_close() == closed


def test_elsewhere_nothing_is_closed(monkeypatch):
    monkeypatch.setattr(confinement.sys, "platform", "darwin")
    assert can_close() == set()

"""Who decides is mailed by the sweep, every five minutes, in a process that shows no page."""

import subprocess
import sys

LOADED = """
import sys
import django
django.setup()
from fanal.web.decisions import kinds
assert len(kinds()) > 20
print(sum(name.startswith("fanal.") and ".views" in name for name in sys.modules))
"""


def test_what_waits_for_a_decision_is_known_without_loading_any_page():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True)
    assert done.stdout == "0\n", done.stderr

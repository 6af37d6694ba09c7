"""A plug-in of pytest: Fanal as installed without its extras. None of their modules can be imported.

Only for an interpreter of its own; nothing else may import this.

    python -m pytest -p tests.extras.blocked tests/extras/without.py
"""

import sys

from tests.extras.names import EXTRAS


class NotInstalled:
    """Asked before every other finder."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in EXTRAS:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


assert not EXTRAS & set(sys.modules)
sys.meta_path.insert(0, NotInstalled())

"""What a command loads when it starts: a timer runs one each minute."""

import subprocess
import sys
from pathlib import Path

from fanal.core.lazy_modules import WhenUsed

COMMANDS = Path(__file__).resolve().parents[2] / "src" / "fanal" / "commands"
# They compare names, link registers or estimate, or bring an organisation that does; the server
# loads everything before it forks its workers.
NEED_NUMPY = {
    "comparing", "demo", "estimating", "linkage", "names", "names_marks", "onboarding", "prevalence",
    "prevalence_bounds", "prevalence_people", "prevalence_simulate", "stdin_names", "registers", "serve",
}  # fmt: skip
# Also what a command loads while it runs: Django has to be set up first.
LOAD = """
import ast, sys
from importlib import import_module
from pathlib import Path
import django
django.setup()
for path in map(Path, sys.argv[1:]):
    for one in ast.walk(ast.parse(path.read_text())):
        if isinstance(one, ast.ImportFrom) and one.module.startswith("fanal"):
            for name in one.names:
                if not hasattr(import_module(one.module), name.name):
                    import_module(f"{one.module}.{name.name}")
    print(path.stem, *sorted({"numpy", "scipy", "pandas"} & set(sys.modules)))
"""


def test_no_command_that_compares_no_names_loads_numpy():
    """It took a tenth of a second of each tick, and 20 MB."""
    paths = [path for path in sorted(COMMANDS.glob("*.py")) if path.stem not in NEED_NUMPY]
    run = [sys.executable, "-c", LOAD, *map(str, paths)]
    told = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout
    assert told.split("\n") == [*(path.stem for path in paths), ""]


def test_a_module_that_stands_for_another_gives_its_names():
    assert WhenUsed("pathlib").Path is Path

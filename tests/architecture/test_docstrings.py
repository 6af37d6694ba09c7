"""A docstring begins with a verb or a noun phrase (PEP 257; issue 17): read alone, as an editor
shows it, it says what is returned or done.
"""

import ast
from pathlib import Path

import fanal
from tests.architecture.source import tree_of

ROOT = Path(fanal.__file__).parent
LIBRARIES = ROOT.parent.parent / "libraries"
SOURCES = [
    path
    for folder in (ROOT, LIBRARIES / "unseen" / "src", LIBRARIES / "scriptnames" / "src")
    for path in sorted(folder.rglob("*.py"))
    if "migrations" not in path.parts
]
# With these a sentence goes on that began in the name of the function.
GOES_ON = {
    "About", "After", "Against", "Also", "Among", "As", "At", "Before", "Beside", "Between", "By",
    "During", "For", "From", "In", "Inside", "Into", "Like", "Not", "Of", "On", "Only", "Over",
    "Since", "Than", "That", "Through", "To", "Under", "Until", "Whom", "Whose", "With", "Within",
    "Without",
}  # fmt: skip
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def docstrings(path):
    """The place of each docstring, and its text."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            yield f"{path.relative_to(ROOT.parent.parent)}:{node.body[0].lineno}", text


def test_every_docstring_begins_with_a_verb_or_a_noun_phrase():
    found = [
        f"{place}: {text.splitlines()[0]}"
        for path in SOURCES
        for place, text in docstrings(path)
        if text.split()[0].strip(".,:;") in GOES_ON
    ]
    assert found == []
    assert len(SOURCES) > 1000  # else nothing was read

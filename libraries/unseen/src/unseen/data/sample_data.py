"""The published tables that come with the program, by name."""

from importlib.resources import as_file, files

from unseen.data.lists import Lists
from unseen.data.reading import read_table
from unseen.errors import BadInput
from unseen.messages import say


def sample_lists(name: str) -> Lists:
    """A published table. Raises BadInput, with the names there are, if there is none such."""
    folder = files("unseen.data") / "tables"
    names = sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".csv"))
    if name not in names:
        raise BadInput(name, say("no such table; there are {names}", names=", ".join(names)))
    with as_file(folder / f"{name}.csv") as path:
        return read_table(path)

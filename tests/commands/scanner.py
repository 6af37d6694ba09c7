"""What stands in the memory of a process, as root or a seized machine reads it."""

import os
from array import array
from errno import EIO
from itertools import groupby
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
ENCODINGS = ("utf-8", "utf-16-le", "utf-32-le", "latin-1")


def may_read(pid):
    try:
        with open(f"/proc/{pid}/mem", "rb") as memory:
            memory.seek(_mapped(pid)[0][0])
            return bool(memory.read(1))
    except OSError:
        return False


def as_kept(text):
    """The bytes as which a text may stand there: UTF-8, and the widths of Python's own strings."""
    kept = set()
    for encoding in ENCODINGS:
        try:
            kept.add(text.encode(encoding))
        except UnicodeEncodeError:
            continue
    return kept


def found(pid, needles, stem):
    """Which of `needles` (name → forms in bytes) stand in what this process may write to.

    Texts among them begin with `stem`: where it does not stand, none of them does. Of a process
    that ends meanwhile, what was found until then.
    """
    hits, stems = set(), as_kept(stem)
    marks = {
        name for name, forms in needles.items() if stem.encode() in {f[: len(stem)] for f in forms}
    }
    for piece in _pieces(pid):
        left_out = set() if any(one in piece for one in stems) else marks
        for name in needles.keys() - left_out - hits:
            if any(one in piece for one in needles[name]):
                hits.add(name)
    return hits


def _pieces(pid):
    """What stands in the pages that the process has."""
    try:
        with open(f"/proc/{pid}/mem", "rb", 0) as memory, open(f"/proc/{pid}/pagemap", "rb") as map:
            for start, end in _mapped(pid):
                for first, pages in _present(map, start // PAGE, (end - start) // PAGE):
                    memory.seek(first * PAGE)
                    try:
                        yield memory.read(pages * PAGE)
                    except OSError as unread:
                        if unread.errno != EIO:  # given back since the map was read
                            raise
    except ProcessLookupError:  # it ended, and nobody has asked how yet
        return
    except OSError:
        if Path(f"/proc/{pid}/mem").exists():
            raise


def _present(map, first, pages):
    """Runs of pages that are in memory or in swap (proc(5), pagemap: bits 63 and 62)."""
    map.seek(first * 8)
    there = [entry >> 62 for entry in array("Q", map.read(pages * 8))]
    for held, run in groupby(range(len(there)), key=lambda n: bool(there[n])):
        if held:
            run = list(run)
            yield first + run[0], len(run)


def _mapped(pid):
    """Where the memory that the process may write to begins and ends."""
    lines = [line.split() for line in Path(f"/proc/{pid}/maps").read_text().splitlines()]
    places = [place.split("-") for place, rights, *_ in lines if rights.startswith("rw")]
    return [(int(start, 16), int(end, 16)) for start, end in places]

"""What stands in the memory of a process, as root or a seized machine reads it."""

from pathlib import Path

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

    Texts among them begin with `stem`: where it does not stand, none of them does.
    """
    hits, stems = set(), as_kept(stem)
    marks = {name for name, forms in needles.items() if any(one.startswith(stem.encode()) for one in forms)}
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for start, end in _mapped(pid):
            memory.seek(start)
            try:
                piece = memory.read(end - start)
            except OSError:  # unmapped meanwhile
                continue
            left_out = set() if any(one in piece for one in stems) else marks
            for name in needles.keys() - left_out - hits:
                if any(one in piece for one in needles[name]):
                    hits.add(name)
    return hits


def _mapped(pid):
    """Where the memory that the process may write to begins and ends."""
    lines = [line.split() for line in Path(f"/proc/{pid}/maps").read_text().splitlines()]
    places = [place.split("-") for place, rights, *_ in lines if rights.startswith("rw")]
    return [(int(start, 16), int(end, 16)) for start, end in places]

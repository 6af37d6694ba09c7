"""What is inside a backup: a tar of a manifest and one copy of the database.

`tail -n +3 FILE | age -d -i KEY | tar x` opens it by hand, should Fanal be gone.
"""

import tarfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

PIECE = 1 << 18
type Member = tuple[str, bytes | Path]


def pieces(members: Sequence[Member]) -> Iterator[bytes]:
    """The bytes of a tar of these files, in order."""
    for name, content in members:
        info = tarfile.TarInfo(name)
        info.size = len(content) if isinstance(content, bytes) else content.stat().st_size
        info.mode = 0o600
        yield info.tobuf(tarfile.PAX_FORMAT)
        yield from _content(content)
        yield b"\x00" * (-info.size % tarfile.BLOCKSIZE)
    yield b"\x00" * tarfile.BLOCKSIZE * 2


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    found = sha256()
    for piece in _content(path):
        found.update(piece)
    return found.hexdigest()


def unpack(archive: Path, into: Path, names: Sequence[str]) -> set[str]:
    """Write those of `names` that are in it into the folder; which there were. Of what is no tar
    there are none."""
    try:
        with tarfile.open(archive, "r:") as tar:
            there = [one for one in tar.getmembers() if one.name in names and one.isfile()]
            for one in there:
                tar.extract(one, into, set_attrs=False, filter="data")
    except tarfile.TarError:
        return set()
    return {one.name for one in there}


def _content(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece

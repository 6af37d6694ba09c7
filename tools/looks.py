"""Whether the screens look as they were last looked at: small grey pictures, with a tolerance.

python tools/looks.py           compare var/shots with docs/looks; ends with 1 where a screen differs
python tools/looks.py --keep    the pictures of var/shots become those to compare with
python tools/looks.py --from /tmp/shots

A picture is kept at an eighth of its size: a moved block, a lost button or a table that runs off
the page is seen; another day or code name is not.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

HOUSE = Path(__file__).resolve().parent.parent
SHOTS, KEPT = HOUSE / "var" / "shots", HOUSE / "docs" / "looks"
SMALLER = 8
SEEN = 48  # of 255: how much lighter or darker a place must be to count
TOLERANCE = 0.06  # of all places
TALLER = 0.15  # of the height: texts of another length


def small(path: Path) -> Image.Image:
    """The picture in grey, small and a little blurred."""
    with Image.open(path) as picture:
        grey = picture.convert("L")
    size = (max(1, grey.width // SMALLER), max(1, grey.height // SMALLER))
    return grey.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1))


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of places that differ, from 0 to 1; 1 where the heights are too far apart."""
    if one.width != other.width or abs(one.height - other.height) > TALLER * other.height:
        return 1.0
    both = (0, 0, one.width, min(one.height, other.height))
    histogram = ImageChops.difference(one.crop(both), other.crop(both)).histogram()
    return sum(histogram[SEEN:]) / sum(histogram)


def pictures(shots: Path) -> Iterator[tuple[Path, Path]]:
    """(as it is, as it was kept) of each picture."""
    for path in sorted(shots.rglob("*.png")):
        yield path, KEPT / path.relative_to(shots)


def keep(shots: Path) -> None:
    for path, kept in pictures(shots):
        kept.parent.mkdir(parents=True, exist_ok=True)
        small(path).quantize(16).save(kept, optimize=True)


def changed(shots: Path) -> list[str]:
    """A line for each screen that is new, gone or looks different."""
    said = []
    for path, kept in pictures(shots):
        name = path.relative_to(shots)
        if not kept.exists():
            said.append(f"{name}: new")
            continue
        with Image.open(kept) as before:
            share = difference(small(path), before.convert("L"))
        if share > TOLERANCE:
            said.append(f"{name}: {share:.0%} of it looks different")
    gone = {path.relative_to(KEPT) for path in KEPT.rglob("*.png")}
    gone -= {path.relative_to(shots) for path, _kept in pictures(shots)}
    return said + [f"{name}: gone" for name in sorted(gone)]


def main() -> int:
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    words.add_argument("--keep", action="store_true")
    words.add_argument("--from", dest="shots", type=Path, default=SHOTS)
    asked = words.parse_args()
    if asked.keep:
        keep(asked.shots)
        return 0
    print("\n".join(said := changed(asked.shots)) or "every screen looks as it was kept")
    return 1 if said else 0


if __name__ == "__main__":
    raise SystemExit(main())

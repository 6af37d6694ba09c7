"""How often a day something was tried, outside the database as well: whoever sets the counts of the
database back has no more tries for it.

Each line is the day, in seconds since 1970, a keyed hash of what was tried, and what became of it.
"""

from fanal.accounts import outside_files

NAME = "tries.counted"
TRIED, TAKEN_BACK, FORGOTTEN = "+", "-", "0"


def count(what: str, day: int) -> int:
    """Count one try more, and return how many that makes on that day."""
    with outside_files.locked(NAME) as file:
        so_far = _count(file.read().splitlines(), f"{day} {what} ")
        outside_files.append(file, f"{day} {what} {TRIED}")
    return so_far + 1


def note(what: str, day: int, came_to: str) -> None:
    with outside_files.locked(NAME) as file:
        outside_files.append(file, f"{day} {what} {came_to}")


def forget_before(moment: float) -> None:
    outside_files.drop_before(NAME, moment)


def _count(lines: list[str], of: str) -> int:
    found = 0
    for line in lines:
        if line.startswith(of):
            came_to = line[len(of) :]
            found = 0 if came_to == FORGOTTEN else max(0, found + (1 if came_to == TRIED else -1))
    return found

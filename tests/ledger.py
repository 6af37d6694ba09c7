"""The ledger of attested rows, which never goes back: the databases of tests do."""

from fanal.authority import guard, memory, second_place


def forget():
    """As in a process and beside a database that are new."""
    memory.known.forget()
    guard.forget()
    second_place.path().unlink(missing_ok=True)

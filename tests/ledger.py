"""The ledger of attested rows, which never goes back: the databases of tests do."""

from fanal.authority import genuine_rows, memory, second_place


def forget():
    """As in a process and beside a database that are new."""
    memory.known.forget()
    genuine_rows.forget()
    second_place.path().unlink(missing_ok=True)

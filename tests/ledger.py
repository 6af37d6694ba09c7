"""The ledger of attested rows, which never goes back: the databases of tests do."""

from fanal.authority import genuine_rows, memory, noted_head


def forget():
    """As in a process and beside a database that are new."""
    memory.known.forget()
    genuine_rows.forget()
    noted_head.path().unlink(missing_ok=True)

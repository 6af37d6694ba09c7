"""What never goes back, the ledger of attested rows and which sessions ended: the databases of tests do."""

from fanal.accounts import ended_sessions
from fanal.authority import genuine_rows, memory, noted_head


def forget():
    """As in a process and beside a database that are new."""
    memory.known.forget()
    genuine_rows.forget()
    noted_head.path().unlink(missing_ok=True)
    ended_sessions.path().unlink(missing_ok=True)

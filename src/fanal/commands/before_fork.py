"""What the master of the server does before it forks a worker.

A worker lives for minutes (`fanal.commands.workers`). What each would have to verify in the middle
of its first page, thousands of rows of a large team, is verified here: only ids, versions and
marks stay in memory, nothing that somebody wrote.
"""

import logging

logger = logging.getLogger("fanal.workers")


def verify_rows() -> None:
    """Read the ledger, and verify what stands with each team. Where that cannot be done, each
    worker begins with nothing, and says to who asks what is wrong."""
    from django.db import Error

    from fanal.authority import memory
    from fanal.authority.failures import Unserved
    from fanal.people import other_teams

    try:
        other_teams.verify_all()
    except (Error, Unserved, OSError) as problem:
        logger.error("no rows were verified before a worker started: %s", type(problem).__name__)
        other_teams.forget()
        memory.known.forget()
    finally:
        let_go_of_the_database()


def let_go_of_the_database() -> None:
    """Workers are forks. A pool taken along would share one connection among them all, and its
    threads, which open new ones, do not come along: after PostgreSQL stopped it never recovers.
    """
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL

    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, PostgreSQL):
            connection.close_pool()

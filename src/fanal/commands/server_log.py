"""Keeps what somebody sent out of the log of the server: gunicorn quotes a request that it cannot
read, and the address of one that fails.
"""

import logging

LOGGER = "gunicorn.error"
# How the lines begin in which gunicorn quotes (workers/base.py), and what is logged in their place.
QUOTING = {
    "Invalid request from": "a request could not be read, and was refused",
    "Error handling request": "a request failed outside of the pages",
}


def quote_nothing() -> None:
    """Have the server log that there was such a request, and of which kind its failure is."""
    logging.getLogger(LOGGER).addFilter(_unquoted)


def _unquoted(record: logging.LogRecord) -> bool:
    for begins, says in QUOTING.items():
        if str(record.msg).startswith(begins):
            kind = record.exc_info[0] if record.exc_info else None
            record.msg = f"{says}: {kind.__name__}" if kind else says
            record.args, record.exc_info, record.exc_text = (), None, None
    return True

"""Keyed tokens, by which entries of the journal are found without being decrypted.

They serve two queries: who opened which files on a day (`audit.reading`), and what a person is told
about her own account (`accounts.notices`). Tokens of the first kind hold for one day: the next day
the same person, or file, has another. All other entries have random tokens.

An act that is added to `READS` or `NOTICES` needs a migration that writes the tokens of its older
entries anew: `audit.queries.examine` names each entry whose tokens are not those of what it says.
"""

import secrets
from datetime import date
from functools import cache
from uuid import UUID

from fanal.audit.models import JournalEntry, JournalText
from fanal.audit.sentences import modules
from fanal.sealed.server_key import marked

LENGTH = 32  # hexadecimal digits: with 128 bits two tokens never meet by chance


def of(day: date, text: JournalText) -> dict[str, str]:
    """Return both tokens of a new entry."""
    # Random and not empty: which entries can be found by a token would tell who reads and who
    # writes.
    random = {name: secrets.token_hex(LENGTH // 2) for name in ("by_token", "about_token")}
    return random | _found_by(day, text)


def fit(entry: JournalEntry) -> bool:
    """Whether the entry is found by what it says: the mark is not over its tokens."""
    held = {"by_token": entry.by_token, "about_token": entry.about_token}
    return held == held | _found_by(entry.day, entry.said)


def _found_by(day: date, text: JournalText) -> dict[str, str]:
    if text.act in reads():
        return {"by_token": reader(day, text.by), "about_token": file(day, text.about)}
    return {"about_token": account(text.about)} if text.act in notices() else {}


def reader(day: date, who: UUID | str) -> str:
    """Return the token of whoever opened a file on that day."""
    return marked(f"{day.isoformat()}|{who}", "readers of a day")[:LENGTH]


def file(day: date, about: str) -> str:
    """Return the token of a file that was opened on that day."""
    return marked(f"{day.isoformat()}|{about}", "files of a day")[:LENGTH]


def account(who: UUID | str) -> str:
    """Return the token of what a person is told about her own account."""
    return marked(str(who), "notices of an account")[:LENGTH]


@cache
def reads() -> frozenset[str]:
    """The acts that open a part of a file: `READS` in the `actions.py` of each app."""
    return frozenset().union(*(getattr(module, "READS", ()) for module in modules()))


@cache
def notices() -> frozenset[str]:
    """The acts of which a person is told: `NOTICES` in an app's `notices.py`."""
    found = (getattr(module, "NOTICES", ()) for module in modules("notices"))
    return frozenset().union(*found)

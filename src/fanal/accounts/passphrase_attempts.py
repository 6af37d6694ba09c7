"""The only way in which a page checks a pass-phrase or a code.

Each try is counted before it is looked at, against whoever tries:

| who | against | five minutes | a day |
|---|---|---|---|
| a browser known to the account | that browser | 5 | 100 |
| a session of the account | that session | 5 | 100 |
| anybody else | all strangers of the account together | 5 | 100 |
| anybody else, besides | her address, or IPv6 network of 64 bits | 100 | – |

Whoever found a laptop has three times as many: of its browser, of its session, of a stranger.
So strangers have 100 guesses a day at an account, from however many addresses: 36,500 in a year,
2^15, at one of 2^65 pass-phrases that were offered. A hundred in a row is what NIST SP 800-63B-4
(3.2.2) allows. Strangers who use theirs up keep out strangers alone: who comes with a known
browser or a security key is let in. And they take at most half of the places where pass-phrases
are stretched.

Wrong ones are journalled: the first of a day and the first that is not looked at, for each account
and kind. However many are sent, the journal grows by a few entries for each account and day.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from fanal.accounts import known_browsers, limits
from fanal.accounts.kdf_limiter import slot_for_strangers
from fanal.accounts.limits import DAY, SPAN, TooMany
from fanal.accounts.models import User
from fanal.accounts.sessions import hashed
from fanal.audit import actions as audit
from fanal.core.errors import BadInput, TooBusy

IN_A_SPAN, IN_A_DAY, AN_ADDRESS = 5, 100, 100
PASSPHRASE, RECOVERY_CODE, FACTOR = "passphrase", "recovery_code", "factor"
SEVERAL = 3  # wrong ones, of which she is told at her next sign-in
STRANGERS = "strangers"
WRONG, LIMIT = "wrong", "limit"


@dataclass(frozen=True)
class Tried:
    """What is tried, on which account, by whom."""

    kind: str
    address: str
    who: str

    @property
    def name(self) -> str:
        return f"{self.kind}|{self.address}|{self.who}"

    @property
    def by_a_stranger(self) -> bool:
        return self.who == STRANGERS

    @property
    def is_dear(self) -> bool:
        """Whether a stranger lets the machine stretch something."""
        return self.by_a_stranger and self.kind != FACTOR


@contextmanager
def one_try(request: HttpRequest, address: str, kind: str = PASSPHRASE) -> Iterator[None]:
    """Try it in this block, on the account of `address`: BadInput or ValidationError says that it
    is wrong. Raises TooMany. Not counted if the machine is too busy to look at it.
    """
    address = address.strip().lower()
    tried = Tried(kind, address, _who(request, address))
    try:
        # Before it is looked at: counted afterwards, a hundred tries sent at once would all be
        # looked at.
        _count(request, tried)
    except TooMany:
        _journal(LIMIT, tried)
        raise
    try:
        with slot_for_strangers() if tried.is_dear else nullcontext():
            yield
    except TooBusy:
        # Otherwise an attacker who keeps the machine busy would use up the owner's tries.
        limits.uncount(tried.name, SPAN)
        limits.uncount(tried.name, DAY)
        raise
    except (BadInput, ValidationError):
        _note_wrong(request, tried)
        raise
    # Right: the wrong tries before it were hers, or have come to nothing. Only those counted
    # against the same browser, session or strangers are forgotten.
    limits.forget(tried.name, SPAN, DAY)
    if kind == FACTOR:
        limits.forget(_tally(tried), DAY)


def wrong_before(address: str) -> int:
    """How often her pass-phrase was wrong at the sign-in since this was last asked."""
    tally = _tally(Tried(PASSPHRASE, address.strip().lower(), ""))
    if count := limits.tried(tally, DAY):
        limits.forget(tally, DAY)
    return count


def said(problem: TooMany) -> str:
    """The same for every account, and for none."""
    until = timezone.localtime(datetime.fromtimestamp(problem.until, UTC))
    today = until.date() == timezone.localdate()
    hour = date_format(until, "TIME_FORMAT" if today else "DATETIME_FORMAT")
    return gettext(
        "Too many tries. Wait until {hour}, then try again. A browser in which you have signed in "
        "before still lets you in."
    ).format(hour=hour)


def _who(request: HttpRequest, address: str) -> str:
    if mark := known_browsers.mark_in(request, address):
        return f"browser {mark}"
    user = request.user
    if user.is_authenticated and user.email == address and request.session.session_key:
        return f"session {hashed(request.session.session_key)}"
    return STRANGERS


def _count(request: HttpRequest, tried: Tried) -> None:
    # First: one address that tries many accounts is stopped before it has used up their tries.
    if tried.by_a_stranger and (near := limits.address(request)):
        limits.count(f"address|{near}", AN_ADDRESS)
    limits.count(tried.name, IN_A_SPAN, SPAN)
    limits.count(tried.name, IN_A_DAY, DAY)


def _note_wrong(request: HttpRequest, tried: Tried) -> None:
    _journal(WRONG, tried)
    if request.user.is_authenticated:
        return
    times = limits.count(_tally(tried), span=DAY)
    user = _account(tried)
    if tried.kind == FACTOR and times == SEVERAL and user:
        audit.record(act="account.codes", by=None, about=user.pk)


def _account(tried: Tried) -> User | None:
    return User.objects.filter(email=tried.address).first()


def _tally(tried: Tried) -> str:
    return f"wrong|{tried.kind}|{tried.address}"


def _journal(what: str, tried: Tried) -> None:
    """Write what became of a try into the journal, once a day.

    An address without an account takes as long as one that has one, but for its first wrong try of
    the day.
    """
    user = _account(tried)
    where = "stranger" if tried.by_a_stranger else "inside"
    whose = user.pk if user else ""
    if limits.count(f"told|{what}|{tried.kind}|{whose}|{where}", span=DAY) > 1:
        return
    act = f"account.{what}_{where if user else 'nobody'}"
    audit.record(act=act, by=None, about=whose, detail={"tried": tried.kind})

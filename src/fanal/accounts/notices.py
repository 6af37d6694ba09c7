"""Notices to a person about her own account: at her next sign-in, and by a mail without content.

OWASP ASVS 5.0, 6.3.5 (a sign-in that may not be hers) and 6.3.7 (a factor or pass-phrase changed).
They are read from the journal; all that is stored for them is up to which entry she was told.
"""

from collections.abc import Iterable

from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fanal.accounts import passphrase_attempts
from fanal.accounts.models import KnownBrowser, User
from fanal.accounts.requests import SignedInRequest
from fanal.audit import actions as audit
from fanal.audit import tokens
from fanal.audit.models import JournalEntry, JournalHead
from fanal.sealed.server_key import marked

NOTICES = {
    "account.browser": _("somebody signed in with a kind of browser that you had not used"),
    "account.wrong": _("somebody signed in after several wrong pass-phrases"),
    "account.codes": _("somebody knew your pass-phrase and typed several wrong codes"),
    "account.limit_inside": _("somebody typed many wrong pass-phrases in one of your sessions"),
    "account.factor_added": _("a second step was added"),
    "account.factor_gone": _("a second step was removed"),
    "account.factors": _("the administrator removed your second steps"),
    "account.told": _("somebody waits to be let in, or a colleague decided: see “Decisions”"),
    "account.end_told": _("the administrator ended the account of a director or an auditor"),
    "team.told": _("somebody is to leave a team, or a colleague decided: see “Decisions”"),
    "team.left": _("you were taken out of a team"),
    "account.changed": _("your name, address, role, office or teams were changed"),
    "organisation.told": _("a change waits, or a colleague decided one: see “Decisions”"),
    "account.back": _("a link to choose a new pass-phrase was made"),
    "keys.passphrase": _("the pass-phrase was changed"),
    "keys.code": _("a new recovery code was made"),
    "keys.recovered": _("the recovery code was used"),
    "organisation.recovered": _("new keys were made with the recovery sheets"),
}
# Keys of the session: what belongs to this sign-in ends with it.
UP_TO, WRONG_BEFORE = "notices up to", "wrong before"
# The rest stands in the journal.
LATEST = 10


def signed_in(request: HttpRequest, user: User, kind: str) -> None:
    """Journal what is unusual in this sign-in. She reads it at the next one: whoever signs in now
    may not be her.
    """
    head = JournalHead.objects.filter(id=1).values_list("number", flat=True).first()
    # Up to here the entries are of before this sign-in: what it causes itself is for the next one.
    request.session[UP_TO] = head or 0
    # Counted before the right pass-phrase set it to zero.
    if request.session.pop(WRONG_BEFORE, 0) >= passphrase_attempts.SEVERAL:
        audit.record(act="account.wrong", by=user, about=user.pk)
    if kind and _is_new(user, kind):
        audit.record(act="account.browser", by=user, about=user.pk)


def right_passphrase(request: HttpRequest, account: str) -> None:
    """Remember how often it was wrong since it was right the last time."""
    request.session[WRONG_BEFORE] = passphrase_attempts.wrong_before(account)


def unseen(request: SignedInRequest) -> list[str]:
    """What happened until this sign-in and was not shown yet; from now on it was."""
    up_to = request.session.pop(UP_TO, 0)
    about = _about([tokens.account(request.user.pk)])
    rows = list(about.filter(number__gt=request.user.told_to, number__lte=up_to))
    # `update`, since no other column of the account is meant.
    if rows:
        User.objects.filter(pk=request.user.pk).update(told_to=up_to)
    return [said(row) for row in rows[-LATEST:]]


def latest(user: User) -> list[str]:
    """The last few of them, newest first."""
    return [said(row) for row in _about([tokens.account(user.pk)]).reverse()[:LATEST]]


def said(entry: JournalEntry) -> str:
    day = date_format(timezone.localdate(entry.at))
    return gettext("{day}: {what}").format(day=day, what=str(NOTICES[entry.act]))


def to_mail() -> list[tuple[User, int]]:
    """Return whom to write to, and up to which entry that tells her."""
    people = {tokens.account(user.pk): user for user in User.objects.filter(is_active=True)}
    # One row for each account, whatever the length of the journal.
    last = _about(people).order_by().values_list("about_token").annotate(Max("number"))
    found = [(people[token], number) for token, number in last]
    # Only where something came since the last mail.
    return [(one, number) for one, number in found if number > one.mailed_to]


def mailed(user: User, up_to: int) -> None:
    User.objects.filter(pk=user.pk).update(mailed_to=up_to)


def _about(accounts: Iterable[str]) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(about_token__in=list(accounts)).order_by("number")


def _is_new(user: User, kind: str) -> bool:
    """Whether she has used others and never this one."""
    known = KnownBrowser.objects.filter(user=user)
    # Her first browser is no news.
    used_others = known.exists()
    # A keyed mark: which browsers she uses is not in the database in clear.
    _row, made = known.get_or_create(user=user, mark=marked(f"{user.pk}|{kind}", "browsers"))
    return made and used_others

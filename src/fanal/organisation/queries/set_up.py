"""What an installation needs before the first case, each with its proof and where it is done."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.access import case_teams
from fanal.accounts.models import Office, Team, User
from fanal.core.roles import Role
from fanal.core.words import Sentence
from fanal.installation.backup_notes import last_backup, last_tried_restore
from fanal.keys.queries import teams_with_leads
from fanal.partners.models import Area, Partner
from fanal.partners.queries.findings import judged
from fanal.web.proofs import SetUpProof, last_proof
from fanal.web.set_up import INVITE, PROGRAMMES, SetUpItem, proposing
from fanal.web.sweeps import sweep_status
from fanal.web.words import translated

# What `fanal.health` looks at, by the names of its checks: one floor up, and said when the server
# starts. Whatever it finds wrong is not done here either.
CHECKS: dict[str, Callable[[], Sentence | None]] = {}


def items() -> list[SetUpItem]:
    """Return the items in the order in which they are done."""
    return [make_item() for make_item in ITEMS]


def programmes() -> list[SetUpItem]:
    """What the organisation may offer besides case work, in the order of its titles."""
    return sorted((make_item() for make_item in PROGRAMMES.values()), key=lambda one: one.title)


def _time_zones() -> SetUpItem:
    without = Office.objects.filter(time_zone=None).order_by("name")
    names = ", ".join(map(str, without))
    return SetUpItem(
        _("Offices and their time zones"),
        "care" if names else "ok",
        _("No time zone: {names}").format(names=names) if names else _names(Office.objects.all()),
        _("Open each office and choose its time zone: hours are shown by it."),
        "organisation:list",
    )


def _teams() -> SetUpItem:
    teams = case_teams()
    wrong = _wrong("teams_have_keys", "team_without_lead") or _not_let_in(1)
    return SetUpItem(
        _("Teams with a lead who holds their keys"),
        "care" if wrong or not teams else "ok",
        wrong or _names(teams),
        _("Invite the lead of each team: her first sign-in makes its keys."),
        INVITE,
        _proposes_a_lead(),
    )


def _second_leads() -> SetUpItem:
    # A team without any does not hide one whose only lead may go on leave.
    found = filter(None, [_wrong("team_without_lead"), _wrong("team_with_one_lead")])
    wrong = " · ".join(found) or _not_let_in(2)
    teams = case_teams()
    return SetUpItem(
        _("A second lead in each team"),
        "care" if wrong or not teams else "ok",
        wrong or _names(teams),
        _("Invite one: while the only lead is away, no newcomer can be let in."),
        INVITE,
        _proposes_a_lead(),
    )


def _not_let_in(leads: int) -> str:
    """Say in which teams fewer leads than that hold the key: one who was not let in yet lets in
    nobody."""
    enough = teams_with_leads(case_teams(), leads).values("pk")
    without = _names(case_teams().exclude(pk__in=enough))
    said = _("Not let in yet on the page “Team”: a lead of {teams}")
    return said.format(teams=without) if without else ""


def _proposes_a_lead() -> str:
    """Return that a lead is invited, into the team that has the fewest of them."""
    leads = Count("members", filter=Q(members__is_active=True, members__role=Role.TEAM_LEAD))
    team = case_teams().annotate(leads=leads).order_by("leads", "name").first()
    return proposing(Role.TEAM_LEAD, team.pk if team else None)


def _directors() -> SetUpItem:
    directors = list(
        User.objects.filter(is_active=True, role=Role.DIRECTOR).order_by("display_name")
    )
    names = ", ".join(map(str, directors)) or _("none yet")
    return SetUpItem(
        _("A second director"),
        "care" if _wrong("two_directors") else "ok",
        names,
        _("Of two, one agrees where the other asks, or is away."),
        INVITE,
        proposing(Role.DIRECTOR),
    )


def _mail() -> SetUpItem:
    """Return the item of mail. A server that is set may refuse each one: it took one, or is not
    known to take any."""
    title = _("Mail")
    if _wrong("mail_server"):
        how = _("On the server, [mail] in the settings file. Without it nobody is told by mail.")
        return SetUpItem(title, "care", _("No mail server is set."), how)
    options = settings.MAILERS["default"].get("OPTIONS")
    host = str(options.get("host", "")) if isinstance(options, Mapping) else ""
    how = _("The timer sends what waits; `fanal doctor` on the server says whether it is let in.")
    if wrong := _wrong("mails_owed"):
        return SetUpItem(title, "care", wrong, how)
    if (day := last_proof(SetUpProof.MAIL)) is None:
        return SetUpItem(title, "unknown", _("No mail went through {host}").format(host=host), how)
    # The proof names no server: another may be set since.
    went = _("A mail server took one on {day}").format(day=date_format(day))
    return SetUpItem(title, "ok", went, how)


def _timer() -> SetUpItem:
    status = sweep_status(timezone.localtime())
    proof = (
        _("Last ran {when}").format(when=_moment_words(status.ended_at)) if status.ended_at else ""
    )
    return SetUpItem(
        _("The timer"),
        "care" if _wrong("timer_runs") else "ok",
        proof or _("It never ran: a missed sign of life raises no alarm."),
        _("On the server: `systemctl enable --now fanal-tick.timer`."),
    )


def _backup() -> SetUpItem:
    """Return the item of the backup, which `fanal backup` notes outside the database: a restore
    puts that back."""
    note = last_backup(settings.VAR)
    item = _proved(
        _("Backup"),
        timezone.localtime(note.at).date() if note else None,
        "backup_within_a_week",
        _(
            "On the server: `fanal backup FOLDER` now, and `fanal-backup.timer` each night, the "
            "keys apart from it."
        ),
    )
    # A backup that nobody could open is none: the key files are in no backup.
    if item.done and _wrong("key_files_exported"):
        return replace(
            item,
            state="care",
            proof=_("{last}: it opens nothing without the key files").format(last=item.proof),
            how=_("On the server: `fanal keys export FILE`, kept apart from the backups."),
        )
    return item


def _restore() -> SetUpItem:
    note = last_tried_restore(settings.VAR)
    return _proved(
        _("A restore tried"),
        timezone.localtime(note.at).date() if note else None,
        "restore_tried",
        _("On the server: `fanal restore --try FILE` of the last backup, with two of the sheets."),
    )


def _sheets() -> SetUpItem:
    """Return the item of the sheets. A restored copy has a database of its own, so what opens there
    is known here by the note of the trial alone: of a backup made with the sheets of now."""
    note, drawn = last_tried_restore(settings.VAR), last_proof(SetUpProof.NEW_SHEETS)
    days = [last_proof(SetUpProof.SHEETS)]
    if note and (drawn is None or timezone.localtime(note.made).date() > drawn):
        days.append(timezone.localtime(note.at).date())
    return _proved(
        _("Recovery sheets tried"),
        max((day for day in days if day), default=None),
        "",
        _("On the server: `fanal restore --try FILE` with two of them, of a backup made since."),
    )


def _partners() -> SetUpItem:
    """Return the item of the directory: one of which nothing was found may be asked nothing."""
    partners, areas = Partner.objects.filter(merged_into=None), Area.objects.count()
    known = judged(partners, timezone.localdate())
    proof = _("Partners: {partners}, judged: {judged}; areas: {areas}")
    return SetUpItem(
        _("Partners and areas"),
        "ok" if known and areas else "care",
        proof.format(partners=partners.count(), judged=known, areas=areas),
        _(
            "A lead or a director adds them on the pages “Partners”, also from a list, and “Areas”,"
            " where a starting set is; then two people say on the page of each whom to trust."
        ),
    )


def _reach() -> SetUpItem:
    """What is not written down no case finds: that one of us could go and need ask no partner."""
    without = _names(case_teams().filter(reaches=None))
    return SetUpItem(
        _("Where each team can go"),
        "care" if without or not case_teams() else "ok",
        _("Not written down: {teams}").format(teams=without) if without else _names(case_teams()),
        _("Open each team and say where it can go, in how many days. Its areas are added first."),
        "organisation:list",
    )


def _proved(title: str, day: date | None, check: str, how: str) -> SetUpItem:
    """Return an item that is done where it was and, as `check` says, not too long ago."""
    if day is None:
        never = _wrong(check) if check else ""
        return SetUpItem(title, "care" if never else "unknown", never or _("Not known yet"), how)
    last = _("Last {when}").format(when=date_format(day))
    if check and _wrong(check):
        return SetUpItem(title, "care", _("{last}: too long ago").format(last=last), how)
    return SetUpItem(title, "ok", last, how)


def _wrong(*checks: str) -> str:
    """What the first of these finds wrong; "" where all is well."""
    results = (CHECKS[check]() for check in checks)
    return next((capfirst(translated(result)) for result in results if result), "")


def _moment_words(at: datetime) -> str:
    return str(date_format(timezone.localtime(at), "DATETIME_FORMAT"))


def _names(rows: Iterable[Office | Team]) -> str:
    return ", ".join(sorted(map(str, rows)))


ITEMS: tuple[Callable[[], SetUpItem], ...] = (
    _time_zones,
    _teams,
    _directors,
    _second_leads,
    _mail,
    _timer,
    _backup,
    _restore,
    _sheets,
    _partners,
    _reach,
)

"""The units of systemd: the server, the timer, the backup of each night.

One block of rights for all of them: none that they do not need. Settings stand in the settings
file, secrets in the key files; a unit holds neither.
"""

from dataclasses import dataclass
from pathlib import Path

USUAL_VAR = Path("/var/lib/fanal")
CACHE = Path("/var/cache/fanal")

SERVER = """\
# Fanal behind a proxy on the same machine (docs/operating.md). Written by `fanal install-service`;
# changes of your own belong into `systemctl edit fanal`.
[Unit]
Description=Fanal
After=network.target postgresql.service

[Service]
Type=notify
ExecStart={program} serve
Restart=on-failure
# The master ends its workers, and gives them 30 seconds for what is being sent.
KillMode=mixed
TimeoutStopSec=40
# Lets the server lock all of its memory against swap.
LimitMEMLOCK=infinity
{rights}
[Install]
WantedBy=multi-user.target
"""
ONCE = """\
# {what}. Written by `fanal install-service`.
[Unit]
Description=Fanal: {what}
After=network.target postgresql.service

[Service]
Type=oneshot
ExecStart={command}
{rights}"""
TIMER = """\
# {what}. Written by `fanal install-service`.
[Unit]
Description=Fanal: {what}

[Timer]
OnCalendar={when}
AccuracySec=30s
# What was missed while the machine was off is done at once.
Persistent=true

[Install]
WantedBy=timers.target
"""
RIGHTS = """\
User={account}
Group={account}
{environment}
# Memory: no core dump, no swap.
LimitCORE=0
MemorySwapMax=0
CoredumpFilter=0

# Files: its own folders, for itself alone.
UMask=0077
{folders}
CacheDirectory=fanal
CacheDirectoryMode=0700
ReadOnlyPaths=-/etc/fanal
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes

# Rights: none that it does not need.
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
RestrictSUIDSGID=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictNamespaces=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
# Not MemoryDenyWriteExecute: an estimate compiles its loops (numba), in a process of its own.
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
# Other processes of this account are not seen, and cannot be traced.
ProtectProc=invisible
KeyringMode=private

# Network: the proxy, the database, the mail.
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
"""


@dataclass(frozen=True)
class Place:
    """Where the program, its data and its settings lie, and which account runs it."""

    program: Path
    account: str
    var: Path
    config: Path | None  # where it is not the usual one
    written: tuple[Path, ...] = ()  # other folders that it writes to
    backups: Path | None = None  # None: this version makes none

    def opened(self) -> list[Path]:
        """The folders that have to be there; systemd makes the usual one of the data itself."""
        folders = [*self.written, *([self.backups] if self.backups else [])]
        return folders if self.var == USUAL_VAR else [self.var, *folders]


def units(place: Place) -> dict[str, str]:
    """The text of each unit, by the name of its file."""
    rights = rights_of(place)
    made = {
        "fanal.service": SERVER.format(program=place.program, rights=rights),
        **_timed("fanal-tick", "the sweep of the timer", "*:0/5", f"{place.program} tick", rights),
    }
    if place.backups:
        command = f"{place.program} backup {place.backups}"
        made |= _timed("fanal-backup", "the backup of the night", "*-*-* 02:30", command, rights)
    return made


def rights_of(place: Place) -> str:
    environment = [f"Environment=XDG_CACHE_HOME={CACHE}"]
    if place.config:
        environment.append(f"Environment=FANAL_CONFIG={place.config}")
    return RIGHTS.format(
        account=place.account, environment="\n".join(environment), folders=_folders(place)
    )


def _folders(place: Place) -> str:
    usual = ["StateDirectory=fanal", "StateDirectoryMode=0700"] if place.var == USUAL_VAR else []
    return "\n".join(usual + [f"ReadWritePaths={one}" for one in place.opened()])


def _timed(name: str, what: str, when: str, command: str, rights: str) -> dict[str, str]:
    return {
        f"{name}.service": ONCE.format(what=what, command=command, rights=rights),
        f"{name}.timer": TIMER.format(what=what, when=when),
    }

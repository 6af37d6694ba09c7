"""Confine a process that parses an untrusted document: it may compute and answer (ADR 25).

    limits            memory, seconds, files open, none written, no program started (setrlimit(2))
    no dump           no other process of this account reads along (prctl(2), PR_SET_DUMPABLE)
    no key file       Landlock: of the disk it reads libraries and fonts alone (landlock(7))
    no network        seccomp: only the calls of `CALLS`; none that opens a connection, starts a
                      program, sends a signal or looks into another process (seccomp(2))

None needs a right, and there is no way back from any. A kernel older than 5.13, or a machine of
another kind, has less of it: `confine` tells what was reached.
"""

import ctypes
import os
import platform
import resource
import stat
import struct
import sys
from contextlib import suppress
from pathlib import Path

# Of the process: bytes of memory, seconds of a processor, files open at once.
MEMORY, SECONDS, FILES = 1_000_000_000, 20, 64
FONTS_AND_LIBRARIES = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/lib", "/usr/lib64")

PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_GET_SECCOMP, PR_SET_SECCOMP = 4, 38, 21, 22
SECCOMP_MODE_FILTER = 2
# Landlock: the same numbers on every processor.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_ASKED, PATH_BENEATH = 1, 1
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
ALL_OF_FILES = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights each version knows
ALL_OF_NETWORK, ALL_BEYOND = 3, 3  # TCP; sockets without a name in the file system, and signals

# The calls that Python, Pillow and PDFium make once they are loaded, by architecture as the kernel
# names it (linux/audit.h) and by number (asm/unistd.h): reading files, memory, time, its own end.
CALLS = {
    "x86_64": (0xC000003E, (
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 24, 25, 28,
        32, 35, 39, 60, 63, 72, 79, 89, 96, 97, 98, 99, 102, 104, 107, 108, 110, 131, 137, 138, 158,
        186, 202, 204, 217, 218, 219, 228, 229, 230, 231, 257, 262, 267, 269, 271, 273, 309, 318,
        324, 332, 334, 439,
    )),
    "aarch64": (0xC00000B7, (
        17, 23, 25, 29, 43, 44, 48, 56, 57, 61, 62, 63, 64, 65, 66, 67, 73, 78, 79, 80, 93, 94, 96,
        98, 99, 101, 113, 114, 115, 123, 124, 128, 132, 134, 135, 139, 160, 163, 165, 168, 169, 172,
        173, 174, 175, 176, 177, 178, 179, 214, 215, 216, 222, 226, 233, 278, 283, 291,
        293, 439,
    )),
}  # fmt: skip
LOAD, JUMP_IF_EQUAL, ANSWER = 0x20, 0x15, 0x06  # of classic BPF, as seccomp runs it
NUMBER_AT, ARCHITECTURE_AT = 0, 4  # in what the filter is shown of a call (seccomp_data)
ALLOWED, ENDED, NOT_THERE = 0x7FFF0000, 0x80000000, 0x00050000 | 38  # ENOSYS


class _Filter(ctypes.Structure):
    """sock_fprog: how many steps, and where they stand."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def confine() -> set[str]:
    """Give up what is not needed to draw, for good: which of "files" and "calls" were closed."""
    _limit()
    if sys.platform != "linux":
        return set()
    _asked("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)
    # Without it the kernel takes a seccomp filter from nobody but root (seccomp(2)).
    if _asked("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return set()
    # Files first: the filter then forbids the calls by which Landlock is asked.
    closed = {"files"} if _close_files() else set()
    return closed | ({"calls"} if _close_calls() else set())


def can_close() -> set[str]:
    """Return which of these `confine` could close on this machine; nothing is closed by asking."""
    if sys.platform != "linux":
        return set()
    files = {"files"} if _asked("syscall", CREATE_RULESET, None, 0, VERSION_ASKED) > 0 else set()
    has_filters = _asked("prctl", PR_GET_SECCOMP, 0, 0, 0, 0) >= 0
    return files | ({"calls"} if has_filters and platform.machine() in CALLS else set())


def _limit() -> None:
    with suppress(OSError):  # where memory runs out, this process goes before the server
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        # Both the soft and the hard limit: a process may raise a soft one again.
        resource.setrlimit(what, (most, most))


def _asked(call: str, *arguments: int | bytes | None) -> int:
    """Return what the system answered; below nothing where it has no such call."""
    function = getattr(ctypes.CDLL(None, use_errno=True), call, None)
    if function is None:
        return -1
    # Otherwise ctypes takes the answer for an int of 32 bits.
    function.restype = ctypes.c_long
    c_arguments = (
        ctypes.c_long(argument) if isinstance(argument, int) else argument for argument in arguments
    )
    return int(function(*c_arguments))


def _close_files() -> bool:
    """Landlock (Linux 5.13): reads beneath the folders of libraries and fonts, and nothing else."""
    version = _asked("syscall", CREATE_RULESET, None, 0, VERSION_ASKED)
    if version < 1:
        return False
    ruleset = _handled(version)
    rules = _asked("syscall", CREATE_RULESET, ruleset, len(ruleset), 0)
    for folder in {
        *FONTS_AND_LIBRARIES,
        *(folder_of_python for folder_of_python in sys.path if folder_of_python),
    }:
        _let_read(rules, folder)
    return _asked("syscall", RESTRICT_SELF, rules, 0) == 0


def _handled(version: int) -> bytes:
    """landlock_ruleset_attr: all that this kernel can forbid; the rules then allow some of it."""
    # A kernel that is newer than this list forbids at least what we know: it refuses a ruleset with
    # rights that it does not have.
    rights = ALL_OF_FILES.get(version, max(ALL_OF_FILES.values()))
    fields = [(1 << rights) - 1]
    fields += [ALL_OF_NETWORK] if version > 3 else []
    fields += [ALL_BEYOND] if version > 5 else []
    return struct.pack(f"={len(fields)}Q", *fields)


def _let_read(rules: int, folder: str) -> None:
    """Let a path be read. A folder that is not there gives nothing; one that is a file (a zip of
    Python) is read."""
    try:
        # `O_PATH` opens nothing for reading: it only names the folder to the kernel.
        handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights = READ_FILE | (READ_FOLDER if stat.S_ISDIR(os.fstat(handle).st_mode) else 0)
    _asked("syscall", ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", rights, handle), 0)
    os.close(handle)


def _close_calls() -> bool:
    """seccomp: every other call is answered as if this kernel did not have it."""
    if platform.machine() not in CALLS:
        return False
    steps = _steps(*CALLS[platform.machine()])
    program = bytes(_Filter(len(steps) // 8, steps))
    return _asked("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0) == 0


def _steps(architecture: int, calls: tuple[int, ...]) -> bytes:
    """The program of the filter: another architecture ends the process; a call that is not listed
    comes to the last step but one."""
    steps = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (JUMP_IF_EQUAL, 1, 0, architecture),
        (ANSWER, 0, 0, ENDED),
        (LOAD, 0, 0, NUMBER_AT),
        *((JUMP_IF_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)),
        # ENOSYS and not an end of the process: libraries probe for newer calls and go on without
        # them.
        (ANSWER, 0, 0, NOT_THERE),
        (ANSWER, 0, 0, ALLOWED),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)

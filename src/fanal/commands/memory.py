"""The memory of a process that has the keys: not dumped, not read by others, not swapped out, and
given back once it is free.

    no core dump        RLIMIT_CORE 0 (getrlimit(2))
    no ptrace, no mem   PR_SET_DUMPABLE 0 (prctl(2), proc(5)): /proc/PID/mem is for root alone
    no swap             mlockall(2) where RLIMIT_MEMLOCK allows all of it, otherwise the keys alone

A fork inherits the first two and not the third: each worker locks its own memory. Root reads all
of it all the same.
"""

import ctypes
import logging
import resource
import sys

PR_SET_DUMPABLE = 4  # linux/prctl.h; those of mlockall from asm/mman.h
MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT = 1, 2, 4
# Without the limit, what is mapped later would fail to be, in the middle of a request.
ALL_LOCKED = "all of it stays out of swap"
UNLIMITED = {resource.RLIM_INFINITY}
logger = logging.getLogger("fanal.memory")


def close_to_others() -> bool:
    """Allow no core dump, and no other process of this account to read along; return
    whether it is so."""
    # The hard limit as well, so that nothing in this process raises it again.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return _done("prctl", PR_SET_DUMPABLE, 0, 0, 0, 0)


def lock_all() -> bool:
    """Keep all memory of this process out of swap, if the limit allows it. Whether it is so."""
    if resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] not in UNLIMITED:
        return False
    # On fault: pages are locked as they come into use, so that address space which is only
    # reserved takes no memory (mlockall(2)).
    return _done("mlockall", MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)


def lock(secret: bytes) -> bool:
    """Keep the pages that `secret` stands on out of swap. Whether it is so."""
    return _done("mlock", ctypes.c_char_p(secret), ctypes.c_size_t(len(secret)))


def lock_what_may_be(keys: list[bytes]) -> str:
    """Lock all memory, or at least `keys`; return what was reached, in words for the log."""
    if lock_all():
        return ALL_LOCKED
    kept = [lock(key) for key in keys]
    if all(kept):
        return "the keys stay out of swap, the rest does not: LimitMEMLOCK=infinity"
    return "nothing keeps it out of swap: encrypt swap or switch it off"


def give_back() -> bool:
    """Give the system what is free within the heap, where the C library does so (glibc,
    malloc_trim(3)): it would keep what the largest search took, with the names that stood in it.
    Whether there was any."""
    trim = getattr(_libc(), "malloc_trim", None)
    return bool(trim is not None and trim(0))


def tell(closed: bool, locked: str) -> None:
    """Write one line in the log at the start."""
    others = "no core dump, closed to other processes" if closed else "open to other processes"
    logger.info("memory of the server: %s; %s", others, locked)


def _done(name: str, *arguments: object) -> bool:
    """Whether the system has the call, and it went well."""
    call = getattr(_libc(), name, None)
    return bool(call is not None and call(*arguments) == 0)


def _libc() -> ctypes.CDLL | None:
    """The C library of this system, where there is one that answers as Linux does."""
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

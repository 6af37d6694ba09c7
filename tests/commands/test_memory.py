"""The memory of a process that has the keys, asked of the system in a process of its own."""

import json
import os
import subprocess
import sys

import pytest

BODY = """
import json, os, resource, sys
from pathlib import Path
from fanal.commands import memory

def locked():
    return int(Path("/proc/self/status").read_text().split("VmLck:")[1].split()[0])

def dumpable():
    return memory._libc().prctl(3, 0, 0, 0, 0)  # PR_GET_DUMPABLE
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")


def said(body):
    """What a process answers that runs `body`; it says so by `told`."""
    code = BODY + body + "\nprint(json.dumps(told))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@linux
def test_nothing_is_dumped_and_no_other_process_reads_along_nor_in_a_fork():
    told = said("""
before = dumpable()
closed = memory.close_to_others()
child = os.fork()
if child == 0:
    os._exit(dumpable())
told = [before, closed, dumpable(), os.waitpid(child, 0)[1], resource.getrlimit(resource.RLIMIT_CORE)]
""")
    assert told == [1, True, 0, 0, [0, 0]]


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another account")
def test_another_process_of_the_same_account_cannot_open_the_memory():
    told = said("""
def opened():
    os.setresuid(65534, 65534, 65534)
    memory.close_to_others() if closed else memory._libc().prctl(4, 1, 0, 0, 0)
    parent = os.getpid()
    if os.fork():
        return os.waitpid(-1, 0)[1] >> 8
    try:
        open(f"/proc/{parent}/mem", "rb").close()
    except PermissionError:
        os._exit(0)
    os._exit(1)

closed = len(sys.argv) > 5
told = []
for closed in (False, True):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, bytes([opened()]))
        os._exit(0)
    os.waitpid(child, 0)
    told.append(os.read(read, 1)[0])
""")
    assert told == [1, 0]


@linux
def test_keys_stay_out_of_swap():
    told = said("""
resource.setrlimit(resource.RLIMIT_MEMLOCK, (65536, resource.getrlimit(resource.RLIMIT_MEMLOCK)[1]))
before, words = locked(), memory.lock_what_may_be([bytes(range(32)), bytes(range(32, 64))])
told = [before, words, locked()]
""")
    assert told[0] == 0
    assert "the keys stay out of swap, the rest does not" in told[1]
    assert 0 < told[2] <= 16  # some pages, in KiB


@linux
def test_all_memory_stays_out_of_swap_where_the_limit_allows_it():
    """Root is allowed what the unit allows by LimitMEMLOCK, where the machine lets root be root."""
    told = said("""
memory.UNLIMITED.add(resource.getrlimit(resource.RLIMIT_MEMLOCK)[0])
words, first = memory.lock_what_may_be([b"key"]), locked()
more = bytearray(os.urandom(8 << 20))
told = [words, first, locked() - first]
""")
    if "all of it" not in told[0]:
        pytest.skip("the limit of this machine is low, and nobody here is above it")
    assert told[1] > 4096
    assert told[2] >= 8192  # KiB: what comes later as well


def test_a_system_without_these_calls_says_so():
    told = said("""
memory._libc = lambda: None
told = [memory.close_to_others(), memory.lock_what_may_be([b"key"])]
""")
    assert told == [False, "nothing keeps it out of swap: encrypt swap or switch it off"]


@linux
def test_what_a_search_took_is_given_back_also_where_something_small_stands_behind_it():
    before, after = said("""
import ctypes

def resident():
    return int(Path("/proc/self/status").read_text().split("RssAnon:")[1].split()[0])

libc = ctypes.CDLL(None)
libc.mallopt(-3, 1 << 30)  # M_MMAP_THRESHOLD: all of it within the heap, as after a large search
taken = [bytearray(100_000) for _ in range(300)]
kept = taken[-1]
del taken
before = resident()
memory.give_back()
told = [before, resident()]
""")
    assert before - after > 20_000  # kB


def test_what_a_command_loads_is_not_looked_through_for_garbage():
    looks, loaded, on = said("""
import gc
from fanal.commands import django_setup

os.environ["DJANGO_SETTINGS_MODULE"] = "fanal.settings.test"
looks = []
gc.callbacks.append(lambda phase, _info: looks.append(phase))
django_setup.load()
told = [len(looks), gc.get_freeze_count(), gc.isenabled()]
""")
    assert on
    assert looks <= 2  # the beginning and the end of one, which finds nothing to look through
    assert loaded > 100_000

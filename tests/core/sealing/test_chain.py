"""Whatever is done to a chain of entries is found."""

from hypothesis import assume, given
from hypothesis import strategies as st

from fanal.core.sealing import chain
from fanal.core.sealing.chain import ChainLink

KEY = b"k" * 32
contents = st.lists(st.binary(max_size=20), min_size=2, max_size=8)


def built(contents, key=KEY):
    links, before = [], chain.START
    for number, content in enumerate(contents, 1):
        mark = chain.mark(key, before, number, content)
        links.append(ChainLink(number, content, before, mark))
        before = mark
    return links


def head(links):
    return links[-1].number, links[-1].mark


@given(contents)
def test_a_chain_as_it_was_written_is_whole(contents):
    links = built(contents)
    assert chain.faults(KEY, links, head(links)) == []


@given(contents, st.data())
def test_whatever_is_left_out_is_missed(contents, data):
    links = built(contents)
    gone = data.draw(st.sets(st.integers(0, len(links) - 1), min_size=1))
    rest = [link for n, link in enumerate(links) if n not in gone]
    assert chain.faults(KEY, rest, head(links))


@given(contents, st.data())
def test_an_edit_is_named(contents, data):
    links = built(contents)
    n = data.draw(st.integers(0, len(links) - 1))
    other = data.draw(st.binary(max_size=20))
    assume(other != links[n].content)
    links[n] = ChainLink(n + 1, other, links[n].before, links[n].mark)
    said = [str(fault) for fault in chain.faults(KEY, links, head(links))]
    assert said == [f"entry {n + 1} was changed"]


@given(contents, st.permutations(range(8)))
def test_another_order_is_found(contents, order):
    links = built(contents)
    order = [n for n in order if n < len(links)]
    assume(order != sorted(order))
    assert chain.faults(KEY, [links[n] for n in order], head(links))


@given(contents)
def test_a_chain_written_anew_without_the_key_is_found(contents):
    ours, theirs = built(contents), built(contents, key=b"x" * 32)
    assert len(chain.faults(KEY, theirs, head(ours))) >= len(theirs)


def test_a_head_that_names_another_entry_is_found_and_none_at_all_is_not_looked_for():
    links = built([b"one", b"two", b"three"])
    said = [str(fault) for fault in chain.faults(KEY, links, (2, links[0].mark))]
    assert said == ["entry 2 is not the one that the head names"]
    assert chain.faults(KEY, links, (2, links[1].mark)) == []
    assert chain.faults(KEY, links) == chain.faults(KEY, [], (0, chain.START)) == []
    assert chain.faults(KEY, links[:2], (3, links[2].mark))[0].template.startswith(
        "the journal ends"
    )


def test_an_entry_that_follows_another_one_is_found():
    one, two = built([b"one", b"two"]), built([b"uno", b"two"])
    found = chain.faults(KEY, [one[0], two[1]])
    assert [str(fault) for fault in found] == ["entry 2 does not follow entry 1"]
    assert found[0].evidence == one[0].mark + two[0].mark


def test_a_head_noted_elsewhere_is_held_against_the_entry_of_its_number():
    marks = {1: b"a" * 32, 2: b"b" * 32}
    kept = [chain.NotedHead(1, b"a" * 32), chain.NotedHead(2, b"b" * 32)]
    assert chain.not_here(marks, kept) == []
    lost = [chain.NotedHead(2, b"c" * 32, "2026-01-02"), chain.NotedHead(3, b"d" * 32)]
    found = chain.not_here(marks, [*kept, *lost, lost[0]])
    assert [one.values["n"] for one in found] == [2, 3]
    assert len({one.key() for one in found}) == 2


def test_a_fault_without_evidence_is_never_acknowledged():
    said = chain.say("entry {n} was changed", n=1)
    assert chain.fault(said).key() == ""
    assert len(chain.fault(said, b"").key()) == 32
    assert chain.fault(said, b"a").key() != chain.fault(said, b"b").key()

"""Whatever is done to a chain of entries is found."""

from hypothesis import assume, given
from hypothesis import strategies as st

from fanal.core.sealing import chain
from fanal.core.sealing.chain import Link

KEY = b"k" * 32
contents = st.lists(st.binary(max_size=20), min_size=2, max_size=8)


def built(contents, key=KEY):
    links, before = [], chain.START
    for number, content in enumerate(contents, 1):
        mark = chain.mark(key, before, number, content)
        links.append(Link(number, content, before, mark))
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
    links[n] = Link(n + 1, other, links[n].before, links[n].mark)
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

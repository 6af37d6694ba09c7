"""Pairs seen together: who hangs together, and by which weak link.

A chain of likely pairs is not one person: at a million records transitive closure once made one
person of 979 records. So a group is shown as a graph; the link by which it would fall apart
most cheaply is marked; nothing is merged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Link:
    """Two records and the bits for one person. `weak`: without these the group falls in two."""

    a: str
    b: str
    bits: float
    weak: bool = False


@dataclass(frozen=True)
class Group:
    """Records that hang together, and the links between them, strongest first."""

    records: tuple[str, ...]
    links: tuple[Link, ...]


def groups(links: Iterable[Link], *, least: float = 0.0) -> tuple[Group, ...]:
    """The groups made by links of `least` bits or more, largest first; order does not matter."""
    strong = sorted((link for link in links if link.bits >= least), key=by_strength)
    leader: dict[str, str] = {}
    holding: set[tuple[str, str]] = set()
    for link in strong:
        one, other = find(leader, link.a), find(leader, link.b)
        # Kruskal's algorithm, strongest first: the links that join two groups make a maximum
        # spanning tree.
        if one != other:
            # The smaller id leads, so that the order of the links changes nothing.
            leader[max(one, other)] = min(one, other)
            holding.add((link.a, link.b))
    members: dict[str, list[str]] = {}
    for record in sorted(leader.keys() | {r for link in strong for r in (link.a, link.b)}):
        members.setdefault(find(leader, record), []).append(record)
    inside: dict[str, list[Link]] = {}
    for link in strong:
        inside.setdefault(find(leader, link.a), []).append(link)
    made = [group(records, inside.get(head, []), holding) for head, records in members.items()]
    return tuple(sorted(made, key=lambda g: (-len(g.records), g.records)))


def by_strength(link: Link) -> tuple[float, str, str]:
    return (-link.bits, link.a, link.b)


def find(leader: dict[str, str], record: str) -> str:
    while leader.get(record, record) != record:
        record = leader[record]
    return record


def group(records: list[str], inside: list[Link], holding: set[tuple[str, str]]) -> Group:
    """The weakest link of the strongest tree is where a group of three or more parts first.
    `inside`: the links between these records."""
    tree = [link for link in inside if (link.a, link.b) in holding]
    # `by_strength` sorts the strongest first, so that the largest is the weakest.
    weakest = max(tree, key=by_strength) if len(records) > 2 else None
    parts = {record: record for record in records}
    for link in tree:
        if link != weakest:
            one, other = find(parts, link.a), find(parts, link.b)
            parts[max(one, other)] = min(one, other)
    marked = [replace(li, weak=find(parts, li.a) != find(parts, li.b)) for li in inside]
    return Group(tuple(records), tuple(marked))

"""Which questions a case asks beyond those of every case: its kinds ask, or an answer does."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from fanal.core.casework.answers import is_value, load
from fanal.core.casework.codes import CaseKind


class Topic(StrEnum):
    """The topics beyond those of every case, by the names of the questions of
    `particulars.ALSO`."""

    SURROGACY = "surrogacy"
    MARRIAGE = "marriage"
    CHILDREN = "children"
    IMAGES = "images"
    MONEY = "money"
    SEA = "sea"
    COMPOUND = "compound"


ALSO = "also"
# The kinds of entries of each topic, in the order in which they are offered.
ENTRIES: Mapping[Topic, tuple[str, ...]] = {
    Topic.SURROGACY: ("surrogacy",),
    Topic.MARRIAGE: ("marriage",),
    Topic.CHILDREN: ("child_born",),
    Topic.IMAGES: ("images",),
    Topic.MONEY: ("debt", "work"),
    Topic.SEA: ("sea",),
    Topic.COMPOUND: ("compound",),
}
BY_KIND: Mapping[CaseKind, tuple[Topic, ...]] = {
    CaseKind.SURROGACY: (Topic.SURROGACY, Topic.CHILDREN, Topic.MONEY),
    CaseKind.FORCED_MARRIAGE: (Topic.MARRIAGE, Topic.CHILDREN),
    CaseKind.LABOUR: (Topic.MONEY,),
    CaseKind.FORCED_PROSTITUTION: (Topic.MONEY,),
    CaseKind.SEXUAL_SLAVERY: (Topic.MONEY, Topic.CHILDREN),
    CaseKind.OTHER_MODERN_SLAVERY: (Topic.MONEY,),
    CaseKind.OTHER_SEXUAL_EXPLOITATION: (Topic.IMAGES,),
    CaseKind.SEXUAL_ABUSE_OF_A_CHILD: (Topic.IMAGES,),
}
# An answer to these questions of every case asks for more.
BY_ANSWER: Mapping[tuple[str, str], Topic] = {
    ("health", "pregnant"): Topic.CHILDREN,
    ("money", "owes"): Topic.MONEY,
    ("money", "demanded"): Topic.MONEY,
    ("money", "owed"): Topic.MONEY,
}
# Where a file may show sexual abuse, so that whoever uploads one is asked.
SEXUAL = frozenset(
    {
        CaseKind.FORCED_PROSTITUTION,
        CaseKind.SEXUAL_SLAVERY,
        CaseKind.OTHER_SEXUAL_EXPLOITATION,
        CaseKind.RAPE,
        CaseKind.SEXUAL_ABUSE_OF_A_CHILD,
    }
)
ASKING = (ALSO, *dict.fromkeys(kind for kind, _field in BY_ANSWER))


@dataclass(frozen=True, slots=True)
class AnsweredEntry:
    """An entry with its answers as they are kept, `kind` by its code."""

    kind: str
    data: Mapping[str, object]


def topics_asked(
    kinds: Collection[str], entries: Iterable[AnsweredEntry] = (), *, with_child: bool = False
) -> frozenset[Topic]:
    """Return the topics of the kinds of the case, and those that an answer asks for. `with_child`:
    the case concerns a child of hers. A no to the question `ALSO` hides nothing that the kind
    asks."""
    topics = {topic for kind in CaseKind if kind in kinds for topic in BY_KIND.get(kind, ())}
    topics.update(topic for entry in entries for topic in _by_answer(entry))
    return frozenset(topics | ({Topic.CHILDREN} if with_child else set()))


def _by_answer(entry: AnsweredEntry) -> Iterator[Topic]:
    if entry.kind == ALSO:
        yield from (topic for topic in Topic if load(entry.data.get(topic)) is True)
    for (kind, field), topic in BY_ANSWER.items():
        if kind == entry.kind and is_value(load(entry.data.get(field))):
            yield topic


class AskedOfFile(IntEnum):
    """How often whoever uploads a file is asked what it shows. By the case alone: nothing here
    looks at a picture, and what a tired colleague answers is all that is known of it."""

    NOT = 0
    ONCE = 1
    TWICE = 2


def asked_of_files(
    kinds: Collection[str], topics: Collection[Topic], *, with_child: bool
) -> AskedOfFile:
    """Return how often whoever uploads a file is asked: once where somebody may be a child or the
    kind is sexual; twice where images are known of. `with_child`: the case concerns somebody who is
    a child, or may be one."""
    if Topic.IMAGES in topics or CaseKind.SEXUAL_ABUSE_OF_A_CHILD in kinds:
        return AskedOfFile.TWICE
    asked = with_child or any(kind in kinds for kind in SEXUAL)
    return AskedOfFile.ONCE if asked else AskedOfFile.NOT


def entries_asked(topics: Collection[Topic]) -> tuple[str, ...]:
    """The kinds of entries that these topics offer; the question for more comes last."""
    return (*(kind for topic in Topic if topic in topics for kind in ENTRIES[topic]), ALSO)

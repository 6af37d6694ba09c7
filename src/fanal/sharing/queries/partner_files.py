"""A two-country file with a partner: what its page shows, and exactly what would go out."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from fanal.accounts.other_hands import AskedBy
from fanal.core.trust.shared import FIELDS, SharedField, SharedFieldText
from fanal.core.trust.vocabulary import DataClass
from fanal.keys.ring import Ring
from fanal.sharing.models import PartnerFile, PartnerStatement
from fanal.sharing.queries.payloads import PayloadLine
from fanal.sharing.queries.shared import sealed_text


@dataclass(frozen=True)
class PartnerFileRow:
    """One field: our text and its version, and what they said in it, the latest first."""

    code: SharedField
    words: SharedFieldText
    ours: str
    version: int
    theirs: list[tuple[PartnerStatement, str]]


def writers_of(file: PartnerFile) -> list[AskedBy]:
    """Return who wrote what would go out, and when."""
    texts = file.texts.select_related("made_by").order_by("field")
    return list(dict.fromkeys(AskedBy(text.made_by, text.made_on) for text in texts))


def rows(file: PartnerFile, ring: Ring) -> list[PartnerFileRow]:
    """The fields that are shared, in order, opened as far as the keys of the reader reach."""
    ring.prepare([file.case_id])
    texts = {text.field: text for text in file.texts.all()}
    statements = [
        (statement, sealed_text(statement, ring))
        for statement in file.statements.select_related("made_by")
    ]
    shared = [field for field in SharedField if field in file.fields.split()]
    return [
        PartnerFileRow(
            field,
            FIELDS[field],
            sealed_text(texts.get(field), ring),
            texts[field].version if field in texts else 0,
            [(statement, text) for statement, text in statements if statement.field == field],
        )
        for field in shared
    ]


def lines(rows: list[PartnerFileRow]) -> list[PayloadLine]:
    """What would go out: our texts, and nothing of what they said."""
    return [PayloadLine(row.words.told, row.words.label, row.ours) for row in rows if row.ours]


def classes_told(out: Iterable[PayloadLine]) -> set[DataClass]:
    """What these lines tell: of whatever they say, that there is a case."""
    return {DataClass.EXISTENCE, *(line.told for line in out)}


def mark(out: list[PayloadLine]) -> str:
    """A mark of what was shown: other words have another one."""
    return sha256(
        "|".join(f"{payload_line.label}:{payload_line.value}" for payload_line in out).encode()
    ).hexdigest()

"""One instrument as lines a reader can check against the text itself."""

from __future__ import annotations

from collections.abc import Iterator

from fanal.core.law.instruments import Instrument, Version
from fanal.core.law.vocabulary import mask, names

SURE = {"S": "text seen", "X": "secondary source", "K": "general knowledge, not confirmed"}


def lines(instrument: Instrument) -> Iterator[str]:
    yield f"{instrument.id}: {instrument.title['en']}"
    yield f"kind: {instrument.kind}; places: {' '.join(sorted(instrument.places))}"
    for version in instrument.versions:
        yield ""
        yield from version_lines(version)


def version_lines(version: Version) -> Iterator[str]:
    yield f"version {version.name}: from {version.first or '(no date)'} to {version.last or '…'}"
    yield f"  {version.says['en']}"
    for name, element in version.elements().items():
        if not element.required:
            yield f"  {name}: not asked for"
            continue
        yield f"  {name} ({element.article}): {', '.join(element.codes)}"
        also = element.surely & ~mask(element.codes)
        left_open = element.maybe & ~element.surely
        yield f"    counted as a form of these: {', '.join(names(also)) or 'none'}"
        yield f"    left open, for a lawyer: {', '.join(names(left_open)) or 'none'}"
    child = version.child
    condition = f", with {' or '.join(child.when)}" if child.when else ""
    yield f"  child: under {child.under} ({child.article}); means {child.means}{condition}"
    yield f"  protects: {version.protects}; consent: {version.consent} ({version.consent_article})"
    for note in version.notes:
        yield f"  note on {note.code} ({note.article}): {note.says['en']}"
    for note in version.non_punishment:
        yield f"  non-punishment ({note.article}): {note.says['en']}"
    yield f"  source: {version.source} [{version.sure}: {SURE[version.sure]}]"
    if version.unsure:
        yield f"  not sure: {version.unsure['en']}"
    yield f"  checked by: {version.checked_by or 'not yet checked by a lawyer'}"

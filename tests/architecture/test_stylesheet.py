"""What templates ask of the style sheet exists there."""

import re
from pathlib import Path

import fanal

SOURCE = Path(fanal.__file__).parent
SHEETS = "".join(one.read_text() for one in SOURCE.rglob("*.css"))
VARIANT = re.compile(r"\b[a-z][a-z-]*--[a-z]+\b")


def asked():
    """Variants of components (`button--second`) in templates."""
    for template in SOURCE.rglob("*.html"):
        for one in VARIANT.findall(template.read_text()):
            yield one, template.relative_to(SOURCE)


def test_each_variant_of_a_component_has_a_rule():
    missing = {
        (variant, str(template))
        for variant, template in asked()
        if not re.search(rf"\.{variant}\b", SHEETS)
    }
    assert not missing


def test_nothing_moves_or_fades():
    """A colour half way to another is read by nobody, and a page that moves makes some people ill."""
    assert not re.findall(r"\b(?:transition|animation|scroll-behavior)\b[^;}]*", SHEETS)

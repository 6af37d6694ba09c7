"""Places of a file, which the rules name as "line 3, column count", in the reader's language."""

import re
from collections.abc import Callable

from fanal.core.words import Sentence, say

PARTS = {
    "sheet": say("sheet"),
    "line": say("line"),
    "column": say("column"),
    "record": say("record"),
    "group": say("group"),
    "row": say("row"),
    "covariate": say("covariate"),
    "byte": say("byte"),
    "header": say("header"),
    "file": say("file"),
}
PART = re.compile(rf"(?:(?<=[,:\d] )|^)({'|'.join(PARTS)})(?= \S|,|$)")


def place_in_words(where: str, translated: Callable[[Sentence], str]) -> str:
    """The same place, its parts translated; a name of a file or a column as it is."""
    return PART.sub(lambda part: translated(PARTS[part[0]]), where)

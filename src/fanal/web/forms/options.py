"""What every form takes besides what was sent, for a form with an `__init__` of its own."""

from typing import TypedDict

from fanal.web.typing import Answers


class FormOptions(TypedDict, total=False):
    """The options of a form: `def __init__(self, data: FormData = None, **options:
    Unpack[FormOptions])`."""

    initial: Answers | None

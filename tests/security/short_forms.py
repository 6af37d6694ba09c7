"""How many questions a form shows at once: those of a closed `details` are on a screen of their own,
which somebody opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "hr", "img", "meta", "link", "path", "circle", "line", "rect", "option"}
NO_QUESTION = {"hidden", "submit", "button", "image", "reset"}


@dataclass
class Shown:
    """A form that is sent, and the questions in sight: a labelled group is one. `parts`: those of
    each part that one opens."""

    action: str
    questions: list[str] = field(default_factory=list)
    parts: list[list[str]] = field(default_factory=list)

    @property
    def longest(self) -> list[str]:
        """The most that stands on one screen."""
        return max((self.questions, *self.parts), key=len)


class Forms(HTMLParser):
    """The forms of a page, with what they ask at first sight."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Shown] = []
        self.open: Shown | None = None
        self.inside: list[tuple[str, bool]] = []  # tags, and whether they are a part that is closed
        self.screens: list[list[str]] = []  # the form, and the parts that are open around the tag
        self.group: int | None = None  # the depth of the fieldset that is one question
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        closed = tag == "details" and "open" not in told
        if tag == "form" and told.get("method", "").lower() == "post":
            self.open = Shown(told.get("action", ""))
            self.screens = [self.open.questions]
        elif self.open and closed:
            self.screens.append([])
            self.open.parts.append(self.screens[-1])
        elif self.open and tag == "fieldset" and self.group is None:
            self.group = len(self.inside)
            self.screens[-1].append(told.get("id", "") or f"group {len(self.screens[-1])}")
        elif self.open and tag in {"input", "select", "textarea"}:
            self._control(told)
        if tag not in VOID:
            self.inside.append((tag, bool(self.open) and closed))

    def _control(self, told):
        name, asks = told.get("name", ""), told.get("type", "") not in NO_QUESTION
        if name and asks and self.group is None and name not in self.screens[-1]:
            self.screens[-1].append(name)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.inside:
            last, was_part = self.inside.pop()
            if was_part:
                self.screens.pop()
            if self.group is not None and len(self.inside) == self.group:
                self.group = None
            if last == tag:
                break
        if tag == "form" and self.open:
            self.forms.append(self.open)
            self.open = None


def forms_shown(text: str) -> list[Shown]:
    return Forms(text).forms

"""How many questions a form shows at once: those of a closed `details` are not shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "hr", "img", "meta", "link", "path", "circle", "line", "rect", "option"}
NO_QUESTION = {"hidden", "submit", "button", "image", "reset"}


@dataclass
class Shown:
    """A form that is sent, and the questions in sight: a labelled group is one."""

    action: str
    questions: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page, with what they ask at first sight."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Shown] = []
        self.open: Shown | None = None
        self.inside: list[tuple[str, bool]] = []  # tags, and whether they hide what is in them
        self.group: int | None = None  # the depth of the fieldset that is one question
        self.feed(text)

    @property
    def hidden(self) -> bool:
        return any(hides for _tag, hides in self.inside)

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self.open = Shown(told.get("action", ""))
        elif self.open and not self.hidden and tag == "fieldset" and self.group is None:
            self.group = len(self.inside)
            self.open.questions.append(told.get("id", "") or f"group {len(self.open.questions)}")
        elif self.open and not self.hidden and tag in {"input", "select", "textarea"}:
            self._control(told)
        if tag not in VOID:
            self.inside.append((tag, tag == "details" and "open" not in told))

    def _control(self, told):
        name, asks = told.get("name", ""), told.get("type", "") not in NO_QUESTION
        if name and asks and self.group is None and name not in self.open.questions:
            self.open.questions.append(name)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.inside:
            last, _hides = self.inside.pop()
            if self.group is not None and len(self.inside) == self.group:
                self.group = None
            if last == tag:
                break
        if tag == "form" and self.open:
            self.forms.append(self.open)
            self.open = None


def forms_shown(text: str) -> list[Shown]:
    return Forms(text).forms

"""The forms of a page as it was drawn: which fields they have, and what was typed put back in them.

It works on the text of the page, so that it holds for every form, however a template wrote it, and
without JavaScript. What it reads was written by our own templates: attributes in quotes, `<` and
`>` of values escaped.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from urllib.parse import urlsplit

ATTRS = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
FORM = re.compile(rf"(?P<tag><form\b(?P<attrs>{ATTRS})>)(?P<inner>.*?)(?=</form>)", re.S | re.I)
CONTROL = re.compile(
    rf"<input\b(?P<input>{ATTRS})>"
    rf"|<textarea\b(?P<textarea>{ATTRS})>(?P<text>.*?)</textarea>"
    rf"|<select\b(?P<select>{ATTRS})>(?P<options>.*?)</select>",
    re.S | re.I,
)
OPTION = re.compile(rf"<option\b(?P<attrs>{ATTRS})>(?P<text>[^<]*)", re.S | re.I)
TITLE = re.compile(rf"<h1\b{ATTRS}>(.*?)</h1>", re.S | re.I)
CODE = re.compile(rf'class="eyebrow">\s*<bdi\b{ATTRS}>(.*?)</bdi>', re.S)
ATTR = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
TEXT = {"text", "search", "tel", "email", "url", "textarea"}
NOT_TYPED = {"hidden", "password", "file", "submit", "button", "reset", "image"}
CHOSEN = {"checkbox", "radio"}

type Values = Mapping[str, list[str]]


@dataclass(frozen=True)
class Control:
    name: str
    type: str
    attrs: Mapping[str, str]


@dataclass
class Form:
    """A form that is sent by POST, and where it stands in the text of the page."""

    attrs: Mapping[str, str]
    tag: str
    inner: str
    start: int  # of `<form`
    end: int  # of `</form>`

    @property
    def action(self) -> str:
        """The path it is sent to; empty for the address of the page itself."""
        return urlsplit(self.attrs.get("action", "")).path

    @cached_property
    def controls(self) -> list[Control]:
        return [_control(one) for one in CONTROL.finditer(self.inner)]

    @property
    def typed(self) -> list[Control]:
        """What somebody types into or chooses from."""
        return [one for one in self.controls if one.name and one.type not in NOT_TYPED]

    def has(self, *types: str) -> bool:
        return any(one.type in types for one in self.controls)

    def value(self, name: str) -> str | None:
        """The value of a hidden field."""
        found = (one for one in self.controls if one.name == name and one.type == "hidden")
        return next((one.attrs.get("value", "") for one in found), None)

    def constants(self, but: Iterable[str]) -> set[tuple[str, str]]:
        """The hidden fields that say what this form is about."""
        hidden = [one for one in self.controls if one.type == "hidden" and one.name not in but]
        return {(one.name, one.attrs.get("value", "")) for one in hidden}

    def filled(self, values: Values, hidden: Iterable[str] = ()) -> tuple[str, set[str]]:
        """The inner text with `values` in its fields, and the names that found their place.

        Of hidden fields only those named change. A box that was not ticked is not sent, so what
        has no value is unticked; a choice that is not offered any more is left out.
        """
        filling = _Filling(values, set(hidden))
        return CONTROL.sub(filling.put, self.inner), filling.placed


def forms_of(page: str) -> list[Form]:
    """The forms of a page that are sent by POST, in their order."""
    found = (
        Form(_attrs(one["attrs"]), one["tag"], one["inner"], one.start(), one.end())
        for one in FORM.finditer(page)
    )
    return [one for one in found if one.attrs.get("method", "").lower() == "post"]


def heading(page: str) -> str:
    """What the page calls itself, as plain text: its first heading, and the code above it."""
    return " · ".join(text for one in (TITLE, CODE) if (text := _text(one.search(page))))


def _text(found: re.Match[str] | None) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", found[1])).split()) if found else ""


class _Filling:
    """The filling of a form: it puts values into one control after another; of several of one name
    each takes the next."""

    def __init__(self, values: Values, hidden: set[str]) -> None:
        self.values = {name: list(given) for name, given in values.items()}
        self.next = {name: iter(given) for name, given in values.items()}
        self.hidden, self.placed = hidden, set[str]()

    def put(self, found: re.Match[str]) -> str:
        control = _control(found)
        if control.type in CHOSEN:
            return self._tick(found[0], control)
        known = control.name in self.values
        if not known or (control.type in NOT_TYPED and control.name not in self.hidden):
            return found[0]
        if control.type == "select":
            return self._select(found, control)
        value = next(self.next[control.name], None)
        if value is None:
            return found[0]
        self.placed.add(control.name)
        if control.type == "textarea":
            # A browser drops one line break that follows the tag: without this one a text that
            # begins with an empty line would lose it (HTML Standard, textarea).
            return f"<textarea{found['textarea']}>\n{escape(value)}</textarea>"
        return f'<input{_without("value", found["input"])} value="{escape(value)}">'

    def _tick(self, tag: str, control: Control) -> str:
        ticked = control.attrs.get("value", "on") in self.values.get(control.name, ())
        # Nothing was chosen of the group: what the page proposes stays. Of a box the same means
        # that it was unticked.
        if control.type == "radio" and not self.values.get(control.name):
            return tag
        if ticked:
            self.placed.add(control.name)
        bare = _without("checked", tag[len("<input") : -1])
        return f"<input{bare}{' checked' if ticked else ''}>"

    def _select(self, found: re.Match[str], control: Control) -> str:
        wanted = set(self.values[control.name])
        offered = {_value(one) for one in OPTION.finditer(found["options"])}
        if not wanted & offered:
            return found[0]
        self.placed.add(control.name)
        options = OPTION.sub(lambda one: _option(one, wanted), found["options"])
        return f"<select{found['select']}>{options}</select>"


def _option(one: re.Match[str], wanted: set[str]) -> str:
    bare = _without("selected", one["attrs"])
    return f"<option{bare}{' selected' if _value(one) in wanted else ''}>{one['text']}"


def _value(option: re.Match[str]) -> str:
    return _attrs(option["attrs"]).get("value", unescape(option["text"]).strip())


def _control(found: re.Match[str]) -> Control:
    kind = next(one for one in ("input", "textarea", "select") if found[one] is not None)
    attrs = _attrs(found[kind])
    name = attrs.get("name", "")
    return Control(name, attrs.get("type", "text").lower() if kind == "input" else kind, attrs)


def _without(name: str, attrs: str) -> str:
    return ATTR.sub(lambda one: "" if one[1].lower() == name else one[0], attrs).rstrip(" /")


def _attrs(text: str) -> dict[str, str]:
    return {
        one[1].lower(): unescape(next((value for value in one.groups()[1:] if value), ""))
        for one in ATTR.finditer(text)
    }

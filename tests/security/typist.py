"""Types into every form that the pages offer, as a person with a browser and no script would."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from itertools import count
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm
from django.urls import Resolver404, resolve
from django.utils import timezone

STEM, SCRIPT = "zuyquexvaj", "ຊູຍກວັກ"
BOXES = {"_day": "%d", "_month": "%m", "_year": "%Y", "_hour": "%H:%M"}  # of a date
TEXT = {"text", "search", "tel", "textarea"}
APPS = {
    "intake", "people", "cases", "partners", "journeys", "sharing", "identification", "services",
}  # fmt: skip
KINDS = {"section", "kind", "part"}  # parts of an address that make another page of it
# Questions, answered on the page.
ASKS = {
    "people:search", "people:find", "cases:list", "cases:tasks", "sharing:put", "services:catalogue",
}  # fmt: skip
IN_CLEAR = {"partners:new_area"}  # names of places on a map, T0
TRIES = 12  # a choice may be refused for what another choice is


@dataclass
class Control:
    name: str
    type: str
    values: list[str] = field(default_factory=list)
    longest: int = 1000


@dataclass
class Sheet:
    """A form as it stands on a page."""

    action: str
    controls: dict[str, Control] = field(default_factory=dict)


LINK = re.compile(r'<a\s[^>]*?href="(/[^"#]*)')
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)


def links_of(text: str) -> list[str]:
    return [unescape(one) for one in LINK.findall(text)]


class Page:
    """The links and the forms (sent by POST) of a page. Nothing else of it is read: a whole page
    takes half as long as drawing it.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def links(self) -> list[str]:
        return links_of(self.text)

    @cached_property
    def sheets(self) -> list[Sheet]:
        return _Forms("".join(FORM.findall(self.text))).sheets


class _Forms(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.open: Sheet | None = None
        self.select: Control | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = told.get("method", "").lower() == "post"
            self.open = Sheet(told.get("action", "")) if posts else None
        elif self.open and tag in {"input", "select", "textarea"} and told.get("name"):
            self._control(tag, told)
        elif tag == "option" and self.select and told.get("value"):
            self.select.values.append(told["value"])

    def _control(self, tag, told):
        kind = told.get("type", "text") if tag == "input" else tag
        one = self.open.controls.setdefault(told["name"], Control(told["name"], kind))
        one.longest = int(told.get("maxlength", 1000))
        if told.get("value"):
            one.values.append(told["value"])
        self.select = one if tag == "select" else None

    def handle_endtag(self, tag):
        if tag == "form" and self.open:
            self.sheets.append(self.open)
            self.open = None


def read(answer):
    """The page of an answer, which is read once."""
    if not hasattr(answer, "page_read"):
        answer.page_read = Page(answer.text)
    return answer.page_read


def viewed(address):
    """(name of the address, its words that are no ids), or None where there is nothing."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    words = {key: one for key, one in found.kwargs.items() if isinstance(one, str)}
    return (found.view_name, *(one for key, one in words.items() if key in KINDS))


def forms_in(answer):
    """Every Django form that drew a page."""
    layers = answer.context or []
    flat = {id(value): value for layer in layers for one in layer for value in one.values()}
    # By its type: a text that waits for its language would be translated to say what it is.
    return [one for one in flat.values() if issubclass(type(one), BaseForm)]


def asked_in(sheet):
    """The names of its controls, without those of its draft."""
    return {name for name in sheet.controls if not name.startswith("draft")}


def again(answered, sheet):
    """The form as it came back, and whether it asks more than before: of files that are near."""
    for one in read(answered).sheets:
        if one.action == sheet.action and asked_in(one) > asked_in(sheet):
            return one, True
    return sheet, False


def walk(client, starts, known=()):
    """(address, answer) of each kind of page that opens, from `starts` along the links.

    `known`: kinds that were seen before, to which no link is followed once more.
    """
    waiting, asked, seen = list(starts), set(), set(known)
    while waiting:
        address = waiting.pop(0)
        if address in asked:
            continue
        asked.add(address)
        kind = viewed(address)
        if kind is None or kind in seen or kind[0].split(":")[0] not in APPS | {"web"}:
            continue
        answer = client.get(address)
        waiting += [answer["Location"]] if answer.status_code == 302 else []
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue  # another of its kind may open
        seen.add(kind)
        yield address, answer
        waiting += read(answer).links


def offered(control, value):
    """Whether a list has this: the same form of another journey or case has others to choose from."""
    lists = control.type == "select" and value != ""
    return not lists or str(value) in {str(one) for one in control.values}


class Typist:
    """Walks through the pages and fills in each kind of form once, with marks of its own."""

    def __init__(self, special, pressed=None, compared=()):
        self.special = special  # what a field of this name needs, in place of a mark
        self.compared = compared  # names of addresses where no mark is ever taken: tried once
        self.pressed = pressed or {}  # {name of an address: the button that answers, by its name}
        self.numbers = count(1)
        self.marks: dict[str, tuple[str, ...]] = {}  # mark of what was taken: (address, field)
        self.turned_up: list[str] = []  # where the answers led
        self.sent: set[tuple] = set()
        self.stubborn: dict[tuple, str] = {}
        self.classes: set[type] = set()

    def work(self, client, starts, last=()):
        """Type on every page from `starts` on. `last` names what ends something: typed after.

        Once more only where a form was left or did not take what was typed, and where answers led.
        """
        kinds, left = set(), []
        for address, answer in walk(client, [*starts, *self.turned_up]):
            kinds.add(viewed(address))
            if self._type_on(client, address, answer, frozenset(last)):
                left.append(address)
        for address in left:
            self._type_on(client, address, client.get(address))
        for address, answer in walk(client, self.turned_up, kinds):
            self._type_on(client, address, answer)

    def type_on(self, client, address):
        """Type into the forms of one page, before all others."""
        self._type_on(client, address, client.get(address))

    def _type_on(self, client, address, answer, held=frozenset()):
        """Whether a form of the page is left, which ends something or refused what was typed."""
        sheets = read(answer).sheets if answer.status_code == 200 else ()
        left = [self._consider(client, answer, address, sheet, held) for sheet in sheets]
        return any(left)

    def _consider(self, client, answer, address, sheet, held):
        target = sheet.action or answer.request["PATH_INFO"]
        kind = viewed(target)
        if kind is None or kind[0].split(":")[0] not in APPS or kind[0] in IN_CLEAR:
            return False
        key = (*kind, *sorted(sheet.controls))
        if key in self.sent or not self._takes_text(sheet):
            return False
        if kind[0] in held:
            return True
        answered = self._type(client, kind, target, sheet)
        if answered.status_code in {200, 302}:
            self._taken(key, answer, answered, sheet)
        else:
            wrong = {n: list(e) for f in forms_in(answered) for n, e in f.errors.items()}
            self.stubborn[key] = f"{answered.status_code} {wrong}"
        return key in self.stubborn

    def _taken(self, key, answer, answered, sheet):
        self.sent.add(key)
        self.stubborn.pop(key, None)
        self.marks |= self.trying
        self.turned_up += [answered["Location"]] if answered.status_code == 302 else []
        named = set(sheet.controls)
        self.classes |= {type(f) for f in forms_in(answer) if named & names_of(f)}

    def _takes_text(self, sheet):
        return any(one.type in TEXT | {"file"} for one in sheet.controls.values())

    def _type(self, client, kind, target, sheet):
        wrong = dict.fromkeys(sheet.controls, 0)
        for _ in range(1 if kind[0] in self.compared else TRIES):
            self.trying = {}
            typed = {
                name: value
                for name, one in sheet.controls.items()
                if (value := self._value(kind, one, wrong.get(name, 0))) not in (None, "")
            } | self.pressed.get(kind[0], {})
            answered = client.post(target, typed)
            asked_again = answered.status_code == 200 and kind[0] not in ASKS
            if answered.status_code != 422 and not asked_again:
                break
            sheet, asked_more = again(answered, sheet)
            wrong = dict.fromkeys(sheet.controls, 0) | wrong
            if not asked_more:
                self._note(answered, wrong, asked_again)
        return answered

    def _note(self, answered, wrong, asked_again):
        for name in wrong if asked_again else ():
            wrong[name] += 1
        for form in forms_in(answered):
            for name in form.errors:
                # Who was named may be at fault where their number is not that which was counted.
                also = "persons" if name == "count" else ""
                for control in wrong:
                    hers = control in (name, also) or control.startswith(f"{name}_")
                    if hers or name == "__all__":
                        wrong[control] += 1

    def _value(self, kind, control, turn):
        name, values = control.name, control.values
        for known in ((kind[0], name), name):
            if known in self.special and offered(control, self.special[known]):
                return self.special[known]
        if control.type in TEXT:
            return self._mark(kind, control, turn)
        if control.type == "file":
            mark = self._new(kind, name)
            return SimpleUploadedFile(f"{mark}.txt", f"{mark} {SCRIPT}".encode())
        if control.type == "hidden":
            return values[0] if values else ""
        if name.endswith("_why") or (control.type == "checkbox" and len(values) < 2 and not turn):
            return None
        return self._chosen(control, turn)

    def _chosen(self, control, turn):
        now = timezone.localtime()
        typed = {"date": f"{now:%Y-%m-%d}", "datetime-local": f"{now:%Y-%m-%dT%H:%M}"}
        if control.type in typed:
            return typed[control.type]
        if control.type == "number":
            return control.values[0] if control.values else "1"
        values = [one for one in control.values if one]
        if not values:  # of a list that is empty as yet, nothing is chosen
            return None if control.type == "select" else "on"
        if control.type == "checkbox" and turn % 2:
            return values
        return values[turn % len(values)]

    def _mark(self, kind, control, turn):
        box = next((form for end, form in BOXES.items() if control.name.endswith(end)), "")
        if box and control.longest < 24:  # what the page shows already stays, to the second
            return control.values[0] if control.values else timezone.localtime().strftime(box)
        if turn > 1 or control.longest < 24:
            return ("", "TH", "12")[turn % 3]
        mark = self._new(kind, control.name)
        room = control.longest > 60 and turn == 0
        return f"{mark} {SCRIPT}" if room else mark

    def _new(self, kind, name):
        mark = f"{STEM}{next(self.numbers):04}"
        self.trying[mark] = (*kind, name)
        return mark


def names_of(form):
    """The names under which a form posts its fields."""
    own = {form.add_prefix(name) for name in form.fields}
    return own | {f"{one}_day" for one in own}

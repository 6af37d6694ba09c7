"""Components with a body, each written once in web/components: `{% banner %}…{% endbanner %}`.

The body is `content` in the template of the component, `{% slot title %}…{% endslot %}` in the body
is `title`. Django's `include` and `inclusion_tag` take no body, its `simple_block_tag` no slot.
"""

import re
from typing import Any

from django.template import Engine, Library, Node, TemplateSyntaxError
from django.template.base import NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fanal.web.component_nodes import specialised
from fanal.web.components import COMPONENTS
from fanal.web.icons import ICONS, SIGNS

register = Library()
# Hidden from screen readers: the word stands beside it (WCAG 2.2, 1.1.1 and 1.4.1).
DRAWN = '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>'
SLOTS = "slots of the component"
# Django's own form of keyword arguments in a tag.
NAMED = re.compile(r"\w+=")


class Component(Node):
    """One use of a component: what it takes, and its body."""

    nodes: NodeList | None = None

    def __init__(self, name: str, bits: list[str], parser: Parser) -> None:
        file, takes = COMPONENTS[name]
        # Each that it can take, empty: a template asks `{% if %}` and never meets a missing name.
        self.file, self.takes = f"web/components/{file}", dict.fromkeys(takes.split(), "")
        self.args = [parser.compile_filter(bit) for bit in bits if not NAMED.match(bit)]
        self.kwargs = token_kwargs([bit for bit in bits if NAMED.match(bit)], parser)
        # At compiling: a misspelt name would be drawn as if it had not been given.
        if unknown := self.kwargs.keys() - self.takes.keys():
            raise TemplateSyntaxError(f"{name} takes {takes}, not {', '.join(sorted(unknown))}")
        self.nodelist = body_of(name, parser)
        self.slots = {
            node.name for node in self.nodelist.get_nodes_by_type(Slot) if isinstance(node, Slot)
        }

    def render(self, context: Context) -> SafeString:
        values: dict[str, Any] = {**self.takes, "args": [one.resolve(context) for one in self.args]}
        for name, given in self.kwargs.items():
            values[name] = given.resolve(context)
        # The body first, since its slots fill what the component then draws.
        with context.push(**({SLOTS: values} if self.slots else {})):
            values["content"] = drawn(self.nodelist, context)
        # Found at the first drawing and kept: most uses are drawn many times.
        if self.nodes is None:
            self.nodes = self.specialised_nodes()
        with context.push(**values):
            return drawn(self.nodes, context)

    def specialised_nodes(self) -> NodeList:
        first = {"args.0": self.args[0]} if self.args else {}
        given = self.kwargs | first
        plain = {name: one for name, one in given.items() if not one.is_var and not one.filters}
        written = {name: one.var for name, one in plain.items() if one.var}
        # Never given in this use: each question after it is answered now and not at every drawing.
        absent = {*self.takes, "args.0"} - given.keys() - self.slots
        whole = Engine.get_default().get_template(self.file).nodelist
        return specialised(whole, written, absent, {"content"} | self.slots - given.keys())


class Slot(Node):
    """A second body, which its component puts where it belongs."""

    def __init__(self, name: str, parser: Parser) -> None:
        self.name, self.nodelist = name, body_of("slot", parser)

    def render(self, context: Context) -> str:
        values = context[SLOTS]
        if self.name not in values:
            raise TemplateSyntaxError(f"this component has no slot {self.name}")
        values[self.name] = drawn(self.nodelist, context)
        # A slot draws nothing where it stands.
        return ""


def drawn(nodes: NodeList, context: Context) -> SafeString:
    """What the engine drew, and escaped."""
    # The engine escaped it; escaped again, `&` would show as `&amp;`.
    return SafeString(nodes.render(context).strip())


def body_of(tag: str, parser: Parser) -> NodeList:
    body = parser.parse((f"end{tag}",))
    # The end tag itself.
    parser.delete_first_token()
    return body


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture of a kind of thing, beside its word."""
    return format_html(DRAWN, "icon", SafeString(ICONS[name]))


@register.simple_tag
def sign(name: str) -> SafeString:
    """The shape of a state, beside its word: danger, care, ok, unknown, no."""
    return format_html(DRAWN, "sign", SafeString(SIGNS[name]))


@register.inclusion_tag("web/components/back.html")
def back(address: str, *args: object, text: str = "") -> dict[str, str]:
    """The way to the page above, by the name of its address; `text`: what that page is called."""
    return {"url": reverse(address, args=args), "text": text}


@register.tag
def slot(parser: Parser, token: Token) -> Slot:
    return Slot(token.split_contents()[1], parser)


def component(parser: Parser, token: Token) -> Component:
    name, *bits = token.split_contents()
    return Component(name, bits, parser)


for _name in COMPONENTS:
    register.tag(_name, component)

"""What a second person said no to, on start pages that have no list of what others ask."""

from django import template

from fanal.accounts.refusals import refused_to
from fanal.web.typing import Context

register = template.Library()


@register.inclusion_tag("accounts/refused.html", takes_context=True)
def refused_to_me(context: template.Context, kind: str = "") -> Context:
    """Draw what the reader of the page had asked for and was refused, until she has read it;
    `kind`: nothing else than this."""
    found = refused_to(context["request"].user)
    return {"refused": [row for row in found if kind in ("", row.kind)]}

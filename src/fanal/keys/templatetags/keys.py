"""What a colleague reads whose team's key is not hers yet."""

from __future__ import annotations

from django import template

from fanal.keys import waiting
from fanal.web.typing import Context

register = template.Library()


@register.inclusion_tag("keys/not_let_in_yet.html", takes_context=True)
def not_let_in(context: Context) -> Context:
    """Which teams' cases she does not open yet, and who lets her in; mostly nothing."""
    user = context["request"].user
    found = waiting.not_let_in(user)
    return {"not_let_in": found, "since": waiting.asked_since(user) if found else None}

"""The note that a colleague reads who has not been given the key of her team yet."""

from django import template

from fanal.keys import admission
from fanal.web.typing import Context

register = template.Library()


@register.inclusion_tag("keys/awaiting_admission_note.html", takes_context=True)
def awaiting_admission(context: Context) -> Context:
    """The teams whose key the user awaits, and who admits her; usually nothing."""
    user = context["request"].user
    teams = admission.awaiting_admission(user)
    return {"awaiting_admission": teams, "since": admission.asked_since(user) if teams else None}

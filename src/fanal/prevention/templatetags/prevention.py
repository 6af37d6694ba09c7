"""Words of prevention in templates."""

from datetime import date

from django import template

register = template.Library()


@register.filter
def day_kept(text: str) -> date:
    """A day that stands in a seal, as JSON holds it."""
    return date.fromisoformat(text)

"""An e-mail address that somebody types on the command line: one that a mail can go to."""

from fanal.core.errors import BadInput
from fanal.core.words import say


def must_be_address(text: str) -> None:
    """Check an address as the forms do. Raises BadInput."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(text.strip())
    except ValidationError:
        raise BadInput("--email", say("“{text}” is no address", text=text)) from None

"""What is asked of the name of a partner and of what it belongs to, typed or read from a list."""

from fanal.accounts.models import User
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import PartyKind
from fanal.core.words import say
from fanal.partners.access import partners_for
from fanal.partners.queries.known_partners import KnownPartners

LONGEST_NAME = 200


def check_party(kind: str, name: str, *, belongs: bool) -> None:
    """Raise `BadInput` naming the field. `belongs`: whether it is said to what."""
    check_code("kind", kind, PartyKind)
    if not name.strip() or len(name) > LONGEST_NAME:
        raise BadInput("name", say("Write a name of at most {n} characters.", n=LONGEST_NAME))
    if kind == PartyKind.UNIT and not belongs:
        raise BadInput("within", say("Say which organisation this is a unit of."))


def must_be_new(*, name: str, contact: str, by: User) -> None:
    """Raise `BadInput` where somebody knows this partner already: who is with it, by its name, is
    taken to be with whichever of that name may not take her in."""
    known = KnownPartners(partners_for(by)).same_as(name, (), contact)
    if known:
        raise BadInput(
            "another",
            say(
                "{name} is in the register, by the same name, telephone number or e-mail address: "
                "open that one, or tick this",
                name=known[0].name,
            ),
        )

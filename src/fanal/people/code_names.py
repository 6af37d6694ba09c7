"""A code name that nothing else in the house has: two cases of one name would be mixed up on the
telephone, and glass broken over the wrong one.
"""

from __future__ import annotations

import secrets

from fanal.core.casework.code_names import HOW_MANY, MARKED_AS, code_name
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.people.models import TakenCodeName
from fanal.server_key import marked

TRIES = 50


def new_code_name() -> str:
    """One drawn at random among those nobody has. Raises Refused when nearly all are taken."""
    for _try in range(TRIES):
        name = code_name(secrets.randbelow(HOW_MANY))
        _, is_new = TakenCodeName.objects.get_or_create(mark=blind_lookup_key(name))
        if is_new:
            return name
    raise Refused(say("there are no code names left"))


def blind_lookup_key(name: str) -> str:
    """A keyed hash of a code name: the database tells the same from another, and not which."""
    return marked(name, MARKED_AS)

"""A code name that nothing else in the house has: two cases of one name would be mixed up on the
telephone, and glass broken over the wrong one.
"""

from __future__ import annotations

import secrets

from fanal.core.casework.code_names import HOW_MANY, MARKED_AS, code_name
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.server_key import marked
from fanal.sql import rows

# Drawn blindly, since the names that are taken are known by their hash alone: fifty misses in a row
# mean that nearly all are taken.
TRIES = 50
# As `TakenCodeName.objects.get_or_create(mark=mark)`, in one question in place of four: whoever
# takes it is answered, and nobody else.
TAKE = """INSERT INTO people_takencodename (mark) VALUES (%s)
    ON CONFLICT DO NOTHING RETURNING mark"""


def new_code_name() -> str:
    """One drawn at random among those nobody has. Raises Refused when nearly all are taken."""
    for _try in range(TRIES):
        name = code_name(secrets.randbelow(HOW_MANY))
        if rows(TAKE, [blind_lookup_key(name)]):
            return name
    raise Refused(say("there are no code names left"))


def blind_lookup_key(name: str) -> str:
    """A keyed hash of a code name: the database tells the same from another, and not which."""
    return marked(name, MARKED_AS)

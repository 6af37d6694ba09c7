"""Code names that say nothing: a colour, an animal, a number. Easy to say on the telephone.

Nothing else in the house has the same: two cases of one name would be mixed up on the telephone,
and glass broken over the wrong one.
"""

import secrets

from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.database.sql import rows
from fanal.sealed.server_key import marked

COLOUR_WORDS = (
    "Amber Azure Blue Bronze Brown Copper Coral Crimson Dawn Golden Green Grey Indigo Ivory Jade "
    "Lemon Lilac Maroon Mint Misty Navy Ochre Olive Opal Orange Pearl Pink Plum Purple Quiet "
    "Red Ruby Saffron Sandy Silver Sky Tawny Teal White Yellow"
)
ANIMAL_WORDS = (
    "Badger Bee Bittern Bulbul Buffalo Carp Civet Crab Crane Cricket Deer Dolphin Dove Dragonfly "
    "Eagle Egret Elephant Falcon Finch Firefly Gecko Gibbon Goose Hare Heron Hornbill Ibis "
    "Kingfisher Langur Lark Loris Lynx Magpie Mantis Myna Otter Owl Panda Peacock Pelican Pheasant "
    "Pipit Plover Quail Robin Salmon Sparrow Starling Stork Swallow Swan Swift Tern Tiger Toad "
    "Tortoise Turtle Wagtail Weaver Wren"
)
COLOURS, ANIMALS = COLOUR_WORDS.split(), ANIMAL_WORDS.split()
# Two or three digits, by which a search tells a code name from the name of a person
# (`fanal.people.search.CODE_NAME`).
NUMBERS = range(10, 1000)
MARKED_AS = "code names"  # the purpose of the key under which they are marked
HOW_MANY = len(COLOURS) * len(ANIMALS) * len(NUMBERS)
# Drawn blindly, since the names that are taken are known by their hash alone: fifty misses in a row
# mean that nearly all are taken.
TRIES = 50
# As `TakenCodeName.objects.get_or_create(mark=mark)`, in one question in place of four: whoever
# takes it is answered, and nobody else.
TAKE = """INSERT INTO people_takencodename (mark) VALUES (%s)
    ON CONFLICT DO NOTHING RETURNING mark"""


def new_code_name() -> str:
    """Return one drawn at random among those nobody has. Raises Refused when nearly all are
    taken."""
    for _try in range(TRIES):
        # At random: names in a row would tell which of two people came first, and how many there
        # are.
        name = code_name(secrets.randbelow(HOW_MANY))
        if rows(TAKE, [blind_lookup_key(name)]):
            return name
    raise Refused(say("there are no code names left"))


def code_name(number: int) -> str:
    """The code name with this number, from 0 to `HOW_MANY` - 1; the caller draws it at random."""
    number, colour = divmod(number % HOW_MANY, len(COLOURS))
    place, animal = divmod(number, len(ANIMALS))
    return f"{COLOURS[colour]} {ANIMALS[animal]} {NUMBERS[place]}"


def blind_lookup_key(name: str) -> str:
    """A keyed hash of a code name: the database tells the same from another, and not which."""
    return marked(name, MARKED_AS)

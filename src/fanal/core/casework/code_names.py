"""Code names that say nothing: a colour, an animal, a number. Easy to say on the telephone."""

from __future__ import annotations

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
NUMBERS = range(10, 1000)
MARKED_AS = "code names"  # the purpose of the key under which they are marked
HOW_MANY = len(COLOURS) * len(ANIMALS) * len(NUMBERS)


def code_name(number: int) -> str:
    """The code name with this number, from 0 to `HOW_MANY` - 1; the caller draws it at random."""
    number, colour = divmod(number % HOW_MANY, len(COLOURS))
    place, animal = divmod(number, len(ANIMALS))
    return f"{COLOURS[colour]} {ANIMALS[animal]} {NUMBERS[place]}"

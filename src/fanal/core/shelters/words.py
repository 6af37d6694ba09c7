"""What no text of a shelter may hold: where it stands."""

import re

from fanal.core.errors import BadInput
from fanal.core.words import say

# Coordinates in degrees, links to a map, and plus codes: what tells an exact place by itself.
COORDINATES = re.compile(r"[-+]?\d{1,3}[.,]\d{3,}\s*°?\s*[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}[.,]\d{3,}")
MAPS = re.compile(
    r"(?i)\b(?:maps?\.(?:google|app|apple)|goo\.gl/maps|google\.[a-z.]+/maps|"
    r"openstreetmap\.org|osm\.org|what3words|plus\.codes|waze\.com)"
)
# The 20 signs of Open Location Code: it has no vowels, so that hardly a word is one.
PLUS_CODE = re.compile(r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b")


def check_no_place(field: str, text: str) -> str:
    """The text. Raises BadInput where it tells where the shelter stands."""
    if any(one.search(text) for one in (COORDINATES, MAPS, PLUS_CODE)):
        raise BadInput(field, say("this reveals where the shelter is: the area is enough"))
    return text

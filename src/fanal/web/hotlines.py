"""Published numbers to call, with what is known of each. They age: verify before use."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from fanal.web.typing import PageText

SEEN = date(2026, 11, 24)


@dataclass(frozen=True)
class Hotline:
    """A number to call. Each reaches an authority, as the page of help says: one that does not
    would need another sentence there."""

    country: PageText
    number: str
    who: PageText
    source: str


HOTLINES = [
    Hotline(
        _("Viet Nam"),
        "111",
        _("Children, and people who were trafficked; day and night, free; calls are recorded"),
        "Decree 162/2025; vneconomy.vn, 19 September 2025",
    ),
    Hotline(
        _("Thailand"),
        "1300",
        _("Social assistance of the Ministry of Social Development and Human Security"),
        "Bangkok Post",
    ),
    Hotline(
        _("Lao PDR"),
        "1362",
        _("Counselling and Protection Centre of the Lao Women's Union"),
        "Vientiane Times",
    ),
    Hotline(
        _("Cambodia"),
        "117",
        _("National police, for people held against their will"),
        "VietnamPlus, August 2022",
    ),
    Hotline(
        _("Malaysia"),
        "03-8000 8000",
        _("Council against trafficking (MAPO), 7.30 to 21.00"),
        "Malay Mail, 2017 and 2021",
    ),
    Hotline(_("Singapore"), "6435 0000", _("Police line against trafficking"), "mha.gov.sg"),
]

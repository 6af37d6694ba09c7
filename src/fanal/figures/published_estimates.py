"""Published estimates of others, with what they counted. Never to be added or trended."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# How far the source of each was looked at.
READ = _("source read")
PRESS = _("quoted by the press")
LOST = _("not found again")


@dataclass(frozen=True)
class Claim:
    """An estimate that somebody published. `sure`: source read, quoted by the press, or not found
    again."""

    claim: str | Promise
    publisher: str | Promise
    # What was counted stands beside every number, since that is why two of them are never added.
    counted: str | Promise
    sure: str | Promise


CLAIMS = (
    # In the founding text of the organisation: shown with what its own source says of it.
    Claim(
        _("700,000 to 2 million women trafficked across borders a year"),
        _("UNFPA web page, 2003"),
        _(
            "historical, no method given; the page itself says that statistics about "
            "trafficking are unreliable, rough estimates"
        ),
        READ,
    ),
    Claim(
        _("4 million with trafficking inside countries"),
        _("quoted from UN texts, before 2003"),
        _("up to four million, after a few organisations; origin and method unknown"),
        LOST,
    ),
    Claim(
        _(
            "49.6 million in modern slavery on any day of 2021: 27.6 million in forced "
            "labour and 22 million in forced marriage"
        ),
        _("ILO, Walk Free and IOM, Global Estimates of Modern Slavery, September 2022"),
        _(
            "a stock on one day from household surveys and case data; not a count of "
            "trafficking; not usable by country"
        ),
        READ,
    ),
    # A count of detected victims follows the work of the police, not the number of victims.
    Claim(
        _(
            "202,478 victims detected 2020-2023 in 156 countries; a quarter more in 2022 "
            "than in 2019"
        ),
        _("UNODC, Global Report on Trafficking in Persons 2024"),
        _("detected victims: the figures follow what police do"),
        READ,
    ),
    Claim(
        _("At least 120,000 held in scam compounds in Myanmar, around 100,000 in Cambodia"),
        _("OHCHR, 29 August 2023"),
        _("credible sources; disputed by the police of Cambodia"),
        PRESS,
    ),
    Claim(
        _("More than 7,400 women in forced marriage"),
        _("Johns Hopkins and KWAT, December 2018"),
        _("Kachin and northern Shan (4 districts) and one prefecture of Yunnan: a local survey"),
        READ,
    ),
    Claim(
        _("51 Vietnamese returnees sold as brides: 86 per cent suffered sexual violence"),
        _("Global Health Research and Policy 2017, doi:10.1186/s41256-017-0049-4"),
        _("people in services: says nothing of those who are not"),
        READ,
    ),
    Claim(
        _("444 victims identified in Thailand in 2022"),
        _("US State Department, TIP report 2023"),
        _("victims formally identified in a year"),
        LOST,
    ),
    # Two editions by two methods are no trend, whatever their difference.
    Claim(
        _("401,000 in modern slavery in Thailand on a day of 2021"),
        _("Walk Free, Global Slavery Index 2023"),
        _(
            "a model estimate; the 425,500 of the 2016 index used another method, so the "
            "two are no trend"
        ),
        READ,
    ),
    Claim(
        _("About 400 cases and 1,000 victims a year in Viet Nam"),
        _("Ministry of Public Security, 2018"),
        _("cases and victims on record"),
        PRESS,
    ),
    Claim(
        _("2,205 cases and 4,495 victims in Viet Nam 2011-2015"),
        _("Ministry of Public Security"),
        _("cases and victims on record"),
        READ,
    ),
    Claim(
        _("46 cases, 85 victims in Laos in 2024, 40 of them girls under 18"),
        _("Ministry of Public Security of Laos, January 2025"),
        _("cases and victims on record"),
        PRESS,
    ),
    Claim(
        _("850 complaints, 2,132 foreigners rescued in Cambodia, August 2022 to April 2023"),
        _("NCCT and Ministry of Interior, Phnom Penh Post"),
        _("complaints and rescues; in January 2023, 229 of 707 reports were closed as too vague"),
        PRESS,
    ),
)

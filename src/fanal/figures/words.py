"""What the codes of a study say: where, and which sources its lists are made of."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.text import slugify
from django.utils.translation import gettext as _

from fanal.accounts.models import Team
from fanal.core.law.findings import Body
from fanal.core.trust.vocabulary import PartnerType
from fanal.web.codes import COUNTRIES
from fanal.web.words import translated

IDENTIFIED = "identified-"
# What the directory of partners, which stands beside this app, calls an area; "" of one that it
# does not know. Filled when the server starts.
AREA_NAMES: list[Callable[[str], str]] = []


def area_words(code: str) -> str:
    """The name of an area; of one that the directory does not know its country, and its code."""
    for name_of in AREA_NAMES:
        if known := name_of(code):
            return known
    country, part, _rest = code.partition("-")
    return f"{COUNTRIES.name(country)} ({code})" if part else COUNTRIES.name(code)


def area_typed(text: str) -> str | None:
    """Return the code of an area as somebody typed it, or of a country by its name; None where
    neither the directory nor the list of countries knows it."""
    code = text.upper()
    return code if any(name_of(code) for name_of in AREA_NAMES) else COUNTRIES.known(text)


def team_source(team: Team) -> str:
    """Return the team's name as a code without commas and colons."""
    return f"team-{slugify(team.name, allow_unicode=True) or team.pk.hex}"


def source_words(codes: Iterable[str]) -> dict[str, str]:
    """Return what each of these sources is."""
    teams = {team_source(team): team.name for team in Team.objects.all()}
    return {code: _source_words(code, teams) for code in codes}


def _source_words(code: str, teams: Mapping[str, str]) -> str:
    """What a source of our own files is; that of an exchange is as whoever counted it wrote."""
    if code == "signal":
        return _("our calls")
    if code in teams:
        return _("cases of the team {name}").format(name=teams[code])
    if code.startswith(IDENTIFIED) and code.removeprefix(IDENTIFIED) in set(Body):
        body = translated(Body(code.removeprefix(IDENTIFIED)).sentence())
        return _("identified by: {body}").format(body=body)
    if code in set(PartnerType):
        return translated(PartnerType(code).sentence())
    return code

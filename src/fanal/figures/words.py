"""What the codes of a study say: where, and which sources its lists are made of."""

from django.apps import apps
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fanal.accounts.models import Team
from fanal.core.law.findings import Body
from fanal.core.trust.vocabulary import PartnerType
from fanal.web.codes import COUNTRIES
from fanal.web.places import area_name
from fanal.web.words import translated

IDENTIFIED = "identified-"


def area_words(code: str) -> str:
    """The name of an area; of one that the directory does not know its country, and its code."""
    known = apps.get_model("partners", "Area")._default_manager.filter(code=code).first()
    if known:
        return area_name(known)
    country, part, _rest = code.partition("-")
    return f"{COUNTRIES.name(country)} ({code})" if part else COUNTRIES.name(code)


def team_source(team: Team) -> str:
    """Return the team's name as a code without commas and colons."""
    return f"team-{slugify(team.name, allow_unicode=True) or team.pk.hex}"


def source_words(code: str) -> str:
    """What a source of our own files is; that of an exchange is as whoever counted it wrote."""
    if code == "signal":
        return _("our calls")
    if team := next((one for one in Team.objects.all() if team_source(one) == code), None):
        return _("cases of the team {name}").format(name=team)
    if code.startswith(IDENTIFIED) and code.removeprefix(IDENTIFIED) in set(Body):
        body = translated(Body(code.removeprefix(IDENTIFIED)).sentence())
        return _("identified by: {body}").format(body=body)
    if code in set(PartnerType):
        return translated(PartnerType(code).sentence())
    return code

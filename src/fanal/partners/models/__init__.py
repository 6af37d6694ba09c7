"""Columns and constraints of the partners' register, by noun."""

from fanal.partners.models.directory import Agreement as Agreement
from fanal.partners.models.directory import Area as Area
from fanal.partners.models.directory import AreaSuccession as AreaSuccession
from fanal.partners.models.directory import Partner as Partner
from fanal.partners.models.directory import Presence as Presence
from fanal.partners.models.directory import Tie as Tie
from fanal.partners.models.trust import Allowance as Allowance
from fanal.partners.models.trust import Pattern as Pattern
from fanal.partners.models.trust import TrustFinding as TrustFinding

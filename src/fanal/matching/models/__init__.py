"""Columns and constraints of matching, by noun."""

from fanal.matching.models.duplicates import CachedPairs as CachedPairs
from fanal.matching.models.duplicates import Comparing as Comparing
from fanal.matching.models.duplicates import Scorer as Scorer
from fanal.matching.models.exchanges import Exchange as Exchange
from fanal.matching.models.exchanges import ExchangeSecret as ExchangeSecret
from fanal.matching.models.exchanges import FollowUp as FollowUp
from fanal.matching.models.tracing import Confirmer as Confirmer
from fanal.matching.models.tracing import FamilyNotice as FamilyNotice
from fanal.matching.models.tracing import TracingAnswer as TracingAnswer
from fanal.matching.models.tracing import TracingRequest as TracingRequest
from fanal.matching.models.tracing import WithdrawnAnswer as WithdrawnAnswer

"""Columns and constraints of matching, by noun."""

from fanal.matching.models.duplicates import CachedPairs as CachedPairs
from fanal.matching.models.duplicates import Comparing as Comparing
from fanal.matching.models.duplicates import Scorer as Scorer
from fanal.matching.models.exchanges import Exchange as Exchange
from fanal.matching.models.exchanges import ExchangeSecret as ExchangeSecret
from fanal.matching.models.exchanges import FollowUp as FollowUp
from fanal.matching.models.tracing import Confirmer as Confirmer
from fanal.matching.models.tracing import TakenBack as TakenBack
from fanal.matching.models.tracing import Told as Told
from fanal.matching.models.tracing import TracingAnswer as TracingAnswer
from fanal.matching.models.tracing import TracingRequest as TracingRequest

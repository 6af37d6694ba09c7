"""Columns and constraints of registers, by noun."""

from fanal.registers.models.duplicates import Comparing as Comparing
from fanal.registers.models.duplicates import KeptPairs as KeptPairs
from fanal.registers.models.duplicates import Scorer as Scorer
from fanal.registers.models.exchanges import Exchange as Exchange
from fanal.registers.models.exchanges import ExchangeSecret as ExchangeSecret
from fanal.registers.models.exchanges import FollowUp as FollowUp
from fanal.registers.models.tracing import Confirmer as Confirmer
from fanal.registers.models.tracing import TakenBack as TakenBack
from fanal.registers.models.tracing import Told as Told
from fanal.registers.models.tracing import TracingAnswer as TracingAnswer
from fanal.registers.models.tracing import TracingRequest as TracingRequest

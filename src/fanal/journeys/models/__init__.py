"""Columns and constraints of journeys, by noun."""

from fanal.journeys.models.decisions import CustodyAlarm as CustodyAlarm
from fanal.journeys.models.decisions import Decision as Decision
from fanal.journeys.models.events import Alarm as Alarm
from fanal.journeys.models.events import Certificate as Certificate
from fanal.journeys.models.events import JourneyEvent as JourneyEvent
from fanal.journeys.models.events import MailDue as MailDue
from fanal.journeys.models.journey import GoAnswer as GoAnswer
from fanal.journeys.models.journey import Journey as Journey
from fanal.journeys.models.journey import JourneyCustodian as JourneyCustodian
from fanal.journeys.models.journey import Leg as Leg
from fanal.journeys.models.journey import Paper as Paper
from fanal.journeys.models.journey import Traveller as Traveller
from fanal.journeys.models.missing import MissingSheet as MissingSheet
from fanal.journeys.models.notices import TeamNotice as TeamNotice
from fanal.journeys.models.sealed_plan import PlanPart as PlanPart

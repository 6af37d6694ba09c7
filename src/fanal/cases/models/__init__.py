"""Columns and constraints of cases, by noun."""

from fanal.cases.models.assigned_cases import GivenCase as GivenCase
from fanal.cases.models.case import Case as Case
from fanal.cases.models.case import CasePerson as CasePerson
from fanal.cases.models.case import Closure as Closure
from fanal.cases.models.case import OfCase as OfCase
from fanal.cases.models.case import SectionMark as SectionMark
from fanal.cases.models.case import StageMove as StageMove
from fanal.cases.models.case import TakenOff as TakenOff
from fanal.cases.models.case_days import CaseDays as CaseDays
from fanal.cases.models.case_days import WatchList as WatchList
from fanal.cases.models.lists import CalendarFeed as CalendarFeed
from fanal.cases.models.lists import SavedList as SavedList
from fanal.cases.models.operation import Operation as Operation
from fanal.cases.models.operation import OperationPerson as OperationPerson
from fanal.cases.models.people_around import CarerDecision as CarerDecision
from fanal.cases.models.people_around import PersonAround as PersonAround
from fanal.cases.models.records import KIND as KIND
from fanal.cases.models.records import CaseEntry as CaseEntry
from fanal.cases.models.records import Consent as Consent
from fanal.cases.models.records import Document as Document
from fanal.cases.models.records import DocumentPart as DocumentPart
from fanal.cases.models.records import RefusedFile as RefusedFile
from fanal.cases.models.records import Task as Task
from fanal.cases.models.state import StateCode as StateCode
from fanal.cases.models.who_may import BreakGlass as BreakGlass
from fanal.cases.models.who_may import ConflictOfInterest as ConflictOfInterest

"""Columns and constraints, split by noun. What tells who she is, is sealed in `identity`."""

from fanal.people.models.ages import AgeForConsent as AgeForConsent
from fanal.people.models.ages import CodedAge as CodedAge
from fanal.people.models.ages import age_in as age_in
from fanal.people.models.ages import coded_age as coded_age
from fanal.people.models.people import QUESTIONS as QUESTIONS
from fanal.people.models.people import AdditionalTeam as AdditionalTeam
from fanal.people.models.people import Birth as Birth
from fanal.people.models.people import Details as Details
from fanal.people.models.people import EmergencyAccess as EmergencyAccess
from fanal.people.models.people import EmergencyGroup as EmergencyGroup
from fanal.people.models.people import MatchDecision as MatchDecision
from fanal.people.models.people import Person as Person
from fanal.people.models.people import PersonName as PersonName
from fanal.people.models.people import TakenCodeName as TakenCodeName
from fanal.people.models.search import SearchFolder as SearchFolder
from fanal.people.models.search import SearchPack as SearchPack
from fanal.people.models.search import SearchRow as SearchRow
from fanal.people.models.search import random_number as random_number

"""What is asked on the pages of shelters."""

from fanal.shelters.forms.asking import AskForBedForm as AskForBedForm
from fanal.shelters.forms.asking import DeclineBedForm as DeclineBedForm
from fanal.shelters.forms.asking import GiveBedForm as GiveBedForm
from fanal.shelters.forms.book import BelongingForm as BelongingForm
from fanal.shelters.forms.book import ComplaintAnswerForm as ComplaintAnswerForm
from fanal.shelters.forms.book import ComplaintForm as ComplaintForm
from fanal.shelters.forms.book import IncidentForm as IncidentForm
from fanal.shelters.forms.book import MeetingAnswerForm as MeetingAnswerForm
from fanal.shelters.forms.book import MeetingForm as MeetingForm
from fanal.shelters.forms.book import RestrictionForm as RestrictionForm
from fanal.shelters.forms.book import VisitForm as VisitForm
from fanal.shelters.forms.book import VisitorForm as VisitorForm
from fanal.shelters.forms.nights import NightCountForm as NightCountForm
from fanal.shelters.forms.nights import ServedForm as ServedForm
from fanal.shelters.forms.places import BedsForm as BedsForm
from fanal.shelters.forms.places import HouseRulesForm as HouseRulesForm
from fanal.shelters.forms.places import ShelterForm as ShelterForm
from fanal.shelters.forms.places import StaffForm as StaffForm
from fanal.shelters.forms.places import StandardsForm as StandardsForm
from fanal.shelters.forms.stays import AdmissionForm as AdmissionForm
from fanal.shelters.forms.stays import ExplainedForm as ExplainedForm
from fanal.shelters.forms.stays import LeaveForm as LeaveForm
from fanal.shelters.forms.stays import MoveForm as MoveForm
from fanal.shelters.forms.stays import ReturnForm as ReturnForm
from fanal.shelters.forms.stays import StepForm as StepForm
from fanal.shelters.forms.stays import TonightForm as TonightForm

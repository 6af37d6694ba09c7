"""Forms of journeys, by noun."""

from fanal.journeys.forms.certificates import CertificateForm as CertificateForm
from fanal.journeys.forms.certificates import CheckForm as CheckForm
from fanal.journeys.forms.custodians import DecisionForm as DecisionForm
from fanal.journeys.forms.custodians import HandsForm as HandsForm
from fanal.journeys.forms.custodians import LegForm as LegForm
from fanal.journeys.forms.custodians import LegHandsForm as LegHandsForm
from fanal.journeys.forms.custodians import PhoneForm as PhoneForm
from fanal.journeys.forms.events import GiveForm as GiveForm
from fanal.journeys.forms.events import HappenedForm as HappenedForm
from fanal.journeys.forms.events import LetGoForm as LetGoForm
from fanal.journeys.forms.events import ReceiveForm as ReceiveForm
from fanal.journeys.forms.events import SignForm as SignForm
from fanal.journeys.forms.plans import PLAN_FORMS as PLAN_FORMS
from fanal.journeys.forms.plans import DebriefForm as DebriefForm
from fanal.journeys.forms.plans import HeldForm as HeldForm
from fanal.journeys.forms.plans import JourneyForm as JourneyForm
from fanal.journeys.forms.plans import LeadForm as LeadForm
from fanal.journeys.forms.plans import PaperForm as PaperForm
from fanal.journeys.forms.plans import PersonForm as PersonForm
from fanal.journeys.forms.plans import WhomForm as WhomForm

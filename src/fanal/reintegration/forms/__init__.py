"""What is asked in a plan: of her, of us, and of a family."""

from fanal.reintegration.forms.fields import YES_NO as YES_NO
from fanal.reintegration.forms.plan import BeginForm as BeginForm
from fanal.reintegration.forms.plan import GoalForm as GoalForm
from fanal.reintegration.forms.plan import GoalReviewForm as GoalReviewForm
from fanal.reintegration.forms.plan import LeadChoiceForm as LeadChoiceForm
from fanal.reintegration.forms.plan import PlanContactForm as PlanContactForm
from fanal.reintegration.forms.plan import RulesForm as RulesForm
from fanal.reintegration.forms.plan import StartForm as StartForm
from fanal.reintegration.forms.plan import rules_initial as rules_initial
from fanal.reintegration.forms.records import CHILD as CHILD
from fanal.reintegration.forms.records import PARENTS as PARENTS
from fanal.reintegration.forms.records import AsAdultForm as AsAdultForm
from fanal.reintegration.forms.records import ChildForm as ChildForm
from fanal.reintegration.forms.records import ContactToGiveForm as ContactToGiveForm
from fanal.reintegration.forms.records import EndForm as EndForm
from fanal.reintegration.forms.records import FamilyForm as FamilyForm
from fanal.reintegration.forms.records import PromiseForm as PromiseForm
from fanal.reintegration.forms.records import ReportForm as ReportForm
from fanal.reintegration.forms.records import SecondForm as SecondForm
from fanal.reintegration.forms.records import SeenAgainForm as SeenAgainForm
from fanal.reintegration.forms.records import SettleForm as SettleForm
from fanal.reintegration.forms.records import SupportForm as SupportForm
from fanal.reintegration.forms.records import WarningSignForm as WarningSignForm
from fanal.reintegration.forms.records import goal_initial as goal_initial

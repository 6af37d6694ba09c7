"""What prevention keeps. No table here names a person of a case, or a case."""

from fanal.prevention.models.call_backs import AdviceCallBack as AdviceCallBack
from fanal.prevention.models.communities import AreaObservation as AreaObservation
from fanal.prevention.models.communities import CapacityFact as CapacityFact
from fanal.prevention.models.communities import Community as Community
from fanal.prevention.models.communities import MigrationAdvice as MigrationAdvice
from fanal.prevention.models.participants import BothReal as BothReal
from fanal.prevention.models.participants import Course as Course
from fanal.prevention.models.participants import EarningLook as EarningLook
from fanal.prevention.models.participants import Enrolment as Enrolment
from fanal.prevention.models.participants import PreventionParticipant as PreventionParticipant
from fanal.prevention.models.scholars import LookBack as LookBack
from fanal.prevention.models.scholars import Scholarship as Scholarship
from fanal.prevention.models.scholars import ScholarshipPayment as ScholarshipPayment
from fanal.prevention.models.scholars import SchoolTerm as SchoolTerm
from fanal.prevention.models.sessions import PreventionSession as PreventionSession
from fanal.prevention.models.sessions import SessionTests as SessionTests
from fanal.prevention.models.volunteers import Volunteer as Volunteer
from fanal.prevention.models.volunteers import VolunteerHours as VolunteerHours

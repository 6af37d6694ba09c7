"""Tables of our own shelters. None of them has a column for an address."""

from fanal.shelters.models.asking import BedRequest as BedRequest
from fanal.shelters.models.book import Belonging as Belonging
from fanal.shelters.models.book import Incident as Incident
from fanal.shelters.models.book import Restriction as Restriction
from fanal.shelters.models.book import StayDay as StayDay
from fanal.shelters.models.complaints import Complaint as Complaint
from fanal.shelters.models.meetings import HouseMeeting as HouseMeeting
from fanal.shelters.models.nights import NightAnswer as NightAnswer
from fanal.shelters.models.nights import NightCount as NightCount
from fanal.shelters.models.places import Bed as Bed
from fanal.shelters.models.places import Shelter as Shelter
from fanal.shelters.models.stays import ShelterStay as ShelterStay
from fanal.shelters.models.stays import ShelterStayStep as ShelterStayStep
from fanal.shelters.models.visits import Visit as Visit
from fanal.shelters.models.visits import Visitor as Visitor

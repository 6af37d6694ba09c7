"""Dates as people know them: partial, in two eras, from several sources; and working days."""

from fanal.core.calendars.ages import AgeInterval as AgeInterval
from fanal.core.calendars.ages import Minority as Minority
from fanal.core.calendars.ages import age_at as age_at
from fanal.core.calendars.ages import minority as minority
from fanal.core.calendars.births import BirthClaim as BirthClaim
from fanal.core.calendars.births import BirthSource as BirthSource
from fanal.core.calendars.births import WeighedBirth as WeighedBirth
from fanal.core.calendars.births import born_when_aged as born_when_aged
from fanal.core.calendars.births import claim as claim
from fanal.core.calendars.births import weigh as weigh
from fanal.core.calendars.intervals import Interval as Interval
from fanal.core.calendars.partial_dates import DateReading as DateReading
from fanal.core.calendars.partial_dates import Era as Era
from fanal.core.calendars.partial_dates import PartialDate as PartialDate
from fanal.core.calendars.partial_dates import read_date as read_date
from fanal.core.calendars.partial_dates import read_text as read_text
from fanal.core.calendars.working_days import add_working_days as add_working_days
from fanal.core.calendars.working_days import is_working_day as is_working_day

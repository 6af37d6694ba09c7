"""Fields that every app uses, and how a mistake found later comes back to its field."""

from fanal.web.forms.ages import AgesField as AgesField
from fanal.web.forms.answers import AnswerField as AnswerField
from fanal.web.forms.answers import BigAnswerField as BigAnswerField
from fanal.web.forms.answers import BigAnswers as BigAnswers
from fanal.web.forms.date_boxes import AHEAD as AHEAD
from fanal.web.forms.date_boxes import PAST as PAST
from fanal.web.forms.dates import DayField as DayField
from fanal.web.forms.dates import MomentField as MomentField
from fanal.web.forms.dates import PartialDateField as PartialDateField
from fanal.web.forms.mistakes import show_mistake as show_mistake
from fanal.web.forms.names import CountriesField as CountriesField
from fanal.web.forms.names import CountryField as CountryField
from fanal.web.forms.names import LanguagesField as LanguagesField
from fanal.web.forms.typed import field_of as field_of

# What is said of somebody is chosen by whoever says it: a list begins with this.
NOTHING = ("", "—")

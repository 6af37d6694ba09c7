"""One name in six scripts: its normal form, its sound, and how alike two names are."""

from scriptnames.birth import BirthLevel as BirthLevel
from scriptnames.birth import Born as Born
from scriptnames.birth import compare_births as compare_births
from scriptnames.comparison import Level as Level
from scriptnames.comparison import Likeness as Likeness
from scriptnames.comparison import compare as compare
from scriptnames.person_facts import Facts as Facts
from scriptnames.person_facts import facts as facts
from scriptnames.forms import Form as Form
from scriptnames.forms import form as form
from scriptnames.normal import clean as clean
from scriptnames.romanisation import romanise as romanise
from scriptnames.script import SCRIPT_SAYS as SCRIPT_SAYS
from scriptnames.script import script_of as script_of

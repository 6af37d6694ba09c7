"""What stands in lists to choose from."""

from django.utils.translation import gettext_lazy as _

from fanal.core.words import say

# A task of whoever works on the case, done once she was seen; it says nothing of why.
SEE_TODAY = say("See the health worker today")
READ_ANSWER = say("Read what the health worker answered about {who}")
# What the team reads of a danger, of which nothing else is written.
DANGER_TOLD = say("She is in danger. Call me: nothing more is written of it.")

# Where the act happened decides which hour it was: one zone for each country of our work.
ZONES = [
    ("Asia/Bangkok", _("Thailand")),
    ("Asia/Ho_Chi_Minh", _("Viet Nam")),
    ("Asia/Phnom_Penh", _("Cambodia")),
    ("Asia/Vientiane", _("Laos")),
    ("Asia/Yangon", _("Myanmar")),
    ("Asia/Kuala_Lumpur", _("Malaysia")),
    ("Asia/Shanghai", _("China")),
    ("Europe/Paris", _("France")),
]

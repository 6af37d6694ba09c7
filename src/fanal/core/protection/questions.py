"""What the dated records ask: at most seven questions on a page, the rest on demand."""

from __future__ import annotations

from fanal.core.casework.fields import Field, choice, day, long, text, yes_no
from fanal.core.justice.codes import PRESSURES
from fanal.core.protection.codes import (
    CHILD_AT_CLOSING,
    DECISIONS,
    GOALS_AT_CLOSING,
    GUARDIANS,
    HER_VIEW,
    REACHED,
    REVIEW_FORMS,
    RiskEvent,
    RiskLevel,
)
from fanal.core.words import labels, say

LEVELS = tuple(labels(RiskLevel).items())
EVENTS = tuple(labels(RiskEvent).items())

RISK: tuple[Field, ...] = (
    choice("level", say("How high is the risk now?"), LEVELS),
    choice("because", say("Why is it looked at now?"), EVENTS),
    long("dangers", say("From whom or what, and how likely is it?")),
    long("protects", say("What protects her?")),
    long("her_words", say("What she says of it, in her own words")),
    text("to_do", say("What we do about it until then")),
)
SAFETY_PLAN: tuple[Field, ...] = (
    text("warning_signs", say("How will she know that it gets worse?")),
    text("safe_people", say("Who can she go to?")),
    text("safe_places", say("Where is she safe, and how does she get there?")),
    text("code", say("How does she call for help without saying so?")),
    text("carry", say("What must she have with her?")),
    text("children", say("What is agreed for her children?")),
    text("who_has_it", say("Who has this plan? Is a copy safe with her?")),
)
DIGITAL_SAFETY: tuple[Field, ...] = (
    text("phone", say("Who else holds, pays for or can unlock her telephone?")),
    text("accounts", say("Which accounts and passwords do others know?")),
    text("location", say("Is her location shared by the telephone, an app or a car?")),
    text("online", say("Who threatens her online, with which pictures or messages?")),
    text("traces", say("Which of our messages and calls does she delete, and how?")),
)
RECOVERY: tuple[Field, ...] = (
    choice("decision", say("What did she decide?"), DECISIONS),
    text("body", say("Who granted it, or was asked for it")),
    text("given", say("What she is given meanwhile: place, care, interpreter, papers")),
    long("her_words", say("What she says of it, in her own words")),
)
BEST_INTERESTS: tuple[Field, ...] = (
    long("own_view", say("What does the child want? Heard how, by whom, in which language?")),
    choice("guardian", say("Who speaks for the child?"), GUARDIANS),
    long("safety", say("Safety, and harm that happened or may happen")),
    long("family", say("Family, those who care for the child, and what each of them wants")),
    long("development", say("Health, school, language, faith, friends: what must go on")),
    long("options", say("Which ways are open, and what speaks for and against each")),
    long("recommended", say("What is recommended, and why")),
)
DUTY: tuple[Field, ...] = (
    yes_no("explained", say("Was it explained to her before she was asked anything?")),
    text("explained_how", say("By whom, in which language, what she said to it")),
    yes_no("reported", say("Was it reported?")),
    text("reported_to", say("To whom, on which day")),
    long("why_not", say("If it was not: why")),
)
REVIEW: tuple[Field, ...] = (
    choice("form", say("What was it?"), REVIEW_FORMS),
    text("who", say("Who took part")),
    long("looked_at", say("What was looked at: her view, safety, plan, goals, consent")),
    long("decided", say("What was decided, who does it, by when")),
    long("lead_says", say("What the lead says")),
)
EVENT: tuple[Field, ...] = (
    choice("event", say("What happened, or will happen?"), EVENTS),
    long("words", say("What is known of it, and from whom")),
)
PRESSURE: tuple[Field, ...] = (
    choice("how", say("What happened?"), PRESSURES),
    long("words", say("What is known of it, and from whom")),
)
CLOSING: tuple[Field, ...] = (
    day("last_contact", say("When did one of us last speak with her?")),
    choice("her_view", say("What does she say about closing?"), HER_VIEW),
    choice("child", say("How are her children, or the child herself?"), CHILD_AT_CLOSING),
    choice("open_goals", say("What becomes of goals that are still open?"), GOALS_AT_CLOSING),
    yes_no("way_back", say("Does she know how to come back to us?")),
    yes_no("wants_contact", say("May we ask afterwards how she is?")),
    long("words", say("In her own words, and what to know")),
)
FOLLOW_UP: tuple[Field, ...] = (
    choice("reached", say("Was she reached?"), REACHED),
    yes_no("safe", say("Is she safe?")),
    yes_no("spoke_freely", say("Could she speak freely?")),
    long("words", say("How she is, in her own words")),
    text("signs", say("Signs that somebody approaches her again")),
    text("promised", say("What we promised her, by when")),
    yes_no("wants_contact", say("May we ask again?")),
)

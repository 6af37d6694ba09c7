"""Files that the tests open: one person, one case, made by the cast through the actions."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import invite
from fanal.cases.actions.cases import open_case
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import record_sign, say_in_danger, say_no_longer
from fanal.core.calendars import PartialDate
from fanal.core.roles import Role
from fanal.core.sealing.compartments import LEGAL
from fanal.identification.actions.recording import add_finding
from fanal.journeys.actions import legs, plans
from fanal.keys.actions import grant
from fanal.people.actions.persons import create_person
from fanal.people.models import AgeForConsent
from fanal.sharing.actions import rules
from tests.kept import kept

TODAY = date(2026, 3, 2)
WHY = "She calls from the border and nobody of her team answers"


def in_every_year(day):
    """That day, or the one before it if it is 29 February: whose birthday it is has one in each year."""
    return day - timedelta(days=1) if (day.month, day.day) == (2, 29) else day


def invited(cast, **more):
    """The link of an invitation that Anan asks for: of a case worker in Bangkok, unless `more` says
    another."""
    told = {
        "email": "new@fanal.example",
        "display_name": "A. Nother",
        "role": Role.CASE_WORKER,
        "office": cast.bangkok.office,
        "teams": [cast.bangkok],
        "language": "en",
        "by": cast.anan,
    }
    return invite(**told | more)


def browser(cast, user, **options):
    """A browser of `user`, signed in, with the pages in English."""
    client = cast.client(user, **options)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def start_page(cast, user):
    """The text of the page “Today”."""
    return browser(cast, user).get(reverse("cases:today")).text


def main_of(cast, user, address):
    """What a page says below its frame."""
    return browser(cast, user).get(address).text.partition("<main")[2]


def again(row):
    """The row as the database holds it now."""
    return type(row).objects.get(pk=row.pk)


@kept
def person(cast, names=("ບົວຄຳ ວົງສາ",), births=(), by=None, team=None, adult=True):
    """A woman who decides for herself, unless births say otherwise or nobody knows her age."""
    by = by or cast.sokha
    births = [{"source": s, "born": PartialDate(*parts)} for s, *parts in births]
    made = create_person(
        team=team or cast.bangkok,
        **cast.acting(by),
        names=[{"text": name, "language": "lo"} for name in names],
        births=births,
        on=max([TODAY, *(birth["born"].interval.earliest for birth in births)]),
    )
    if adult and not births:
        AgeForConsent.objects.create(person=made, coded={"born": None, "adult": True})
    return made


def turns_18(person, day):
    """Her age as it is kept: eighteen from that day on, and from which day that is in every year."""
    day = in_every_year(day)
    born = day.replace(year=day.year - 18).isoformat()
    AgeForConsent.objects.update_or_create(
        person=person, defaults={"coded": {"born": [born, born], "adult": False}}
    )
    return day


@kept
def case(cast, people=None, by=None, team=None, **more):
    by = by or cast.sokha
    return open_case(
        people=[person(cast, by=by, team=team)] if people is None else people,
        team=team or cast.bangkok,
        **cast.acting(by),
        on=TODAY,
        **more,
    )


def agrees_to_interview(cast, case, person, **more):
    """Her yes to an interview, as she gave it."""
    acting = cast.acting(cast.sokha)
    return record_consent(
        case=case, person=person, purpose="interview", answer="given", **acting, **more
    )


def in_vientiane(cast):
    """A woman of Vientiane, and the case of hers that Kham opened."""
    made = person(cast, by=cast.kham, team=cast.vientiane)
    return made, case(cast, people=[made], by=cast.kham, team=cast.vientiane)


def not_a_victim(concern, acts, **more):
    """What the police of Thailand found of her."""
    told = {
        "status": "NotAVictimOfTrafficking",
        "step": "refused",
        "body": "police",
        "found_on": date(2025, 3, 1),
        "country": "TH",
        "reason": "none given",
    }
    return add_finding(concern=concern, **told | more, **acts)


def sign_due(case, next_by, acts):
    """A message from the one person of the case, and by when the next is awaited."""
    told = {"person": case.people.get(), "sign": "message", "said_at": None}
    record_sign(case=case, next_by=next_by, **told, **acts)


def case_with_whereabouts(cast):
    """Sokha's, with where she sleeps."""
    made = case(cast)
    add_entry(case=made, kind="whereabouts", answers={"place": "Room 4"}, **cast.acting(cast.sokha))
    return made


def let_in_lawyer(cast, case):
    """Noi grants Mai the legal part of this case."""
    grant(
        folder=case.id, compartments=[LEGAL], to=cast.mai, **cast.acting(cast.noi), reason="court"
    )


def in_danger(cast, case, person=None, said_at=None):
    """Sokha was told by the mother of whom the case is about that she is in danger."""
    say_in_danger(
        case=case,
        person=person or case.people.first(),
        said_by="mother",
        said_at=said_at,
        **cast.acting(cast.sokha),
    )


def safe_at_home(cast, case):
    """She told Sokha herself that she is in danger no longer."""
    say_no_longer(
        case=case,
        person=case.people.first(),
        said_by="herself",
        free=True,
        said_at=timezone.now(),
        what_changed="home",
        with_whom="family",
        **cast.acting(cast.sokha),
    )


def opened(case, days=0):
    """So many days ago: the risk is assessed a week after a case was opened."""
    case.opened_on = timezone.localdate() - timedelta(days=days)
    case.save(update_fields=["opened_on"])


def journey(cast, kind="return", *, by=None, team=None, lead=None, on=None):
    """A journey of Bangkok, planned and led by Sokha, that begins today."""
    by = by or cast.sokha
    team, day = team or cast.bangkok, on or timezone.localdate()
    return plans.plan_journey(kind=kind, team=team, lead=lead or by, starts_on=day, by=by)


def leg(journey, start, end, custodian, leaves, *, hours=2, arrives=None, by):
    """A leg of so many hours."""
    arrives = arrives or leaves + timedelta(hours=hours)
    told = {"journey": journey, "custodian": custodian, "leaves": leaves, "arrives": arrives}
    return legs.add_leg(start=start, end=end, by=by, **told)


def override(case, why, *, classes=("identity",), purpose="receive_documents", **more):
    """One of two says that somebody is told without a yes, since a life is at stake."""
    told = {"purpose": purpose, "classes": classes, "text": why, **more}
    return rules.override(case=case, ground="vital_interest", **told)

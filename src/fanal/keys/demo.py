"""The invented people of the demonstration, with their offices, teams and keys."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.hashers import make_password

from fanal.accounts.joining import join
from fanal.accounts.models import Office, Team, User
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.core.sealing.pairs import PrivateKeys
from fanal.core.words import say
from fanal.keys import key_pairs
from fanal.keys.actions.organisation import make_organisation
from fanal.keys.models import OrganisationKeys, TeamKeyHolder, UserKeys
from fanal.keys.requests import Acting
from fanal.keys.ring import Ring
from fanal.web.typing import Context

PASSPHRASE = "quiet river carries lanterns home"  # noqa: S105, public on purpose
ADDRESS = "{name}@fanal.example"

OFFICES = {
    "bangkok": ("Bangkok", "TH", "Asia/Bangkok"),
    "vientiane": ("Vientiane", "LA", "Asia/Vientiane"),
    "saigon": ("Ho Chi Minh City", "VN", "Asia/Ho_Chi_Minh"),
}
# name in the address, name shown, role, office, language of the interface
PEOPLE = [
    ("noi", "Noi Saetang", Role.TEAM_LEAD, "bangkok", "en"),
    ("sokha", "Sokha Chea", Role.CASE_WORKER, "bangkok", "fr"),
    ("somchit", "Somchit Vongsa", Role.TEAM_LEAD, "vientiane", "fr"),
    ("kham", "Kham Phommachan", Role.CASE_WORKER, "vientiane", "en"),
    ("huong", "Hương Trần", Role.TEAM_LEAD, "saigon", "vi"),
    ("linh", "Linh Nguyễn", Role.CASE_WORKER, "saigon", "vi"),
    ("mai", "Mai Lê", Role.LAWYER, "saigon", "vi"),
    ("claire", "Claire Morel", Role.DIRECTOR, "bangkok", "fr"),
    ("duc", "Đức Phạm", Role.DATA_ANALYST, "saigon", "en"),
    ("anan", "Anan Suwan", Role.ADMINISTRATOR, "bangkok", "en"),
    ("vera", "Vera Lindqvist", Role.AUDITOR, "vientiane", "en"),
    ("ploy", "Ploy Rattana", Role.HEALTH_WORKER, "bangkok", "fr"),
    ("rith", "Rith Keo", Role.SHELTER_WORKER, "bangkok", "fr"),
    ("bounmy", "Bounmy Sisouk", Role.PREVENTION_OFFICER, "vientiane", "fr"),
    ("thao", "Thảo Vũ", Role.FINANCE_OFFICER, "saigon", "en"),
]


class Cast:
    """The people of the demonstration. `cast.sokha` is a user, `cast.bangkok` a team; `ring` is
    unlocked."""

    noi: User
    sokha: User
    somchit: User
    kham: User
    huong: User
    linh: User
    mai: User
    claire: User
    duc: User
    anan: User
    vera: User
    ploy: User
    rith: User
    bounmy: User
    thao: User
    bangkok: Team
    vientiane: Team
    saigon: Team
    shares: list[str]
    codes: dict[str, str]

    def __init__(self) -> None:
        self.private: dict[UUID, tuple[UserKeys, PrivateKeys]] = {}
        self.teams = {slug: Team.objects.get(name=name) for slug, (name, *_) in OFFICES.items()}
        for slug, team in self.teams.items():
            setattr(self, slug, team)
        # A demonstration of an older version has nobody in the roles that came since.
        for name, user in there().items():
            setattr(self, name, user)

    @classmethod
    def make(cls) -> Cast:
        """Make the offices, teams, people and keys of an empty installation."""
        shares, fresh = make_organisation(), {}
        for office, country, zone in OFFICES.values():
            where = Office.objects.create(name=office, country=country, time_zone=zone)
            Team.objects.create(name=office, office=where)
        password = make_password(PASSPHRASE)
        for person in PEOPLE:
            fresh[person[0]] = _make_person(*person, password)
        cast = cls()
        cast.shares = shares
        cast.codes = {name: new.code for name, new in fresh.items()}
        cast.private = {new.keys.user_id: (new.keys, new.private) for new in fresh.values()}
        for person in PEOPLE:
            cast.enter(getattr(cast, person[0]), cast.teams[person[3]])
        return cast

    def ring(self, user: User) -> Ring:
        """An unlocked ring, as after the pass-phrase was given."""
        if user.pk not in self.private:
            pair = key_pairs.must_have_keys(user)
            self.private[user.pk] = (pair, key_pairs.open_keys(pair, PASSPHRASE))
        return Ring(*self.private[user.pk])

    def acting(self, user: User) -> Acting:
        """What an action on something sealed is given of whoever acts."""
        return {"by": user, "ring": self.ring(user)}

    def enter(self, user: User, team: Team) -> None:
        """Let the user into the team, if the role holds its key; the first one makes it."""
        if user.role not in key_pairs.HOLDS_TEAM_KEY:
            return
        first = self._holder(team)
        join(user=user, teams=[team])
        if first:
            key_pairs.admit(team=team, user=user, by=first, ring=self.ring(first))
        else:
            key_pairs.make_team_key(team=team, first=self.private[user.pk][0], by=user)

    def _holder(self, team: Team) -> User | None:
        """Who can let somebody in: a member who waits for the key has none to give."""
        holding = TeamKeyHolder.objects.filter(team_key__team=team, team_key__retired=None)
        users = team.members.filter(is_active=True, pk__in=holding.values("to_keys__user"))
        return users.order_by("joined", "pk").first()


def load() -> tuple[Cast, bool]:
    """The cast, and whether it was made just now."""
    is_new = not OrganisationKeys.objects.exists()
    return (Cast.make() if is_new else Cast()), is_new


def there() -> dict[str, User]:
    """Who of the cast is in this installation, by slug, in the order of `PEOPLE`."""
    slugs = {ADDRESS.format(name=name): name for name, *_ in PEOPLE}
    by_slug = {slugs[user.email]: user for user in User.objects.filter(email__in=slugs)}
    return {name: by_slug[name] for name, *_ in PEOPLE if name in by_slug}


def shown() -> list[Context]:
    """The cast for the sign-in page, case workers first: slug, name, role, office."""
    here, order = there(), list(Role)
    return [
        {"slug": slug, "name": name, "role": role.label, "office": OFFICES[office][0]}
        for slug, name, role, office, _ in sorted(PEOPLE, key=lambda one: order.index(one[2]))
        if slug in here
    ]


def open_as(name: str) -> tuple[User, UserKeys, PrivateKeys]:
    """Return one of the cast with her keys open. Raises BadInput for nobody of that name."""
    user = User.objects.filter(email=ADDRESS.format(name=name), is_active=True).first()
    pair = key_pairs.pair_of(user) if user else None
    if user is None or pair is None:
        raise BadInput("name", say("is nobody of the cast"))
    return user, pair, key_pairs.open_keys(pair, PASSPHRASE)


def _make_person(
    name: str, shown: str, role: Role, office: str, language: str, password: str
) -> key_pairs.Fresh:
    fresh = key_pairs.prepare_keys(PASSPHRASE)
    user = User.objects.create(
        email=ADDRESS.format(name=name),
        password=password,
        display_name=shown,
        role=role,
        language=language,
        office=Office.objects.get(name=OFFICES[office][0]),
    )
    key_pairs.save_keys(user=user, fresh=fresh)
    return fresh

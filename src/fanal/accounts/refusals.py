"""What was refused to somebody who had asked a second person, and why; what else she reads once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from uuid import UUID

from django.http import Http404

from fanal.accounts.models import Refusal, User
from fanal.sealed.substitutes import unless_broken
from fanal.web.decisions import RequestKind, WaitingRequest, kinds
from fanal.web.lookup import first_or_404
from fanal.web.typing import PageText


def asked_of(user: User, code: str, id: UUID) -> tuple[RequestKind, WaitingRequest]:
    """Return what waits for this user and can be refused with a reason, or raise `Http404`."""
    kind = kinds().get(code)
    if kind is None or kind.refuse is None or not kind.is_open_to(user):
        raise Http404
    return kind, first_or_404(row for row in kind.rows(user) if row.id == id)


# What else a colleague reads once, by kind, though she asked nobody: what it is called. Filled when
# the server starts.
NEWS: dict[str, PageText] = {}
# Filled when the server starts: which of these files, cases and journeys a conflict closes.
CLOSED: list[Callable[[User, Collection[UUID]], Collection[UUID]]] = []
# And which of them a user opens no more, though no conflict keeps her out.
OPENED_NO_MORE: list[Callable[[User, Collection[UUID]], Collection[UUID]]] = []


def refused_to(user: User) -> Sequence[Refusal]:
    """Return what this user asked for, was refused and has not read, the newest first, but of whom
    she is kept out since; nor what she asked in a team that she has left, since whoever goes on
    with it there was asked to. What a review says of her own act she reads wherever she is."""
    rows = unread_of([user.pk])
    of = {row.pk: UUID(row.told["of"]) for row in rows if row.told["of"]}
    closed = {id for closes in CLOSED for id in closes(user, of.values())} if of else set()
    asks = [row for row in rows if row.pk in of and row.kind not in NEWS and kinds()[row.kind].asks]
    asked = [of[row.pk] for row in asks]
    left = {id for opened in OPENED_NO_MORE for id in opened(user, asked)} if asked else set()
    hidden = {row.pk for row in asks if of[row.pk] in left}
    return [row for row in rows if of.get(row.pk) not in closed and row.pk not in hidden]


def unread_of(people: Collection[UUID]) -> list[Refusal]:
    """Return what these people asked for, was refused and they have not read, the newest first."""
    rows = Refusal.objects.filter(asked_by__in=people, read_on=None, kind__in=[*kinds(), *NEWS])
    rows = rows.select_related("by").order_by("-on", "id")
    # What was read is told to nobody again, though somebody takes the day off it in the database.
    return [row for row in rows if "why" in _told(row)]


def read_at_once(rows: Iterable[Refusal]) -> list[list[Refusal]]:
    """Return what stands in one line: news of one day, by one colleague and of one other, were told
    in one act, say of fifty cases that were handed over."""
    lines: dict[object, list[Refusal]] = {}
    for row in rows:
        alike = (row.kind, row.by_id, row.told["whom"], row.on)
        lines.setdefault(alike if row.kind in NEWS else row.pk, []).append(row)
    return list(lines.values())


def refusals_with(user: User, id: UUID) -> list[Refusal]:
    """Return one of these with what stands in one line with it, or raise `Http404`."""
    return first_or_404(
        line for line in read_at_once(refused_to(user)) if id in {row.pk for row in line}
    )


def called(row: Refusal) -> str:
    """Return what it is called on the start page and on its own."""
    news = NEWS.get(row.kind)
    return kinds()[row.kind].a_no(row.told["state"]) if news is None else str(news)


def refused_states(code: str) -> set[tuple[UUID, str]]:
    """Return what of this kind was refused as it was asked then, by id: it asks nobody until it is
    written anew. A refusal that does not open refuses nothing."""
    rows = Refusal.objects.filter(kind=code)
    told = [(row.about, _told(row)) for row in rows]
    return {(about, words["state"]) for about, words in told if words}


def _told(row: Refusal) -> dict[str, str]:
    """Return what is sealed in it; nothing on a page where it does not open."""
    return unless_broken(lambda: row.told, {})

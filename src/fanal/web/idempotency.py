"""A form sent twice does its work once: a double tap, a retry after a lost network, a reload.

The key of the form and the work commit together, so that neither exists without the other. A form
that came back with mistakes has done nothing, and may be sent again with the same key. So may one
that says something else: whoever goes back in the browser and writes more sends the old key.

Where the first answer led is signed for this key and this person: nobody who writes to the database
sends her anywhere else.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from hashlib import blake2b

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from fanal.core.errors import BadInput, Refused
from fanal.web.addresses import page_of
from fanal.web.models import Answered

LONGEST = 500  # of the column
# A refusal is journalled by the access function: it is kept, though the page says no.
REFUSALS = (Http404, PermissionDenied, BadInput, Refused)


def idempotent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a POST repeated word for word with the first answer: a redirect to what was done.

    The key is the form's field `once`, by the tag of the same name; a POST without it is not held.
    """

    @wraps(view)
    def held(request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        key = request.POST.get("once", "")[:32] if request.method == "POST" else ""
        if not key.isalnum():  # none, or none of ours: PostgreSQL takes no NUL
            return view(request, *args, **options)
        return _held(_mark(key, request), request, lambda: view(request, *args, **options))

    held.holds_once = True  # type: ignore[attr-defined]  # for the matrix of tests
    return held


def pressed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What a button asks for: a POST and nothing else, and done once (`fanal.web.asking.do`)."""
    return require_POST(idempotent(view))


def _mark(key: str, request: HttpRequest) -> str:
    """What the database keeps of a form: a hash of what it says under its key.

    The key stands on the page alone, so that nobody can try texts against the mark.
    """
    mark = blake2b(key=key.encode()[:64], digest_size=16)
    for name, values in sorted(request.POST.lists()):
        if name not in ("once", "csrfmiddlewaretoken"):
            mark.update(repr((name, values)).encode(errors="surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            mark.update(repr((name, file.name, file.size)).encode(errors="surrogatepass"))
    return mark.hexdigest()


def _held(key: str, request: HttpRequest, work: Callable[[], HttpResponse]) -> HttpResponse:
    who = str(getattr(request.user, "pk", None) or "")
    refusal = None
    with transaction.atomic():
        first, is_first = _claim(key, who)
        if not is_first:
            return HttpResponseRedirect(_where_it_led(first) or page_of(request))
        try:
            response = work()
        except REFUSALS as problem:
            refusal = problem
            first.delete()
        else:
            _keep(first, response)
    if refusal:
        raise refusal
    return response


def _claim(key: str, who: str) -> tuple[Answered, bool]:
    """The row of this key, and whether it is new. A second sender waits here for the first."""
    try:
        with transaction.atomic():
            return Answered.objects.create(key=key, who=who), True
    except IntegrityError:
        return Answered.objects.get(key=key, who=who), False


def _keep(first: Answered, response: HttpResponse) -> None:
    location = response.headers.get("Location") or response.headers.get("HX-Redirect", "")
    if location:
        first.location = _signed(first, location)
        first.save(update_fields=["location"])
    else:
        first.delete()


def _signed(first: Answered, location: str) -> str:
    """Return the signed address; "" where it is too long to be kept: then it leads back to the page
    of the form."""
    signed = _signer(first).sign(location)
    return signed if len(signed) <= LONGEST else ""


def _where_it_led(first: Answered) -> str:
    try:
        return _signer(first).unsign(first.location)
    except BadSignature:
        return ""


def _signer(first: Answered) -> Signer:
    return Signer(salt=f"fanal.answered|{first.who}|{first.key}")


def note_sent(key: str, who: object) -> None:
    """The form of this key was sent and taken: what was being typed into it comes too late."""
    if key.isalnum():
        Answered.objects.get_or_create(key=_sent_mark(key), who=str(who))


def was_sent(key: str, who: object) -> bool:
    return key.isalnum() and Answered.objects.filter(key=_sent_mark(key), who=str(who)).exists()


def _sent_mark(key: str) -> str:
    return blake2b(b"sent", key=key[:32].encode()[:64], digest_size=16).hexdigest()


def forget_before(day: date) -> int:
    """Delete the keys of forms answered before `day`; the sweep calls it. How many went."""
    return Answered.objects.filter(day__lt=day).delete()[0]

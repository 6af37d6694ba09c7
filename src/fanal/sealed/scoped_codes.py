"""Columns that hold a code from a list under the server's key (T1) and can still be filtered by.

The seal is bound to the column and to the `scope` of the row: a case. Within one scope equal codes
have equal ciphertexts, so a query can ask for them; across scopes they differ, so nobody can count
how often each code occurs. A thief sees which rows of one case are alike, not what they are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from fanal.core.sealing import server
from fanal.database.releases import first_label
from fanal.sealed.columns import Sealed, ServerSealedTextField, plain
from fanal.sealed.server_key import open_code, seal_code


class ScopedCodeField(ServerSealedTextField):
    """A code of `choices`. `scope`: the column (as an attribute: `case_id`) within which it is
    found; it never changes."""

    form = server.FOUND
    non_db_attrs = (*ServerSealedTextField.non_db_attrs, "scope")

    def __init__(self, *args: Any, scope: str, **options: Any) -> None:
        self.scope = scope
        super().__init__(*args, **options | {"bound_to": (scope,)})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        # It follows from `scope`, and would be passed twice when a migration makes the field.
        options.pop("bound_to", None)
        return name, path, args, options | {"scope": self.scope}

    def context(self, key: Any, bound: Mapping[str, Any] | None = None) -> str:
        return self.context_in((bound or {})[self.scope])

    def context_in(self, scope: Any) -> str:
        whose = plain(self.model._meta.get_field(self.scope), scope)
        return f"{first_label(self.model)}.{self.name}|{whose}"

    def in_scopes(self, scopes: Iterable[Any], codes: Iterable[str]) -> list[Sealed]:
        """Return these codes as the rows of these scopes hold them, for `__in`."""
        texts = [str(code) for code in codes]
        contexts = [self.context_in(scope) for scope in scopes]
        return [Sealed(self, seal_code(code, context)) for context in contexts for code in texts]

    def counted(self, rows: models.QuerySet[Any], scope: Any) -> Counter[str]:
        """How many of the rows, which are all of one scope, have each code."""
        # Equal codes of one scope are equal bytes: counted sealed, and each opened once.
        sealed = rows.order_by().values_list(self.attname, flat=True)
        blobs = Counter(value.blob for value in sealed)
        context = self.context_in(scope)
        return Counter({self.opened(blob, context): n for blob, n in blobs.items()})

    def _seal(self, text: str, context: str) -> bytes:
        return seal_code(text, context)

    def _open(self, blob: bytes, context: str) -> str:
        return open_code(blob, context)

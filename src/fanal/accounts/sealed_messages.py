"""What the next page tells somebody, sealed while it waits in the row of her session.

It may name a case, a colleague or a task; Django would keep it there as plain text.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import override

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage

from fanal.core.sealing.failures import BrokenSeal
from fanal.sealed.server_key import open_text, seal_text

CONTEXT = "fanal.messages"  # the row binds what it says to its session (`accounts.sessions`)


class SealedMessages(SessionStorage):
    @override
    def serialize_messages(self, messages: Sequence[Message]) -> str:
        return b64encode(seal_text(super().serialize_messages(messages), CONTEXT)).decode()

    @override
    def deserialize_messages(self, data: object) -> list[Message]:
        if not isinstance(data, str) or not data:
            return []
        try:
            opened = open_text(b64decode(data), CONTEXT)
        except (BrokenSeal, ValueError):  # written before messages were sealed
            return []
        return list(super().deserialize_messages(opened) or [])

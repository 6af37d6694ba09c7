"""An unambiguous encoding of several fields as one byte string, each prefixed by its length.

Joined without lengths, ("ab", "c") and ("a", "bc") would be the same bytes, and a signature over
the one would count for the other (the reason for TupleHash, NIST SP 800-185, section 5).
"""


def framed(*fields: str | bytes) -> bytes:
    """The fields one after the other; `framed(a, b)` is `framed(a) + framed(b)`."""
    parts = [field if isinstance(field, bytes) else field.encode() for field in fields]
    return b"".join([len(part).to_bytes(4) + part for part in parts])

"""Padding to a few sizes, so that the length of a sealed text does not tell what kind it is."""

from fanal.core.sealing.failures import BrokenSeal

SMALLEST = 64
COARSE_FROM = 65_536


def bucket(length: int) -> int:
    """Return the padded size of `length` bytes: 64, 256, 1k, 4k, 16k, 64k, then whole
    multiples of 64k."""
    size = SMALLEST
    while size < length:
        # Above this a factor of four would cost megabytes of padding for each file; steps of 64k
        # still leave thousands of files alike.
        if size >= COARSE_FROM:
            return -(-length // COARSE_FROM) * COARSE_FROM
        size *= 4
    return size


def pad(data: bytes) -> bytes:
    """Pad by ISO/IEC 7816-4: one byte 0x80, then zeros up to the bucket."""
    # The 0x80 is always added, also where the length fits: otherwise data that ends like padding
    # could not be told from padding.
    return (data + b"\x80").ljust(bucket(len(data) + 1), b"\x00")


def unpad(padded: bytes) -> bytes:
    """Return what `pad` was given. Raises BrokenSeal for what it never made."""
    end = padded.rfind(b"\x80")
    # Cannot be reached by changing a blob, whose tag would be wrong: it finds a fault of our own.
    if end < 0 or padded[end + 1 :] != bytes(len(padded) - end - 1):
        raise BrokenSeal("padding")
    return padded[:end]


def pad_by(data: bytes, step: int) -> bytes:
    """Pad as `pad` does, up to the next whole multiple of `step`; `unpad` takes it off again."""
    return (data + b"\x80").ljust(-(-(len(data) + 1) // step) * step, b"\x00")

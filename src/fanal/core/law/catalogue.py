"""The texts of law on file: each file of `instruments/`, read once."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from fanal.core.data_files.json_values import shown
from fanal.core.errors import BadInput
from fanal.core.law.instruments import Instrument, Instruments
from fanal.core.law.reading import read_instrument
from fanal.core.words import say


@cache
def instruments() -> Instruments:
    """Return every instrument on file, by id, in the order of the ids."""
    folder = files("fanal.core.law") / "instruments"
    # Sorted, since the order of a folder differs by file system and an answer must not.
    texts = sorted((f.name, f) for f in folder.iterdir() if f.name.endswith(".toml"))
    read = [read_instrument(name, f.read_text(encoding="utf-8")) for name, f in texts]
    return {instrument.id: instrument for instrument in read}


def instrument(name: str, where: str = "--law") -> Instrument:
    try:
        return instruments()[name]
    except KeyError:
        why = say("no instrument named {name}; see `fanal law list`", name=shown(name))
        raise BadInput(where, why) from None


def chosen(names: Iterable[str]) -> list[Instrument]:
    return [instrument(name) for name in dict.fromkeys(names)]

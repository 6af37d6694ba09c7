"""What the numbers mean: for everybody who reads a page of them."""

OPENS = {"coded_facts": {"noi", "somchit", "claire", "duc", "thao", "bounmy"}}


def ids(cast, here, acts):
    return {("coded_facts", "code"): ("support", None)}

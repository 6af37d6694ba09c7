"""The modules that the extras bring, with those that these need in their turn."""

EXTRAS = {
    "numba", "llvmlite", "scipy", "sklearn", "altair", "vl_convert", "jinja2", "duckdb", "splink",
    "pyarrow", "pandas",
}  # fmt: skip

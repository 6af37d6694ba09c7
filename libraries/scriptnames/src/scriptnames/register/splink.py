"""The same keys and comparisons given to Splink, whose backends reach past one machine.

`prepared` makes one table of what this register's records are compared by; `settings` says how,
in functions that Splink writes for each of its backends, so that the model runs on DuckDB here
and on Spark elsewhere (docs/registers.md has the command).
"""

from typing import Any

from scriptnames.register.candidates import keys
from scriptnames.register.columns import Register

CODED = ("sex", "nationality", "province", "phone")


def prepared(register: Register) -> Any:
    """An Arrow table, one row a record: joined keys, letters, year, day, codes, blocking keys."""
    import pyarrow as pa

    size = range(len(register))
    held = [list(keys(register, record)) for record in size]
    columns: dict[str, Any] = {
        "unique_id": register.ids,
        "sound": ["".join(sorted(read.keys)) or None for read in register.forms],
        "letters": ["".join(sorted(read.words)) or None for read in register.forms],
        "year": [int(year) or None for year in register.known.year],
        "born": [int(day) or None for day in register.known.born],
        "whole_key": [next((k for k in some if k[0] == "J"), None) for some in held],
        "pair_key": [next((k for k in some if k[0] == "P"), None) for some in held],
        "phone_key": [next((k for k in some if k[0] == "H"), None) for some in held],
    }
    for field in CODED:
        columns[field] = [int(code) or None for code in register.known.codes[field]]
    return pa.table(columns)


def settings() -> Any:
    """Splink's settings: how candidates are found and which levels a pair may fall into."""
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("sound"),
            block_on("whole_key"),
            block_on("pair_key", "province"),
            block_on("pair_key", "year"),
            block_on("phone_key"),
            block_on("born"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("sound", [0.96, 0.9, 0.84, 0.75]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("letters", [0.96, 0.88, 0.75]),
            cl.CustomComparison(output_column_name="year", comparison_levels=years()),
            cl.ExactMatch("born"),
            *(cl.ExactMatch(field) for field in CODED),
        ],
        retain_intermediate_calculation_columns=True,
    )


def years() -> list[dict[str, Any]]:
    near = "abs(year_l - year_r)"
    return [
        {"sql_condition": "year_l IS NULL OR year_r IS NULL", "is_null_level": True},
        *({"sql_condition": f"{near} <= {n}", "label_for_charts": f"{n} apart"} for n in (0, 1, 3)),
        {"sql_condition": "ELSE", "label_for_charts": "further apart"},
    ]


def trained(table: Any, database: Any) -> Any:
    """A Splink linker whose weights are estimated without labels. `database` names the backend.

    Estimated where name and province agree, then where births do: siblings share telephones,
    and a block on those would teach that ages need not agree.
    """
    from splink import Linker, block_on

    linker = Linker(database.register(table), settings())
    linker.training.estimate_probability_two_random_records_match(
        [block_on("sound", "province", "year")], recall=0.4
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("sound", "province"), block_on("born")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker

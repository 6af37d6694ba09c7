"""The same keys and comparisons through Splink, on its embedded backend."""

import csv
import warnings
from pathlib import Path

import numpy as np

from scriptnames.register import evaluation
from scriptnames.register.reading import read_register as read
from scriptnames.register.splink import prepared, trained


def test_splink_runs_our_comparisons_without_labels():
    from splink import DuckDBAPI

    with (Path(__file__).parent / "register.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {title: [row[title] or None for row in rows] for title in rows[0]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink warns of levels that a small register never shows
        linker = trained(prepared(read(columns)), DuckDBAPI())
        found = linker.inference.predict(threshold_match_weight=-6).as_pyarrow_table()
    person = dict(zip(columns["rec_id"], columns["person_id"], strict=True))
    sides = zip(found["unique_id_l"].to_pylist(), found["unique_id_r"].to_pylist(), strict=True)
    same = np.array([person[one] == person[other] for one, other in sides])
    numbers = np.unique(columns["person_id"], return_inverse=True)[1]
    weight = found["match_weight"].to_numpy()
    assert evaluation.marks(weight, same, evaluation.count_pairs(numbers)).f1 >= 0.6

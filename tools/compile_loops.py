"""Compile the loops of the estimates and keep them, before several processes of tests each would.

The compiler takes half a minute the first time after a change of `libraries/unseen`, then nothing.
"""

import numpy as np

from unseen.data.sample_data import sample_lists
from unseen.estimators.latent import latent
from unseen.reporting.findings import find
from unseen.results.methods import Choices

for exactly_as_r in (True, False):
    find(sample_lists("Kosovo"), Choices(replicates=20, r_compatible=exactly_as_r), "bic")
# As few steps as may be: its loop is compiled by the first of them.
latent(sample_lists("Kosovo"), np.random.default_rng(1), draws=100, burn_in=0)

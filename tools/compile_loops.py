"""Compile the loops of the estimates and keep them, before several processes of tests each would.

The compiler takes half a minute the first time after a change of `core/prevalence`, then nothing.
"""

from fanal.core.prevalence.methods import Choices
from fanal.core.prevalence.report.findings import find
from fanal.core.prevalence.shipped import shipped

for exactly_as_r in (True, False):
    find(shipped("Kosovo"), Choices(replicates=20, r_compatible=exactly_as_r), "latent")

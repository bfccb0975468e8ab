"""Fitting the marker's learned views on the project's own texts; nothing here runs when marking.

One thread, set before numpy is loaded: sums of products then come in one order.
"""

from __future__ import annotations

import os

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

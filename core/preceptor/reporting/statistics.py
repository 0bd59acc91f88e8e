"""The statistics of evaluation tables: intervals for shares, paired tests, paired means."""

from __future__ import annotations

import math
from collections.abc import Sequence


def wilson_interval(successes: int, total: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson score interval of a binomial share (Wilson, JASA 22 (1927) 209).

    Args:
        successes: Number of successes, ``0 … total``.
        total: Number of trials; with none, nothing is known and the interval is (0, 1).

    Raises:
        ValueError: the counts are impossible.
    """
    if total == 0 and successes == 0:
        return (0.0, 1.0)
    from scipy.stats import binomtest

    interval = binomtest(successes, total).proportion_ci(confidence, method="wilson")
    return (float(interval.low), float(interval.high))


def mcnemar_exact(gained: int, lost: int) -> float:
    """Two-sided exact p-value of McNemar's test (Psychometrika 12 (1947) 153).

    Under the null hypothesis each of the ``gained + lost`` problems on which two conditions
    differ went one way or the other with probability one half.

    Args:
        gained: Problems that only the new condition solves.
        lost: Problems that only the baseline solves.

    Raises:
        ValueError: a count is negative.
    """
    if gained == 0 and lost == 0:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(gained, gained + lost, 0.5).pvalue)


def paired_mean_interval(
    differences: Sequence[float], confidence: float = 0.95
) -> tuple[float, float, float]:
    """Mean of paired differences and its Student-t interval.

    Returns:
        ``(mean, low, high)``; with a single difference the interval is infinite.

    Raises:
        ValueError: there is no difference.
    """
    count = len(differences)
    if count == 0:
        raise ValueError("no differences to average")
    mean = math.fsum(differences) / count
    if count == 1:
        return (mean, -math.inf, math.inf)
    from scipy.stats import t

    variance = math.fsum((d - mean) ** 2 for d in differences) / (count - 1)
    half = float(t.ppf(0.5 + confidence / 2, count - 1)) * math.sqrt(variance / count)
    return (mean, mean - half, mean + half)

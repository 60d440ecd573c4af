import numpy


def arrival(minutes: list[float]) -> float:
    """The time within which nine of ten parcels arrive."""
    return float(numpy.quantile(numpy.array(minutes), 0.9))

import amnok
import pytest


@pytest.fixture(scope="session")
def short():
    """The scenario that comes with the package, cut to its first month."""
    return amnok.load().with_({"period.end": "2019-01-31"})


@pytest.fixture(scope="session")
def result(short):
    return amnok.run(short, replicates=2, seed=7)

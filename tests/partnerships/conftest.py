"""The worked example on each of the days on which it is tried."""

import pytest

from tests.partnerships.pepmk_samples import DAYS, Sample, sample_of


@pytest.fixture(params=DAYS, ids=str, scope="module")
def sample(request: pytest.FixtureRequest) -> Sample:
    return sample_of(request.param)

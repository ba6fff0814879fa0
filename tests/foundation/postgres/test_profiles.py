import pytest

from vinculo.foundation.postgres.profiles import MEGABYTE, buffers_for


@pytest.mark.parametrize(("machine", "buffers"), [(512, "128MB"), (2048, "256MB"), (4096, "384MB"), (65_536, "384MB")])
def test_the_buffers_are_an_eighth_of_the_memory_within_reason(machine: int, buffers: str) -> None:
    assert buffers_for(machine * MEGABYTE) == buffers

"""What is promised under kills, faults and tampered files, a few times; `python -m tests.reliability` tries often."""

import pytest

from tests.reliability.checks import CHECKS

FEW = {
    "R1": 20,
    "R2": 2,
    "R3": 50,
    "R4": 6,
    "R4b": 4,
    "R4c": 1,
    "R5": 83,
    "R5s": 10,
    "R5c": 6,
    "R6": 60,
    "R7": 4,
    "R8": 6,
    "S2": 16,
    "S3": 300,
    "S3p": 20,
    "S6": 8,
    "S7": 130,
    "S8": 60,
    "S9": 12,
}


@pytest.mark.parametrize("name", FEW)
def test_nothing_fails(name: str) -> None:
    figure = CHECKS[name][0](FEW[name], 2)
    assert figure.trials == FEW[name]
    assert figure.failures == []

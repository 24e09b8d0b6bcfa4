"""A model server may fail in any way: nothing is raised, nothing half is kept, and it ends in time."""

from tests.reliability.holding import holds

test_nothing_fails = holds("model")

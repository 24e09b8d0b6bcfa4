"""Neither the manager's part nor a score can be talked away."""

from tests.reliability.holding import holds

test_nothing_fails = holds("attack")

"""Nothing typed is lost: kills, torn logs, failing storage, two coaches, clocks."""

from tests.reliability.holding import holds

test_nothing_fails = holds("durability")

"""However the room ends, and whatever is typed, the terminal is whole and the turn kept."""

from tests.reliability.holding import holds

test_nothing_fails = holds("terminal")

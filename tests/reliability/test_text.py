"""Foreign text is text: on every screen, in every command, and in files."""

from tests.reliability.holding import holds

test_nothing_fails = holds("text")

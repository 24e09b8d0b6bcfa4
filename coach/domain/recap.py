"""The mail that an engineer writes after a meeting."""

from coach.domain.value import Text, Value

MAX_MAIL = 8_000
"""Characters of a recap mail."""


class Recap(Value):
    """A recap mail that the engineer wrote after a meeting."""

    text: Text
    at: Text = ""
    """ISO 8601 in UTC."""

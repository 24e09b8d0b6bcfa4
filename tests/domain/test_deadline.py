"""By when something is to happen, as a text says it."""

import pytest

from coach.domain.deadline import due_in


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Could we talk again next Thursday?", "next Thursday"),
        ("I'll have it by Friday afternoon.", "by Friday afternoon"),
        ("Let's look again in two weeks, then.", "in two weeks"),
        ("I'd come back after the planning round is over.", "after the planning round is over"),
        ("On the 3rd of March I'll show the first numbers.", "On the 3rd of March"),
        ("You get the draft by the end of the month.", "by the end of the month"),
        ("I'll mail it tomorrow morning, promise.", "tomorrow morning"),
        ("before the migration is done I touch nothing", "before the migration is done"),
        ("two weeks from now we know more", "two weeks from now"),
        ("Let me know what you think.", ""),
        ("I have been here for three years.", ""),
        ("", ""),
    ],
)
def test_the_first_time_is_found_as_it_is_said(text: str, due: str) -> None:
    assert due_in(text) == due

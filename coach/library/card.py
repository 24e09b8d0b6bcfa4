"""The judge card that comes with the coach, beside this module."""

from pathlib import Path

from pydantic import ValidationError

from coach.disk.reading import shown, text_of
from coach.domain.card import JudgeCard
from coach.errors import CoachError, FileRefused
from coach.text import one_line

CARD = Path(__file__).parent / "judge_card.json"


def read_card() -> JudgeCard:
    """Read the card. Raises `NotFound` or `FileRefused`."""
    try:
        return JudgeCard.model_validate_json(text_of(CARD))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise FileRefused(f"{shown(CARD)}: {one_line(key)}: {one_line(first['msg'])}.", "Measure it again.") from None


def write_card(card: JudgeCard) -> None:
    """Write the card. Raises `CoachError` where the file may not be written."""
    try:
        CARD.write_text(card.model_dump_json(indent=1) + "\n", "utf-8")
    except OSError as error:
        reason = one_line(error.strerror or "no reason given")
        raise CoachError(f"{shown(CARD)} cannot be written: {reason}.", "Measure in a source tree.") from None

"""A report as Markdown, HTML or JSON, turns and agreement as lines: text for both front ends."""

from coach.rendering.agreement import agreement_lines, card_markdown, cost_line
from coach.rendering.document import markdown
from coach.rendering.gate import gate_lines
from coach.rendering.lines import change_lines, row_lines, turn_lines
from coach.rendering.minutes import recap_lines
from coach.rendering.objects import as_json, judgement_json, rows_json
from coach.rendering.page import html
from coach.rendering.pieces import Block, Kind, Look, Piece, Section
from coach.rendering.plays import library_text, plays_object, plays_text
from coach.rendering.preparing import brief_lines, brief_words, outline_html, outline_markdown
from coach.rendering.room import HINT_MARKS, hint_parts, manner_words, raised_lines
from coach.rendering.sections import change_section, sections
from coach.rendering.trust import measured_words, trust_words
from coach.rendering.vocabulary import (
    USE_MARKS,
    tally_words,
    term_lines,
    use_lines,
    vocabulary_agreement_lines,
    vocabulary_lines,
)
from coach.rendering.words import (
    MARKS,
    counted,
    discrepancy_line,
    finding_line,
    outcome_words,
    real_talk_words,
    rise_words,
    score_words,
)

__all__ = [
    "HINT_MARKS",
    "MARKS",
    "USE_MARKS",
    "Block",
    "Kind",
    "Look",
    "Piece",
    "Section",
    "agreement_lines",
    "as_json",
    "brief_lines",
    "brief_words",
    "card_markdown",
    "change_lines",
    "change_section",
    "cost_line",
    "counted",
    "discrepancy_line",
    "finding_line",
    "gate_lines",
    "hint_parts",
    "html",
    "judgement_json",
    "library_text",
    "manner_words",
    "markdown",
    "measured_words",
    "outcome_words",
    "outline_html",
    "outline_markdown",
    "plays_object",
    "plays_text",
    "raised_lines",
    "real_talk_words",
    "recap_lines",
    "rise_words",
    "row_lines",
    "rows_json",
    "score_words",
    "sections",
    "tally_words",
    "term_lines",
    "trust_words",
    "turn_lines",
    "use_lines",
    "vocabulary_agreement_lines",
    "vocabulary_lines",
]

"""How the engineer uses the ten terms: in a report, in one practised sentence, and measured on labelled rows."""

from collections.abc import Sequence
from functools import cached_property

from coach.domain.report import Report
from coach.domain.vocabulary import (
    LabelledUse,
    SpokenUse,
    Term,
    Vocabulary,
    VocabularyAgreement,
    VocabularyUse,
    agreement,
)
from coach.ports import Engines, TermReader


class Speech:
    """Reads how terms are used, offline; what it reads moves no score."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    @cached_property
    def _reader(self) -> TermReader:
        return self._engines.terms()

    @property
    def vocabulary(self) -> Vocabulary:
        """The words on the terms. Raises `FileRefused` where their file is broken."""
        return self._reader.vocabulary

    def noted(self, report: Report) -> Report:
        """Return a report with the uses of terms in the engineer's turns."""
        found = tuple(
            SpokenUse(**use.model_dump(), seq=reply.seq, title=self.vocabulary.terms[use.term].title)
            for reply in report.replies
            for use in self._reader.uses(reply.text)
        )
        return report.model_copy(update={"vocabulary": found})

    def practised(self, term: Term, line: str) -> VocabularyUse | None:
        """Return how a term is used in a line, `None` where it is not found there."""
        return next((use for use in self._reader.uses(line) if use.term is term), None)

    def measure(self, rows: Sequence[LabelledUse]) -> VocabularyAgreement:
        """Measure what is read against labelled rows."""
        found = [self.practised(row.term, row.text) for row in rows]
        return agreement(rows, [use.use if use else None for use in found])

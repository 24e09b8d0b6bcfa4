"""The vocabulary drill: one sentence with each term, read at once, and a strong one to compare with after the try."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.coaching import Coach
from coach.domain.vocabulary import TERMS, Tally, Term, TermWords, Use, Vocabulary, VocabularyUse
from coach.errors import CoachError
from coach.rendering import USE_MARKS, tally_words, use_lines
from coach.text import clean
from coach.tui.navigation import Failed
from coach.tui.page import Page
from coach.tui.prepare.writing import Answer
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import plain

MAX_SENTENCE = 600
"""Characters of a practised sentence."""

_STYLES = {Use.RIGHT: "$text-success", Use.WRONG: "$text-error", Use.EMPTY: "$text-warning", None: "$text-warning"}


class Terms(OptionList):
    """The ten terms, each with how it was used last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Practise", tooltip="Practise the term that is marked"),
        Binding("a", "screen.next", "All in turn", tooltip="What was not tried yet first, then what went worst"),
    ]


class Sentence(Answer):
    """The sentence that is practised."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "hand_over", "Try it", tooltip="Hear at once how the term is used in it")
    ]


class Told(Static, can_focus=True):
    """What the try has shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.next", "Next term", tooltip="What was not tried yet first, then what went worst"),
        Binding("e", "screen.revise", "Say it again", tooltip="Change the sentence and try it again"),
    ]


class DrillScreen(Page):
    """Practise the terms."""

    CSS_PATH = "drill.tcss"
    AUTO_FOCUS = "#terms"
    HELP = (
        "Choose a term, read what it means and what it is wrongly taken for, and write one sentence with it, as you "
        "would say it to your manager. Enter reads it: right, wrong, or empty, which is when the term is named and "
        "nothing is said with it. A strong sentence to compare with comes only after your try. It is read offline, in "
        "English, and moves no score."
    )

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._vocabulary: Vocabulary | None = None
        self._tally = Tally()
        self._term: Term | None = None
        """The term that is practised."""

    def compose(self) -> ComposeResult:
        """Lay out the terms, and the place to practise one."""
        yield Static(
            Content.assemble(("Vocabulary drill", "bold"), ("   One sentence with each term.", "$text-muted")),
            id="masthead",
        )
        with Horizontal(id="drill"):
            with Vertical(id="choice"):
                terms = Terms(id="terms", markup=False)
                terms.border_title = "Terms"
                yield terms
                yield Static(id="tally")
            with VerticalScroll(id="practice", can_focus=False) as practice:
                practice.border_title = "Practice"
                yield Static(Content.styled("Choose a term.", "$text-muted"), id="meaning")
                sentence = Sentence(most=MAX_SENTENCE, id="sentence", placeholder="As you would say it to your manager")
                sentence.border_title = "Your sentence"
                yield sentence
                yield Told(id="told")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the terms."""
        self._read()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Practise the term that was chosen."""
        self._practise(TERMS[event.option_index])

    def on_answer_entered(self) -> None:
        """Read the sentence."""
        line = clean(self.query_one(Sentence).text).strip()
        if self._term and line:
            self._try(self._term, line)

    def action_back(self) -> None:
        """Go back to the terms, and from there to where the drill was opened."""
        if self._term:
            self._choose(self._term)
        else:
            self.dismiss()

    def action_next(self) -> None:
        """Go on with what was not tried yet, then with what went worst; when all were tried, see how it went."""
        last, order = self._term, self._tally.in_turn()
        ended = last is not None and len(self._tally.tried) == len(TERMS)
        if ended:
            self._choose(order[0])
        else:
            self._practise(next(term for term in order if term is not last))

    def action_revise(self) -> None:
        """Change the sentence."""
        self.query_one(Sentence).focus()

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            self._vocabulary = await asyncio.to_thread(lambda: self._coach.speech.vocabulary)
        except CoachError as error:
            self.post_message(Failed(error, self))
            return
        if self.stands:
            self.query_one(Terms).add_options([Option(self._line(term)) for term in TERMS])
            self.query_one(Terms).highlighted = 0

    @work(exclusive=True)
    async def _try(self, term: Term, line: str) -> None:
        assert self._vocabulary
        use = await asyncio.to_thread(self._coach.speech.practised, term, line)
        if not self.stands:
            return
        self._tally = self._tally.after(term, use.use if use else None)
        self.query_one(Terms).replace_option_prompt_at_index(TERMS.index(term), self._line(term))
        self.query_one("#tally", Static).update(Content(tally_words(self._tally)))
        told = self.query_one(Told)
        told.update(told_content(line, use, self._vocabulary.terms[term]))
        told.display = True
        told.focus(scroll_visible=False)
        self.call_after_refresh(self.query_one("#practice").scroll_end, animate=False)

    def _practise(self, term: Term) -> None:
        """Show a term and let its sentence be written."""
        if self._vocabulary is None:
            return
        self._term = term
        self.set_class(True, "-practising")
        self.query_one(Terms).highlighted = TERMS.index(term)
        self.query_one("#practice").border_title = Content(self._vocabulary.terms[term].title)
        self.query_one("#meaning", Static).update(about_content(self._vocabulary.terms[term]))
        self.query_one(Told).display = False
        sentence = self.query_one(Sentence)
        sentence.text = ""
        sentence.focus()
        self.query_one("#practice").scroll_home(animate=False)

    def _choose(self, term: Term) -> None:
        """Go to the list of terms."""
        self._term = None
        self.set_class(False, "-practising")
        terms = self.query_one(Terms)
        terms.highlighted = TERMS.index(term)
        terms.focus()

    def _line(self, term: Term) -> Content:
        """Return a term's line in the list."""
        assert self._vocabulary
        title = self._vocabulary.terms[term].title
        if term not in self._tally.tried:
            return plain(f"  {title}")
        use = self._tally.tried[term]
        sign, word = (USE_MARKS[use], use.value) if use else ("?", "not named")
        return Content.assemble((f"{sign} ", _STYLES[use]), plain(title), (f"  {word}", _STYLES[use]))


def about_content(words: TermWords) -> Content:
    """Return what a term means and what it is wrongly taken for."""
    misuses = [Content.assemble(("✗ ", "$text-error"), plain(misuse)) for misuse in words.misuses.values()]
    return Content("\n").join(
        [plain(words.meaning), Content(""), Content.styled("How it is misused", "bold"), *misuses]
    )


def told_content(line: str, use: VocabularyUse | None, words: TermWords) -> Content:
    """Return what a try has shown, with the words that were read as the use highlighted in the sentence."""
    first, *rest = use_lines(use, words)
    lines = [plain(first, f"bold {_STYLES[use.use if use else None]}")]
    if use and (at := line.find(use.quote)) >= 0:
        end = at + len(use.quote)
        quoted = plain(line[at:end], "$text-accent underline")
        lines.append(Content.assemble("“", plain(line[:at]), quoted, plain(line[end:]), "”"))
    lines += [plain(strong.strip(), "$text-muted") for strong in rest]
    return Content("\n\n").join(lines)

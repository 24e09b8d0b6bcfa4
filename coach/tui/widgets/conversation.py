"""The conversation as it is spoken: turns, the words that are coming, and notices between them.

One widget draws it line by line. A widget for each turn took 500 of them seconds to lay out, and all were laid out
again at every word that came.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer

from coach.domain.hint import Mark
from coach.domain.session import Session
from coach.domain.transcript import Speaker, Turn
from coach.text import clean
from coach.tui.widgets.block import Block, Kind
from coach.tui.widgets.marked import marked
from coach.tui.words import plain

AT_ONCE = 60
"""Turns that are made before the first painting; what came before them follows in slices of so many."""
PAINT_S = 0.08
"""Seconds between two paintings of words that are coming: more often nobody reads them any better."""


class Conversation(ScrollView, can_focus=False):
    """Scrolls; what belongs to a turn under way can be taken back as one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"conversation--{k}{part}" for k in Kind for part in ("", "-text")}
    DEFAULT_CSS = """
    Conversation {
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .conversation--manager { color: $primary; }
        & > .conversation--engineer, & > .conversation--end { color: $accent; }
        & > .conversation--fault { color: $error; }
        & > .conversation--setting-text { color: $text-muted; }
        & > .conversation--note-text { color: $text-muted; text-style: italic; }
        & > .conversation--fault-text { color: $text-error; }
        & > .conversation--end-text { text-style: bold; }
    }
    """

    waited = reactive(0, repaint=False)
    """Seconds since the manager was asked."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._manager = "Manager"
        self._follows = True
        """Whether the reader is at the end, and stays there when more comes."""
        self._blocks: list[Block] = []
        self._tops: list[int] = []
        """The line at which each block begins."""
        self._under_way: list[Block] = []
        self._coming: Block | None = None
        self._words = ""
        self._asked = ""
        """Why the manager's server wants to be asked later."""
        self._patience = 0
        """Seconds until it is asked again."""
        self._ticker: Timer | None = None
        self._painting: Timer | None = None

    @property
    def text(self) -> str:
        """The whole conversation with its notices."""
        return "\n".join(block.content.plain for block in self._blocks)

    def load(self, session: Session, marks: Mapping[int, Sequence[Mark]] | None = None) -> None:
        """Show a session from its beginning, `marks` by turn in its replies; one that is not answered stays out."""
        self._manager = session.scenario.persona.name
        persona, answered = session.scenario.persona, session.turns
        if session.pending:
            answered = answered[:-1]
        setting = Content.assemble(
            plain(session.scenario.summary),
            "\n\n",
            plain(f"{persona.name}, {persona.role}", "bold $text"),
            "\n",
            plain(persona.manner),
        )
        self._add(*(self._turn(t, (marks or {}).get(t.seq, ())) for t in answered[-AT_ONCE:]))
        self._load_earlier(Block(Kind.SETTING, setting), answered[:-AT_ONCE], marks or {})
        self._to_end()

    def _load_earlier(self, setting: Block, turns: Sequence[Turn], marks: Mapping[int, Sequence[Mark]]) -> None:
        """Make what came before, a slice at a time, so that keys come between; the reader stays where they are."""
        if not turns:
            self._put_before([setting])
        elif self.is_attached:
            self._put_before([self._turn(t, marks.get(t.seq, ())) for t in turns[-AT_ONCE:]])
            self.set_timer(0.01, partial(self._load_earlier, setting, turns[:-AT_ONCE], marks))

    def mark(self, seq: int, marks: Sequence[Mark]) -> None:
        """Show in the reply at turn `seq` what was found in it."""
        block = next((b for b in reversed(self._blocks) if b.seq == seq), None)
        if block and block.kind is Kind.ENGINEER:
            self._change(block, _said("You", marked(block.said, marks)))

    def hear(self, text: str, seq: int) -> None:
        """Show the engineer's reply, which the manager is about to answer."""
        self._put(Block(Kind.ENGINEER, _said("You", Content(clean(text).strip())), seq, clean(text).strip()))
        self._to_end()

    def think(self) -> None:
        """Show that the manager is thinking, and for how long."""
        self._words, self.waited, self._patience = "", 0, 0
        self._coming = Block(Kind.MANAGER, self._thinking())
        self._put(self._coming)
        self._ticker = self.set_interval(1, self._tick)

    def wait(self, seconds: float, reason: str) -> None:
        """Show that the manager's server is asked again in so many seconds, and why not at once."""
        self._patience, self._asked = round(seconds), reason
        if self._coming and not self._words:
            self._change(self._coming, self._thinking())

    def release(self, words: str) -> None:
        """Show more of the manager's words: the first at once, the others as often as an eye follows."""
        self._words += words
        self._stop_ticker()
        if self._painting is None:
            self._paint()
            self._painting = self.set_timer(PAINT_S, self._paint_rest)

    def settle(self, turn: Turn) -> None:
        """Show the manager's turn as it is kept; nothing is under way any more."""
        self._stop()
        if self._coming:
            self._change(self._coming, _said(self._manager, Content(clean(turn.text).strip())))
        self._coming = None
        self._under_way.clear()
        if turn.note:
            self.tell(turn.note)

    def retract(self) -> None:
        """Take back whatever of the turn under way is shown."""
        self._stop()
        self._coming = None
        self._blocks = [block for block in self._blocks if block not in self._under_way]
        self._under_way.clear()
        self._lay_out(0)

    def tell(self, sentence: str, kind: str = "note") -> None:
        """Show a notice of the coach's own; `kind` is `note`, `fault` or `end`."""
        sign = "! " if kind == "fault" else ""
        self._add(Block(Kind(kind), plain(f"{sign}{sentence}")))

    def page(self, way: int) -> None:
        """Scroll by a page."""
        self.scroll_relative(y=way * max(1, self.size.height - 2), animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        line, width = self.scroll_offset.y + y, self.size.width
        place = bisect_right(self._tops, line) - 1
        if place < 0:
            return Strip.blank(width, self.rich_style)
        return self._blocks[place].draw(line - self._tops[place], self, line, self.text_selection)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the words that were selected."""
        width = self.scrollable_content_region.width
        lines = [text for block in self._blocks for text in block.texts(width)]
        return selection.extract("\n".join(lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected."""
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap everything anew, and stay at the words that were in view."""
        top = bisect_right(self._tops, self.scroll_offset.y) - 1
        inside = self.scroll_offset.y - self._tops[top] if top >= 0 else 0
        self._lay_out(0)
        if top >= 0 and not self._follows:
            self.scroll_to(y=self._tops[top] + inside, animate=False)

    def notify_style_update(self) -> None:
        """Draw everything anew in the colours of another theme."""
        super().notify_style_update()
        for block in self._blocks:
            block.forget()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Notice whether the reader leaves the end, or comes back to it."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = new_value >= self.max_scroll_y

    def _to_end(self) -> None:
        self._follows = True
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def _put(self, block: Block) -> None:
        self._under_way.append(block)
        self._add(block)

    def _add(self, *blocks: Block) -> None:
        first = len(self._blocks)
        self._blocks += blocks
        self._lay_out(first)

    def _put_before(self, blocks: list[Block]) -> None:
        before, place = self.virtual_size.height, self.scroll_offset.y
        self._blocks[:0] = blocks
        self._lay_out(0)
        if not self._follows:
            self.scroll_to(y=place + self.virtual_size.height - before, animate=False)

    def _change(self, block: Block, content: Content) -> None:
        block.say(content)
        self._lay_out(self._blocks.index(block))

    def _lay_out(self, first: int) -> None:
        """Find the lines of the blocks from one on, and stay at the end if that is where the reader is."""
        follows, width = self._follows, self.scrollable_content_region.width
        if not width:
            return  # not on the screen yet, or no longer
        del self._tops[first:]
        top = self._tops[-1] + self._blocks[first - 1].height(width) if first else 0
        for block in self._blocks[first:]:
            self._tops.append(top)
            top += block.height(width)
        self.virtual_size = Size(width, top)
        if follows:
            self._to_end()
        self.refresh()

    def _turn(self, turn: Turn, marks: Sequence[Mark]) -> Block:
        if turn.speaker is not Speaker.ENGINEER:
            return Block(Kind.MANAGER, _said(self._manager, Content(clean(turn.text).strip())), turn.seq)
        said = clean(turn.text).strip()
        return Block(Kind.ENGINEER, _said("You", marked(said, marks)), turn.seq, said)

    def _thinking(self) -> Content:
        if self._patience > 0:
            words = f"{self._asked} Asking again in {self._patience} s · Escape stops"
            return _said(self._manager, plain(words, "$text-warning"))
        waited = f" · {self.waited} s · Escape takes your reply back" if self.waited >= 3 else ""
        return _said(self._manager, Content.styled(f"is thinking …{waited}", "$text-muted italic"))

    def _tick(self) -> None:
        self.waited += 1
        self._patience = max(0, self._patience - 1)
        if self._coming and not self._words:
            self._change(self._coming, self._thinking())

    def _paint(self) -> None:
        if self._coming:
            # Cleaned whole, not piece by piece: a sequence may be split over two pieces.
            self._change(self._coming, _said(self._manager, Content(clean(self._words).strip())))

    def _paint_rest(self) -> None:
        """Paint what has come since, and wait for more; or paint the next words at once again."""
        self._painting = None
        if self._coming and self._coming.content.plain != _said(self._manager, Content(clean(self._words))).plain:
            self._paint()
            self._painting = self.set_timer(PAINT_S, self._paint_rest)

    def _stop_ticker(self) -> None:
        if self._ticker:
            self._ticker.stop()
        self._ticker = None

    def _stop(self) -> None:
        self._stop_ticker()
        if self._painting:
            self._painting.stop()
        self._painting = None


def _said(name: str, words: Content) -> Content:
    return Content.assemble(plain(name, "bold $text"), "\n", words)

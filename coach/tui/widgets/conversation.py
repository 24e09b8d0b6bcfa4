"""The conversation as it is spoken: turns, the words that are coming, and notices between them."""

from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from coach.domain.session import Session
from coach.domain.transcript import Speaker, Turn
from coach.text import clean
from coach.tui.words import plain


class Conversation(VerticalScroll, can_focus=False):
    """Scrolls; what belongs to a turn under way can be taken back as one."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._manager = "Manager"
        self._under_way: list[Widget] = []
        self._coming: Static | None = None
        self._words = ""
        self._waited = 0
        self._ticker: Timer | None = None

    def load(self, session: Session) -> None:
        """Show a session from its beginning; a reply that is not answered stays out."""
        self._manager = session.scenario.persona.name
        persona, answered = session.scenario.persona, session.turns
        if session.pending:
            answered = answered[:-1]
        setting = Content.assemble(
            plain(session.scenario.summary),
            "\n\n",
            plain(f"{persona.name}, {persona.role}", "bold"),
            "\n",
            plain(persona.manner, "$text-muted"),
        )
        self._add(Static(setting, classes="setting"), *(self._turn(t) for t in answered))

    def hear(self, text: str) -> None:
        """Show the engineer's reply, which the manager is about to answer."""
        self._put(self._said("You", text, "engineer"))

    def think(self) -> None:
        """Show that the manager is thinking, and for how long."""
        self._words, self._waited = "", 0
        self._coming = self._said(self._manager, "", "manager")
        self._coming.update(self._thinking())
        self._put(self._coming)
        self._ticker = self.set_interval(1, self._tick)

    def release(self, words: str) -> None:
        """Show more of the manager's words."""
        self._words += words
        self._stop_ticker()
        if self._coming:
            self._coming.update(_spoken(self._manager, self._words))

    def settle(self, turn: Turn) -> None:
        """Show the manager's turn as it is kept; nothing is under way any more."""
        self._stop_ticker()
        if self._coming:
            self._coming.update(_spoken(self._manager, turn.text))
        self._coming = None
        self._under_way.clear()
        if turn.note:
            self.tell(turn.note)

    def retract(self) -> None:
        """Take back whatever of the turn under way is shown."""
        self._stop_ticker()
        self._coming = None
        for widget in self._under_way:
            widget.remove()
        self._under_way.clear()

    def tell(self, sentence: str, kind: str = "note") -> None:
        """Show a notice of the coach's own; `kind` is `note` or `fault`."""
        sign = "! " if kind == "fault" else ""
        self._add(Static(plain(f"{sign}{sentence}"), classes=kind))

    def page(self, way: int) -> None:
        """Scroll by a page."""
        self.scroll_relative(y=way * max(1, self.size.height - 2), animate=False)

    def _put(self, widget: Widget) -> None:
        self._under_way.append(widget)
        self._add(widget)

    def _add(self, *widgets: Widget) -> None:
        """Add at the end and stay there; not when the app is going, which may be in the middle of anything."""
        if self.is_attached:
            self.mount(*widgets)
            self.anchor()

    def _turn(self, turn: Turn) -> Static:
        mine = turn.speaker is Speaker.ENGINEER
        return self._said("You" if mine else self._manager, turn.text, "engineer" if mine else "manager")

    def _said(self, name: str, text: str, kind: str) -> Static:
        return Static(_spoken(name, text), classes=f"turn {kind}")

    def _thinking(self) -> Content:
        waited = f" · {self._waited} s, Escape takes your reply back" if self._waited >= 3 else ""
        return Content.assemble(plain(self._manager, "bold"), (f"\nis thinking …{waited}", "$text-muted italic"))

    def _tick(self) -> None:
        self._waited += 1
        if self._coming and not self._words:
            self._coming.update(self._thinking())

    def _stop_ticker(self) -> None:
        if self._ticker:
            self._ticker.stop()
        self._ticker = None


def _spoken(name: str, text: str) -> Content:
    # Cleaned whole, not piece by piece: a sequence may be split over two pieces.
    return Content.assemble(plain(name, "bold"), "\n", Content(clean(text).strip()))

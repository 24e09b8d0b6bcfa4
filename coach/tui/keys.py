"""The help screen: the keys, in one short table."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

_KEYS = """\
[b]Everywhere[/]
  F1, ?          this help
  Ctrl+P         every command by name, and the themes
  Ctrl+Q         quit; every reply that was sent is kept
  Escape         back

[b]Library[/]
  Enter          begin a scene; open a past rehearsal or its report
  ← →            easier or harder
  Tab            between scenes and past rehearsals
  a              play a past rehearsal again
  m, e, d        model · who plays and judges · doctor

[b]Rehearsal[/]
  Enter          send your reply
  Ctrl+J         new line (Shift+Enter too, in most terminals)
  Escape         take back a reply under way, or leave the talk
  F2             your brief, or the findings on your last reply
  PgUp, PgDn     scroll the conversation
  Enter, Ctrl+R  when the talk is over: your report · the scene again

[b]Report[/]
  r              rehearse this scene again
  n              the next meeting, where the talk ended without a full yes
  j              judge it again with the other judge

[b]Signs[/]
  +  met     !  violated     ·  absent     ?  not judged
"""


class KeysScreen(ModalScreen[None]):
    """The keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,question_mark", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        """Show the table."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "Escape: back"
            yield Static(_KEYS)

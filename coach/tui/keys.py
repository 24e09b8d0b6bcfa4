"""The help screen: the keys, in one short table."""

from textual.app import ComposeResult
from textual.binding import Binding
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
  Enter          begin the scene; go on with a past rehearsal, or read its report
  ← →            easier or harder
  Tab            between scenes and past rehearsals
  a              play a past rehearsal again
  m, e, d        choose a model · who plays and judges · check everything

[b]Rehearsal[/]
  Enter          send your reply
  Ctrl+J         new line (Shift+Enter too, where the terminal tells it apart)
  Escape         take back a reply that is being answered; otherwise leave the talk
  F2             your brief, or the findings on your last reply
  PgUp, PgDn     scroll the conversation

[b]Report[/]
  r              rehearse this scene again
  j              judge it again with the other judge

[b]Signs[/]
  +  met     !  violated     ·  absent     ?  not judged
"""


class KeysScreen(ModalScreen[None]):
    """The keys."""

    BINDINGS = [Binding("escape,q,enter,question_mark", "dismiss", "Back")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Show the table."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "Escape: back"
            yield Static(_KEYS)

"""The help on the screen below it: what it is for, its keys, and the signs; told from the screen itself."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import ClassVar

from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

_SIGNS = "+ met or done    ! violated    · absent    ? not judged"
_READER = "With a screen reader: coach rehearse SCENE --plain goes line by line, and every report is plain text."
_KEY, _NAME, _TOLD = 9, 13, 44
"""Columns for a key, for its name, and for what is told of it; together as wide as the dialog is inside."""


class KeysScreen(ModalScreen[None]):
    """What can be done on a screen, and with which key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,question_mark,f1", "dismiss", "Back")]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        """Tell about the screen, its keys, the keys of every screen, and the signs."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = "Escape: back"
            if told := getattr(self._below, "HELP", ""):
                yield Static(Content(told), classes="help-told")
            focused = self._below.focused
            within = [node for node in (focused.ancestors_with_self if focused else ()) if isinstance(node, Widget)]
            here, later = self._sorted(dict.fromkeys([*within, self._below]))
            yield Static(self._table("Here", here), classes="help-keys")
            palette = Binding(self.app.COMMAND_PALETTE_BINDING, "", "Palette", tooltip="Every command, and the themes")
            tab = Binding("tab", "", "Next part", key_display="Tab", tooltip="Shift+Tab: the part before")
            app = (binding for _, binding in _bindings([self.app]))
            yield Static(self._table("Everywhere", [tab, palette, *app]), classes="help-keys")
            if later:
                yield Static(self._table("Not at this moment", later), classes="help-keys")
            yield Static(Content.assemble(("Signs", "bold"), f"\n{_SIGNS}"), classes="help-keys")
            yield Static(Content.styled(_READER, "$text-muted"))

    def _sorted(self, nodes: Iterable[DOMNode]) -> tuple[list[Binding], list[Binding]]:
        """Return what works now, and what does not: the focused part's own keys before those of what it lies in."""
        sides: tuple[list[Binding], list[Binding]] = ([], [])
        for node, binding in _bindings(nodes):
            space, action, parameters = parse(binding.action)
            bound = {"screen": self._below, "app": self.app}.get(space, node)
            sides[not bound.check_action(action, parameters)].append(binding)
        return sides

    def _table(self, head: str, bindings: Iterable[Binding]) -> Content:
        """Return the keys in a column, each action once with all its keys."""
        keys: dict[tuple[str, str], list[str]] = {}
        for binding in bindings:
            shown = keys.setdefault((binding.description, binding.tooltip), [])
            shown += [key] if (key := self.app.get_key_display(binding)) not in shown else []
        lines = [Content.styled(head, "bold")]
        for (description, tooltip), shown in keys.items():
            told = wrap(tooltip if tooltip != description else "", _TOLD) or [""]
            shown_keys = Content.styled(f"{', '.join(shown):<{_KEY}} ", "bold $text-primary")
            lines.append(Content.assemble(shown_keys, f"{description:<{_NAME}} ", (told[0], "$text-muted")))
            lines += [Content.styled(f"{' ' * (_KEY + _NAME + 2)}{line}", "$text-muted") for line in told[1:]]
        return Content("\n").join(lines)


def _bindings(nodes: Iterable[DOMNode]) -> Iterator[tuple[DOMNode, Binding]]:
    """Yield what a node of the coach's own binds and would tell: what has a place in the footer, or a sentence."""
    for node in nodes:
        bound: set[str] = set()  # a key that a class binds anew has lost what its base class bound it to
        for kind in type(node).__mro__:
            if kind.__module__.startswith("coach."):
                own = [b for b in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())) if b.key not in bound]
                bound.update(b.key for b in own)
                told = (b for b in own if (b.show or b.tooltip) and b.description and b.action != "app.keys")
                yield from ((node, b) for b in told)

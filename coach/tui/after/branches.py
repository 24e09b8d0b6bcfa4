"""The branches screen: the tree that a session belongs to, and its turns, each of which can be answered anew."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.coaching import Coach
from coach.coaching.branching import Told
from coach.domain.branches import Kin, Leaf, rails
from coach.domain.feedback import ReplyReport
from coach.domain.opening import Opening
from coach.domain.report import Spoke
from coach.domain.scorecard import Band
from coach.errors import CoachError
from coach.rendering import score_words
from coach.rendering.comparison import reply_words, state_words
from coach.rendering.words import shortened
from coach.tui.after.bands import band_style
from coach.tui.navigation import Failed, Place, Rehearse, Visit
from coach.tui.page import Page
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.words import judge_words, plain, when

_GOES_ON = "on"
"""Id of the line below the last turn."""


class BranchesScreen(Page):
    """What if you had said something else there?"""

    CSS_PATH = "branches.tcss"
    AUTO_FOCUS = "#turns"
    HELP = (
        "Every talk can be taken up again at any reply of yours: choose the reply, and answer the manager anew from "
        "there. That makes a branch, a talk of its own below the one it came from; the first one stays as it is. "
        "Lay the two side by side to see what the other words were worth, and what the manager said to them."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "choose", "Answer anew", priority=True, tooltip="Say something else in place of the chosen reply"
        ),
        Binding(
            "c", "compare", "Compare", tooltip="Lay the chosen talk beside the one it came from, or the marked one"
        ),
        Binding("space", "mark", "Mark", show=False, tooltip="Mark the chosen talk, to compare another one with it"),
        Binding("o", "report", "Report", tooltip="Read the report of the chosen talk, or go on with it if it is open"),
        Binding("left", "focus_list('family')", "Talks", show=False, tooltip="Go to the talks"),
        Binding("right", "focus_list('turns')", "Turns", show=False, tooltip="Go to the turns of the chosen talk"),
    ]

    def __init__(self, coach: Coach, session: str, seq: int | None = None) -> None:
        super().__init__()
        self._coach = coach
        self._session = session
        self._seq = seq
        """The turn to choose first."""
        self._leaves: Sequence[Leaf] = ()
        self._rails: Sequence[str] = ()
        self._told: dict[str, Told] = {}
        self._marked = ""

    def compose(self) -> ComposeResult:
        """Lay out the talks and the turns."""
        yield Static(Content.styled("What if", "bold"), id="masthead")
        with Container(id="branches"):
            family = OptionList(id="family", markup=False)
            family.border_title = "Talks"
            yield family
            turns = OptionList(id="turns", markup=False)
            turns.border_title = "Turns"
            yield turns
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the tree."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to compare only where there is another talk."""
        return len(self._leaves) > 1 if action in ("compare", "mark") else True

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the turns of the talk that is chosen."""
        if event.option_list.id == "family":
            self._show_turns(self._leaves[event.option_index].summary.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go from a talk to its turns, and from a turn into the room."""
        if event.option_list.id == "family":
            self.query_one("#turns").focus()
        elif (leaf := self._leaf) and event.option_id:
            self._answer(leaf, event.option_id)

    def action_choose(self) -> None:
        """Do what Enter does in the list that has the focus."""
        if isinstance(self.focused, OptionList):
            self.focused.action_select()

    def action_focus_list(self, name: str) -> None:
        """Go to one of the lists."""
        self.query_one(f"#{name}").focus()

    def action_mark(self) -> None:
        """Mark the chosen talk, or take its mark away."""
        if leaf := self._leaf:
            self._marked = "" if self._marked == leaf.summary.id else leaf.summary.id
            for place in range(len(self._leaves)):
                self._label(place)

    def action_compare(self) -> None:
        """Lay the chosen talk beside the marked one, else the one it branched off, else its newest branch."""
        if (leaf := self._leaf) is None:
            return
        chosen, others = leaf.summary, [one.summary for one in self._leaves]
        parent = chosen.parent.session if chosen.parent and chosen.parent.seq is not None else ""
        own = [s.id for s in others if s.parent and s.parent.session == chosen.id and s.parent.seq is not None]
        if self._marked and self._marked != chosen.id:
            ages = {s.id: (s.created_at, s.id) for s in others}
            older, newer = sorted((chosen.id, self._marked), key=ages.__getitem__)
            self.post_message(Visit(Place.COMPARE, newer, beside=older))
        elif parent:
            self.post_message(Visit(Place.COMPARE, chosen.id, beside=parent))
        elif own:
            self.post_message(Visit(Place.COMPARE, own[-1], beside=chosen.id))
        else:
            sentence = "This talk has no branch yet. Mark it with Space, choose another one, and press c."
            self.notify(sentence, markup=False)

    def action_report(self) -> None:
        """Read the report of a talk that is over; go on with one that is open."""
        if leaf := self._leaf:
            name, is_open = leaf.summary.id, leaf.summary.outcome is None
            self.post_message(Rehearse(Opening(resume=name)) if is_open else Visit(Place.REPORT, name))

    @property
    def _leaf(self) -> Leaf | None:
        """The chosen talk."""
        at = self.query_one("#family", OptionList).highlighted
        return self._leaves[at] if at is not None and at < len(self._leaves) else None

    def _answer(self, leaf: Leaf, turn: str) -> None:
        name, told = leaf.summary.id, self._told.get(leaf.summary.id)
        if turn != _GOES_ON:
            self.post_message(Rehearse(Opening(rewound=name, seq=int(turn))))
        elif leaf.summary.outcome is None:
            self.post_message(Rehearse(Opening(resume=name)))
        elif told:
            self.post_message(Rehearse(Opening(rewound=name, seq=len(told.turns) - 1)))

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        try:
            self._leaves = await self._coach.branches.family(self._session)
            session = await self._coach.session(self._session)
        except CoachError as error:
            self.post_message(Failed(error, self))
            return
        if not self.stands:
            return
        self._rails = rails(self._leaves)
        title = plain(session.scenario.title, "$text-muted")
        self.query_one("#masthead", Static).update(Content.assemble(("What if", "bold"), "   ", title))
        family = self.query_one("#family", OptionList)
        family.set_options([Option(self._words(place)) for place in range(len(self._leaves))])
        family.highlighted = next(n for n, leaf in enumerate(self._leaves) if leaf.summary.id == session.id)
        self.refresh_bindings()
        for place, leaf in enumerate(self._leaves):
            if await self._read_told(leaf.summary.id):
                self._label(place)

    @work(group="turns", exclusive=True)
    async def _show_turns(self, name: str) -> None:
        told = await self._read_told(name)
        if told is None:
            return
        turns = self.query_one("#turns", OptionList)
        judge = judge_words(told.session.judge, told.session.model)
        turns.border_title = plain(f"Turns · {score_words(told.score.total, told.score.band)} by {judge}")
        turns.set_options(_options(told))
        ids = [turns.get_option_at_index(n).id for n in range(turns.option_count)]
        wanted = str(self._seq) if self._seq is not None and name == self._session else ""
        if wanted not in ids and self._seq is not None:
            wanted = str(self._seq + 1)  # a manager's turn: the reply that answers it
        fork = told.session.parent.seq if told.session.parent else None
        first = wanted if wanted in ids else str(fork)
        turns.highlighted = ids.index(first) if first in ids else (0 if ids else None)

    async def _read_told(self, name: str) -> Told | None:
        """Return a talk with its scores, read once; `None` where it cannot be read, which is said."""
        if name not in self._told:
            try:
                self._told[name] = await self._coach.branches.told(name)
            except CoachError as error:
                self.notify(error.sentence, severity="error", markup=False)
        return self._told.get(name) if self.stands else None

    def _label(self, place: int) -> None:
        self.query_one("#family", OptionList).replace_option_prompt_at_index(place, self._words(place))

    def _words(self, place: int) -> Content:
        """Return a talk in two lines: what it is, and what came of it."""
        leaf, rail = self._leaves[place], self._rails[place]
        session, told = leaf.summary, self._told.get(leaf.summary.id)
        below = rail.replace("├─ ", "│  ").replace("└─ ", "   ")
        kin = {
            Kin.FIRST: "The first talk",
            Kin.BRANCH: f"Turn {(session.parent.seq or 0) + 1} anew" if session.parent else "",
            Kin.MEETING: "The next meeting",
        }[leaf.kin]
        marked = ("  ◆ marked", "$text-accent") if self._marked == session.id else ""
        score = (
            Content.styled(score_words(told.score.total, told.score.band), band_style(told.score.band))
            if told
            else Content.styled("…", "$text-muted")
        )
        return Content.assemble(
            (rail, "$text-muted"),
            (kin, "bold"),
            marked,
            "\n",
            (below, "$text-muted"),
            score,
            plain(f" · {state_words(leaf)} · {when(session.created_at)}", "$text-muted"),
        )


def _options(told: Told) -> list[Option]:
    """Return the replies of a talk, each after what it answers; in a branch it is said where its own begin."""
    persona = told.session.scenario.persona.name
    fork = told.session.parent.seq if told.session.parent and told.session.parent.seq is not None else None
    options: list[Option] = []
    before = ""
    for turn in told.turns:
        if isinstance(turn, Spoke):
            before = turn.text
            continue
        if fork is not None and turn.seq >= fork:
            options += [Option(Content.styled("From here on you said something else.", "$text-accent"), disabled=True)]
            fork = None
        options.append(Option(_reply_words(turn, persona, before), id=str(turn.seq)))
    last = told.turns[-1] if told.turns else None
    if told.session.outcome is None:
        options.append(Option(Content.styled("Go on with this talk", "$text-accent"), id=_GOES_ON))
    elif isinstance(last, Spoke) and not (last.cue and last.cue.outcome):
        words = Content.assemble(
            _said(persona, last.text), "\n", ("You ended it here. Answer after all …", "$text-accent")
        )
        options.append(Option(words, id=_GOES_ON))
    return options


def _reply_words(reply: ReplyReport, persona: str, before: str) -> Content:
    band = None if reply.score is None else Band.of(reply.score)
    return Content.assemble(
        _said(persona, before),
        "\n",
        (f"{reply.seq + 1} · You: ", "bold $text-accent"),
        plain(shortened(reply.text, 220)),
        "\n",
        plain(reply_words(reply), band_style(band)),
        "\n",
    )


def _said(persona: str, text: str) -> Content:
    return plain(f"{persona}: {shortened(text, 140)}", "$text-muted")

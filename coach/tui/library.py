"""The first screen: the scenes, the level, past rehearsals, and which engines will play."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from coach.coaching import Choice, Coach, Opening
from coach.domain.scenario import Scenario
from coach.domain.session import JudgeName, ManagerName, SessionSummary
from coach.errors import CoachError
from coach.rendering import outcome_words
from coach.tui.navigation import ReadReport, Rehearse
from coach.tui.widgets.level import LevelPicker
from coach.tui.words import engine_words, plain, privacy_words, when

_ENGINES: tuple[tuple[ManagerName, JudgeName], ...] = (("llm", "llm"), ("llm", "rules"), ("scripted", "rules"))
"""What `e` steps through once a model is chosen."""


class LibraryScreen(Screen[None]):
    """Choose a scene and a level, or a past rehearsal."""

    AUTO_FOCUS = "#scenes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Begin", priority=True, tooltip="Begin the scene, or open the past rehearsal"),
        Binding("left", "level(-1)", "Level", key_display="← →", tooltip="An easier level", priority=True),
        Binding("right", "level(1)", "Harder", show=False, priority=True),
        Binding("a", "again", "Again", tooltip="Play the past rehearsal's own scene again"),
        Binding("m", "models", "Model", tooltip="Choose a language model"),
        Binding("e", "engines", "Engines", tooltip="Change who plays and who judges"),
        Binding("d", "doctor", "Doctor", tooltip="Check settings, files, database and server"),
        Binding("question_mark", "app.keys", "Help", show=False),
    ]

    def __init__(self, coach: Coach) -> None:
        super().__init__()
        self._coach = coach
        self._shelf = coach.scenarios()
        self._sessions: tuple[SessionSummary, ...] = ()
        self._choice = coach.default

    def compose(self) -> ComposeResult:
        """Lay out the scenes and the place for past rehearsals."""
        yield Static("[b]Rehearsal Coach[/]  [$text-muted]Rehearse the talk before you have it.[/]", id="masthead")
        with Vertical(id="shelves"):
            scenes = OptionList(*(_scene_option(s) for s in self._shelf.scenarios), id="scenes", markup=False)
            scenes.border_title = "Scenes"
            yield scenes
            past = OptionList(id="sessions", markup=False)
            past.border_title = "Past rehearsals"
            yield past
        yield LevelPicker()
        yield Static(self._status(), id="status")
        yield Footer(compact=True)

    def on_screen_resume(self) -> None:
        """Fill in the past rehearsals, and bring them up to date after another screen."""
        self.call_after_refresh(self._list_sessions)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Begin the scene, or open the past rehearsal, that Enter or a click has chosen."""
        if event.option_list.id == "scenes":
            manager, judge, model = self._choice.manager, self._choice.judge, self._choice.model
            scenario = self._shelf.scenarios[event.option_index].id
            level = self.query_one(LevelPicker).level
            opening = Opening(scenario=scenario, difficulty=level, manager=manager, judge=judge, model=model)
            self.post_message(Rehearse(opening))
        elif session := self._session_at(event.option_index):
            is_open = session.outcome is None
            self.post_message(Rehearse(Opening(resume=session.id)) if is_open else ReadReport(session.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is a past rehearsal, or a model, for."""
        needs = {"again": bool(self._sessions), "engines": bool(self._coach.settings.coach_model)}
        return needs.get(action, True)

    def action_open(self) -> None:
        """Do what Enter does in a list."""
        focused = self.focused
        (focused if isinstance(focused, OptionList) else self.query_one("#scenes", OptionList)).action_select()

    def action_level(self, by: int) -> None:
        """Step through the levels."""
        self.query_one(LevelPicker).step(by)

    def action_again(self) -> None:
        """Play the highlighted past rehearsal's scene again; the newest one if none is highlighted."""
        if session := self._session_at(self.query_one("#sessions", OptionList).highlighted or 0):
            self.post_message(Rehearse(Opening(again=session.id)))

    def action_models(self) -> None:
        """Choose a language model."""
        from coach.tui.models import ModelsScreen  # not needed for the first paint

        self.app.push_screen(ModelsScreen(self._coach), self._take_choice)

    def action_engines(self) -> None:
        """Step through who plays and who judges."""
        model = self._coach.settings.coach_model
        now = (self._choice.manager, self._choice.judge)
        at = _ENGINES.index(now) if now in _ENGINES else -1
        manager, judge = _ENGINES[(at + 1) % len(_ENGINES)]
        offline = (manager, judge) == ("scripted", "rules")
        self._take_choice(Choice(manager=manager, judge=judge, model=None if offline else model))

    def action_doctor(self) -> None:
        """Check everything."""
        from coach.tui.doctor import DoctorScreen  # not needed for the first paint

        self.app.push_screen(DoctorScreen(self._coach))

    def _take_choice(self, choice: Choice | None) -> None:
        if choice:
            self._choice = choice
            self.query_one("#status", Static).update(self._status())
            self.refresh_bindings()

    @work(exclusive=True, group="sessions")
    async def _list_sessions(self) -> None:
        shown = self.query_one("#sessions", OptionList)
        try:
            sessions = await self._coach.sessions()
        except CoachError as error:
            shown.set_options([Option(plain(error.sentence, "$text-error"), disabled=True)])
            return
        if sessions != self._sessions or not sessions:
            at = shown.highlighted
            self._sessions = sessions
            none = [Option("None yet. They will stand here, newest first.", disabled=True)]
            shown.set_options([_session_option(s) for s in sessions] or none)
            shown.highlighted = min(at, len(sessions) - 1) if at is not None and sessions else None
            self.refresh_bindings()

    def _session_at(self, index: int) -> SessionSummary | None:
        return self._sessions[index] if index < len(self._sessions) else None

    def _status(self) -> Content:
        """Say who plays and judges, where words go, and what was passed over."""
        lines = [
            Content(engine_words(self._choice)),
            plain(privacy_words(self._coach.settings, self._choice), "$text-muted"),
        ]
        passed_over = [*self._coach.settings.remarks, *self._shelf.refused]
        lines += [plain(f"! {line}", "$text-warning") for line in passed_over[:2]]
        if more := len(passed_over) - 2:
            lines += [plain(f"! {more} more: press d.", "$text-warning")] if more > 0 else []
        return Content("\n").join(lines)


def _scene_option(scenario: Scenario) -> Option:
    return Option(
        Content.assemble(plain(scenario.title, "bold"), "\n", plain(scenario.summary, "$text-muted"), "\n"),
        id=scenario.id,
    )


def _session_option(session: SessionSummary) -> Option:
    replies = f"{session.replies} {'reply' if session.replies == 1 else 'replies'}"
    waiting = " · reply not answered yet" if session.pending else ""
    facts = f"{session.difficulty.value} · {replies} · {outcome_words(session.outcome)}{waiting}"
    return Option(
        Content.assemble(
            plain(session.title), "\n", plain(f"{when(session.created_at)} · {facts}", "$text-muted"), "\n"
        )
    )

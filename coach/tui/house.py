"""The coach behind the first screen: its scenes and past sessions in words, and the screens it opens."""

from collections.abc import Sequence

from textual.app import App
from textual.content import Content
from textual.screen import Screen

from coach.coaching import Choice, Coach
from coach.domain.opening import Difficulty, JudgeName, ManagerName, Opening
from coach.domain.session import SessionSummary
from coach.library.covers import Cover
from coach.rendering import outcome_words
from coach.tui.engines import engine_words, privacy_words
from coach.tui.navigation import Past, Place, Visit
from coach.tui.words import plain, when

_ENGINES: tuple[tuple[ManagerName, JudgeName], ...] = (("llm", "llm"), ("llm", "rules"), ("scripted", "rules"))
"""What `e` steps through once a model is chosen."""

# A screen is imported when it opens: the store's sessions should not wait for its widgets.


class CoachHouse:
    """A `House` on one `Coach`."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._choice = coach.default
        self._shelf = coach.scenarios()

    @property
    def covers(self) -> Sequence[Cover]:
        """The scenes, those that come with the coach first."""
        return [Cover(scene.id, scene.title, scene.summary) for scene in self._shelf.scenarios]

    @property
    def status(self) -> Content:
        """Who plays and judges, where words go, and what was passed over."""
        lines = [
            Content(engine_words(self._choice)),
            plain(privacy_words(self._coach.settings, self._choice), "$text-muted"),
        ]
        passed_over = [*self._coach.settings.remarks, *self._shelf.refused]
        lines += [plain(f"! {line}", "$text-warning") for line in passed_over[:2]]
        if more := len(passed_over) - 2:
            lines += [plain(f"! {more} more: press d.", "$text-warning")] if more > 0 else []
        return Content("\n").join(lines)

    @property
    def has_model(self) -> bool:
        """Whether a language model is chosen."""
        return bool(self._coach.settings.coach_model)

    def step_engines(self) -> None:
        """Go to the next way to play and judge."""
        now = (self._choice.manager, self._choice.judge)
        at = _ENGINES.index(now) if now in _ENGINES else -1
        manager, judge = _ENGINES[(at + 1) % len(_ENGINES)]
        offline = (manager, judge) == ("scripted", "rules")
        model = None if offline else self._coach.settings.coach_model
        self._choice = Choice(manager=manager, judge=judge, model=model)

    async def choose_model(self, app: App[None]) -> None:
        """Let the user choose a language model, and wait for that; called in a worker."""
        from coach.tui.setup.models import ModelsScreen

        choice = await app.push_screen_wait(ModelsScreen(self._coach))
        self._choice = choice or self._choice

    def opening(self, scene: str, level: Difficulty) -> Opening:
        """Return what begins a scene with the engines that are chosen."""
        playing = self._choice
        return Opening(
            scenario=scene, difficulty=level, manager=playing.manager, judge=playing.judge, model=playing.model
        )

    async def past(self) -> Sequence[Past]:
        """Return the kept sessions, newest first. Raises `CoachError`."""
        return [Past(s.id, s.outcome is None, _words(s)) for s in await self._coach.sessions()]

    def rehearsal(self, opening: Opening) -> Screen[None]:
        """Return the screen of a rehearsal."""
        from coach.tui.room.screen import RehearsalScreen

        return RehearsalScreen(self._coach, opening)

    def screen(self, visit: Visit) -> Screen[None]:
        """Return the screen of the place that is to be visited."""
        match visit.place:
            case Place.REPORT:
                from coach.tui.after.report import ReportScreen

                return ReportScreen(self._coach, visit.session)
            case Place.DOCTOR:
                from coach.tui.setup.doctor import DoctorScreen

                return DoctorScreen(self._coach)

            case _:
                raise NotImplementedError(visit.place)

    def preload(self) -> None:
        """Import what the next steps need; called in a thread."""
        self._coach.preload()

    async def close(self) -> None:
        """Close connections and the store."""
        await self._coach.close()


def _words(session: SessionSummary) -> Content:
    replies = f"{session.replies} {'reply' if session.replies == 1 else 'replies'}"
    waiting = " · reply not answered yet" if session.pending else ""
    facts = f"{session.difficulty.value} · {replies} · {outcome_words(session.outcome)}{waiting}"
    facts += "".join(f" · real talk: {outcome_words(talk.result)}" for talk in session.real_talks[-1:])
    return Content.assemble(
        plain(session.title), "\n", plain(f"{when(session.created_at)} · {facts}", "$text-muted"), "\n"
    )

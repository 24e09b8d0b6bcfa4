"""The coach behind the first screen: its scenes and past sessions in words, and the screens it opens."""

from collections.abc import Sequence

from textual.content import Content
from textual.screen import Screen

from coach.coaching import Choice, Coach
from coach.domain.branches import Leaf, rails, tree
from coach.domain.opening import Difficulty, JudgeName, ManagerName, Opening
from coach.domain.session import SessionSummary
from coach.library.covers import Cover
from coach.rendering import counted
from coach.tui.about import Result, scene_words, session_words
from coach.tui.engines import engine_words, privacy_words
from coach.tui.look import Look
from coach.tui.navigation import Past, Place, Visit
from coach.tui.words import plain

_ENGINES: tuple[tuple[ManagerName, JudgeName], ...] = (("llm", "llm"), ("llm", "rules"), ("scripted", "rules"))
"""What `e` steps through once a model is chosen."""

# A screen is imported when it opens: the store's sessions should not wait for its widgets.


class CoachHouse:
    """A `House` on one `Coach`."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._choice = self._default = coach.default
        self._shelf = coach.scenarios()
        self._summaries: Sequence[SessionSummary] = ()
        self._unread: Sequence[str] = ()
        self._weighed: Sequence[SessionSummary] | None = None
        self._results: dict[str, Result] = {}

    @property
    def covers(self) -> Sequence[Cover]:
        """The scenes, those that come with the coach first."""
        return [Cover(scene.id, scene.title, scene.summary) for scene in self._shelf.scenarios]

    @property
    def status(self) -> Content:
        """Who plays and judges, where words go, and what was passed over."""
        lines = [
            plain(engine_words(self._choice)),
            plain(privacy_words(self._coach.settings, self._choice), "$text-muted"),
        ]
        passed_over = [*self._coach.settings.remarks, *self._shelf.refused, *self._unread]
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

    def refresh(self) -> None:
        """Take over what was set on another screen."""
        if self._coach.default != self._default:
            self._choice = self._default = self._coach.default

    @property
    def look(self) -> Look:
        """How the screens are to look."""
        return Look(self._coach.settings.coach_theme, self._coach.settings.coach_motion == "reduced")

    def keep_theme(self, name: str) -> None:
        """Remember a theme; called in a thread."""
        self._coach.setup.change("COACH_THEME", name)

    def about(self, scene: str) -> Content:
        """Return who plays a scene's manager, where it plays, what to expect, and what came of it so far."""
        found = next((s for s in self._shelf.scenarios if s.id == scene), None)
        mine = [s for s in self._summaries if s.scenario == scene]
        return scene_words(found, mine, self._results) if found else Content("")

    def opening(self, scene: str, level: Difficulty) -> Opening:
        """Return what begins a scene with the engines that are chosen."""
        playing = self._choice
        return Opening(
            scenario=scene, difficulty=level, manager=playing.manager, judge=playing.judge, model=playing.model
        )

    async def past(self) -> Sequence[Past]:
        """Return the kept sessions as a tree, what was done last first. Raises `CoachError`."""
        kept = await self._coach.sessions()
        self._summaries, self._unread = kept.sessions, tuple(damaged.why for damaged in kept.unread)
        leaves = tree(self._summaries)
        return [self._past(leaf, rail) for leaf, rail in zip(leaves, rails(leaves), strict=True)]

    def _past(self, leaf: Leaf, rail: str) -> Past:
        words = session_words(leaf, rail, self._results)
        session = leaf.summary
        return Past(session.id, session.outcome is None, words, f"{session.title} {words.plain}")

    async def weigh(self) -> bool:
        """Read how past sessions were scored; return whether `past` and `about` tell more now. Raises `CoachError`."""
        summaries = self._summaries
        if not summaries or summaries == self._weighed:
            return False
        judges = {s.id: s.judge for s in summaries}
        history = await self._coach.history()
        self._results = {
            attempt.session: Result(scored.total, attempt.branch)
            for attempt in history.attempts
            for scored in attempt.scored
            if scored.by.judge == judges.get(attempt.session) and scored.total is not None
        }
        self._weighed = summaries
        return True

    async def forget(self, session: str) -> str:
        """Delete a kept session and all begun from it, and say how many those were. Raises `CoachError`."""
        return f"{counted(len(await self._coach.keeping.forget(session)), 'rehearsal')} deleted."

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
            case Place.BRANCHES:
                from coach.tui.after.branches import BranchesScreen

                return BranchesScreen(self._coach, visit.session, visit.seq)
            case Place.COMPARE:
                from coach.tui.after.compare import CompareScreen

                return CompareScreen(self._coach, visit.session, visit.beside)
            case Place.BRIEF:
                from coach.tui.prepare.brief import BriefScreen

                return BriefScreen(self._coach)
            case Place.RECAP:
                from coach.tui.prepare.recap import RecapScreen

                return RecapScreen(self._coach, visit.session)
            case Place.DRILL:
                from coach.tui.prepare.drill import DrillScreen

                return DrillScreen(self._coach)
            case Place.OUTCOME:
                from coach.tui.prepare.outcome import OutcomeScreen

                return OutcomeScreen(self._coach, visit.session)
            case Place.MODEL:
                from coach.tui.setup.model import ModelScreen

                return ModelScreen(self._coach)
            case Place.SETTINGS:
                from coach.tui.setup.settings import SettingsScreen

                return SettingsScreen(self._coach)
            case Place.PROGRESS:
                from coach.tui.after.progress import ProgressScreen

                return ProgressScreen(self._coach)
            case Place.REPLAY:
                from coach.tui.after.replay import ReplayScreen

                return ReplayScreen(self._coach, visit.session, visit.seq)
            case Place.CARD:
                from coach.tui.after.card import CardScreen

                return CardScreen(self._coach)
            case Place.SCORE:
                from coach.tui.after.score import ScoreScreen

                return ScoreScreen(self._coach)
            case Place.DOCTOR:
                from coach.tui.setup.doctor import DoctorScreen

                return DoctorScreen(self._coach)
            case Place.DATA:
                from coach.tui.setup.data import DataScreen

                return DataScreen(self._coach)

    def preload(self) -> None:
        """Import what the next steps need; called in a thread."""
        self._coach.preload()

    async def close(self) -> None:
        """Close connections and the store."""
        await self._coach.close()

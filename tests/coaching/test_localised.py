"""Nothing in code depends on English lines: a German scene is played, won, and spoken in its own words alone."""

from pathlib import Path

from coach.coaching.playing import play_scene
from coach.domain.engineers import Engineer, EngineerLine, Engineers
from coach.domain.opening import Difficulty
from coach.domain.rubric import MOVES, Criterion, Move
from coach.domain.transcript import Outcome
from coach.library.scenes import read_scenario
from coach.managers.scripted import ScriptedManager
from tests.labels import LabelsJudge
from tests.shell import Shell

PATH = Path(__file__).parent.parent / "scenes" / "abendplanung.toml"
SCENE = read_scenario(PATH)

LONG = "Also, das war so: " + "und dann kam noch etwas dazu, " * 40
CRITERIA = tuple(Criterion)


def said(who: Engineer, text: str, *, good: bool = False, violated: tuple[Criterion, ...] = ()) -> EngineerLine:
    met, moves = (CRITERIA, MOVES) if good else ((), ())
    return EngineerLine(who=who, author="d", to=("any",), text=text, met=met, moves=moves, violated=violated)


CAST = Engineers(
    lines=(
        said(Engineer.IDEAL, "Erst die Lieferung, dann weniger Kilometer; reden wir Dienstag?", good=True),
        EngineerLine(
            who=Engineer.DECENT, author="d", to=("any",), text="Ja, voll.", moves=(Move.ACKNOWLEDGES_CONSTRAINT,)
        ),
        said(Engineer.BLAND, "Na ja, ich würde gern mal etwas anderes machen."),
        said(Engineer.SILENT, "Hm."),
        *(said(Engineer.COMPLAINING, f"Nie darf ich etwas ({c.value}).", violated=(c,)) for c in CRITERIA),
        *(said(Engineer.PUSHY, f"Jetzt sofort ({c.value})!", violated=(c,)) for c in reversed(CRITERIA)),
        said(Engineer.CLUMSY, LONG),
    )
)  # fmt: skip


async def test_a_german_scene_is_won_at_every_level_and_its_levels_are_ordered() -> None:
    play = await play_scene(SCENE, CAST, LabelsJudge(CAST.lines, SCENE), ScriptedManager())
    outcomes = {level: {p.outcome for p in play.of(level, Engineer.IDEAL)} for level in Difficulty}
    assert outcomes == {
        Difficulty.SUPPORTIVE: {Outcome.GRANTED},
        Difficulty.STANDARD: {Outcome.GRANTED_IN_PART},
        Difficulty.TOUGH: {Outcome.FOLLOW_UP_AGREED},
    }
    assert play.faults("false_yield") == play.faults("stuck") == 0
    assert play.failures == ()


def test_a_german_scene_is_rehearsed_and_shown_with_what_the_offline_judge_covers(shell: Shell) -> None:
    shown = shell("scenarios", "show", str(PATH))
    assert "Language de" in shown.out
    assert "Style: distracted." in shown.out
    assert "the offline judge reads English only" in shown.out
    talk = "Ich möchte gern bei der Routenplanung mitarbeiten, weil ich die Merkmale dafür schon gebaut habe.\n"
    done = shell("rehearse", str(PATH), "--plain", "--seed", "1", typed=talk)
    assert done.code == 3  # there was a reply, and none could be judged
    assert SCENE.manager.opening[0] in done.out
    assert "The offline judge reads English only, and this is German." in done.out

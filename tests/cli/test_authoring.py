"""Scenes of one's own: written from flags, from a pipe or from a sitting, and taken over from others."""

import io
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.cli.authoring import QUESTIONS
from coach.domain.brief import Brief, Opportunity, PastProject
from coach.domain.scenario import Pattern, Scenario, Style
from coach.domain.value import digest
from coach.library.brief import BriefFile
from coach.library.scenes import read_scenario
from tests.shell import Done, Shell

SHIPPED = Path(__file__).parent.parent.parent / "scenarios" / "risk-averse-manager.toml"
FLAGS = ("--manager", "Kim Ōé", "--project", "Atlas")


def new(shell: Shell, *arguments: str, typed: str = "") -> tuple[Done, Scenario]:
    done = shell("scenarios", "new", *arguments, typed=typed)
    assert done.code == 0, done.err
    return done, read_scenario(Path(done.out.strip()))


class Terminal(io.TextIOWrapper):
    """Standard input that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whatever is typed come from a terminal."""
    monkeypatch.setattr("tests.shell.io", SimpleNamespace(BytesIO=io.BytesIO, TextIOWrapper=Terminal))


def test_flags_write_a_scene_that_only_its_owner_reads_and_say_how_to_go_on(shell: Shell, home: Path) -> None:
    done, scene = new(
        shell, "kim", *FLAGS, "--project", "churn model", "--role", "Head of Data", "--setting", "a bank",
        "--busy", "the audit.", "--objection", "budget", "--objection", "timing", "--style", "curt", "--author", "Ana",
    )  # fmt: skip
    path = home / "scenarios" / "kim.toml"
    assert done.out.strip() == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "coach scenarios check kim --play" in done.err
    assert "coach rehearse kim" in done.err
    assert (scene.persona.name, scene.persona.role, scene.persona.style) == ("Kim Ōé", "Head of Data", Style.CURT)
    assert [p.name for p in scene.projects] == ["Atlas", "churn model"]
    assert [o.pattern for o in scene.objections] == [Pattern.BUDGET, Pattern.TIMING]
    assert "at a bank talks" in scene.setting
    assert "busy with the audit, and the" in scene.setting
    assert scene.author == "Ana"
    shown = shell("scenarios", "show", "kim")
    for told in ("by Ana", f"digest {digest(scene)}", "Language en", "Style: curt."):
        assert told in shown.out
    assert "kim " in shell("scenarios").out


def test_a_written_scene_passes_the_check_and_the_play(shell: Shell) -> None:
    new(shell, "kim", *FLAGS)
    done = shell("scenarios", "check", "kim", "--play")
    assert done.code == 0, done.out
    assert "Nothing to mend." in done.out


def test_answers_come_from_a_pipe_and_a_wrong_one_is_asked_for_again(shell: Shell) -> None:
    typed = "Dana\nHead of Data\n\nsearch\nspeech\n\n...\nthe audit\n1 99\n2, 5 6\nloud\nWarm\n\nwith dana\ndana\n"
    done, scene = new(shell, typed=typed)
    assert scene.id == "dana"
    assert [p.name for p in scene.projects] == ["search", "speech"]
    wanted = [Pattern.PROJECTS_FULL, Pattern.WHO_COVERS_CURRENT_WORK, Pattern.WHY_YOU]
    assert [o.pattern for o in scene.objections] == wanted
    assert scene.persona.style is Style.WARM
    for refusal in ("That holds no words", "“99” is no number", "“loud” is none of", "“with dana” is no id"):
        assert refusal in done.err


def test_the_end_of_input_takes_the_stand_ins_for_what_is_left(shell: Shell) -> None:
    done, scene = new(shell, typed="Dana Ōé\n")
    assert scene.id == "with-dana-oe"
    assert scene.persona.name == "Dana Ōé"
    assert len(scene.objections) == 3
    again, second = new(shell, typed="Dana Ōé\n")
    assert second.id == "with-dana-oe-2"
    assert done.out != again.out


def test_a_terminal_is_asked_for_what_no_flag_says(shell: Shell, terminal: None) -> None:
    done, scene = new(shell, "kim", *FLAGS, typed="Lead\n")
    assert scene.persona.role == "Lead"
    assert QUESTIONS[0].words not in done.err
    assert QUESTIONS[1].words in done.err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "Nobody has answered"),
        (["kim"], "Nobody has answered"),
        (["No Id", *FLAGS], "is no id"),
        (["risk-averse-manager", *FLAGS], "The coach brings a scene named"),
        (["risk-averse-manager", *FLAGS, "--force"], "The coach brings a scene named"),
        (["kim", "--manager", " "], "manager: holds no words"),
        (["kim", "--manager", "x" * 81], "manager: "),
        (["kim", "--busy", "..."], "busy: holds no words"),
        (["kim", "--project", " \u200b"], "project: holds no words"),
        (["kim", "--objection", "budget"], "2 to 5"),
        (["kim", "--objection", "budget", "--objection", "budget"], "2 to 5"),
        (["kim", "--objection", "weather"], "weather"),
        (["kim", "--language", "german", *FLAGS], "language: "),
    ],
)
def test_what_no_scene_can_be_written_from_is_a_usage_error(
    shell: Shell, home: Path, arguments: list[str], reason: str
) -> None:
    done = shell("scenarios", "new", *arguments)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err
    assert not (home / "scenarios").exists()


def test_nothing_is_written_over_unless_it_is_asked_for(shell: Shell) -> None:
    done, _ = new(shell, "kim", *FLAGS)
    path = Path(done.out.strip())
    path.write_text("mine", "utf-8")
    refused = shell("scenarios", "new", "kim", *FLAGS)
    assert refused.code == 2
    assert "add --force" in refused.err
    assert path.read_text("utf-8") == "mine"
    assert new(shell, "kim", *FLAGS, "--force")[1].id == "kim"
    assert [p.name for p in path.parent.iterdir()] == ["kim.toml"]


def test_ones_own_brief_names_the_projects_and_is_lent_where_it_is_whole(shell: Shell, home: Path) -> None:
    past = PastProject(
        name="night “batch”", own_part='wrote "it"\nagain', metric="time", before="9", after="4", unit="h"
    )
    half = PastProject(name="half", own_part="", metric="time")
    wanted = Opportunity(name="speech", strategic="It is a goal.")
    BriefFile(home / "brief.toml").write(Brief(projects=(past, half), opportunities=(wanted,), stand_in=False))
    done, scene = new(shell, "kim", "--manager", "Kim")
    assert [p.name for p in scene.projects] == ["speech"]
    assert [(p.name, p.own_part) for p in scene.brief.projects] == [("night “batch”", 'wrote "it" again')]
    assert scene.brief.opportunities == (wanted,)
    assert len(scene.brief.value_propositions) == 2
    assert "Taken from your own brief" in Path(done.out.strip()).read_text("utf-8")


def test_a_faulty_brief_hinders_neither_a_new_scene_nor_a_look_at_one(shell: Shell, home: Path) -> None:
    home.mkdir()
    (home / "brief.toml").write_text("enjoys = x\n", "utf-8")
    done, scene = new(shell, "kim", "--manager", "Kim")
    assert "brief.toml:1:" in done.err
    assert [p.name for p in scene.projects] == ["demand forecast"]
    shown = shell("scenarios", "show", "kim")
    assert shown.code == 0
    assert "brief.toml:1:" in shown.err
    assert "coach rehearse kim --stand-in" in shown.err
    assert "stand-in" in shown.out


@pytest.mark.parametrize(
    "option", ["--manager", "--role", "--company", "--project", "--busy", "--author", "--language", "--id"]
)
def test_an_empty_answer_is_refused_and_not_passed_over(shell: Shell, option: str) -> None:
    given = ("", *FLAGS) if option == "--id" else ("kim", "--style", "curt", option, "")
    assert shell("scenarios", "new", *given).code == 2


def test_a_language_is_named_by_its_code(shell: Shell, tmp_path: Path) -> None:
    done = shell("scenarios", "new", "kim", *FLAGS, "--language", "german")
    assert done.code == 2
    assert "language: is no code of a language, such as de or pt-BR." in done.err
    path = tmp_path / "mine.toml"
    path.write_text('language = "german"\n' + SHIPPED.read_text("utf-8"), "utf-8")
    checked = shell("scenarios", "check", str(path))
    assert "mine.toml:1: language: is no code of a language, such as de or pt-BR" in checked.err


def test_a_scene_is_named_by_its_id_or_by_a_file_everywhere(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "risk-averse-manager").mkdir()
    (tmp_path / "draft").write_text(SHIPPED.read_text("utf-8"), "utf-8")
    (tmp_path / "draft.txt").write_text(SHIPPED.read_text("utf-8"), "utf-8")
    for command in ("check", "show"):
        for reference in ("risk-averse-manager", "draft", "draft.txt", "./draft"):
            done = shell("scenarios", command, reference)
            assert (done.code, "risk-averse-manager" in done.out) == (0, True), (command, reference)
        assert "There is no file" in shell("scenarios", command, "none.toml").err
        assert "There is no scenario" in shell("scenarios", command, "none").err


def test_a_scene_for_another_language_says_what_is_left_to_do(shell: Shell) -> None:
    done, scene = new(shell, "kim", *FLAGS, "--language", "de")
    assert scene.language == "de"
    assert "translated into “de”" in done.err
    assert "translate what stands in quotes" in Path(done.out.strip()).read_text("utf-8")
    assert "the offline judge reads English only" in shell("scenarios", "show", "kim").out


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_an_interrupted_sitting_keeps_what_was_answered(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", "scenarios", "new"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(b"Dana\n")
    process.stdin.flush()
    read = b""
    while QUESTIONS[1].words.encode() not in read:
        read += process.stderr.read(1)
    process.send_signal(signal.SIGINT)
    out, err = process.stdout.read(), process.stderr.read()
    process.stdin.close()
    assert process.wait() == 130, err
    process.stdout.close()
    process.stderr.close()
    assert out.decode().strip() == str(home / "scenarios" / "with-dana.toml")
    assert read_scenario(home / "scenarios" / "with-dana.toml").persona.name == "Dana"


def shared(tmp_path: Path, name: str = "lent", title: str = "Lent") -> Path:
    text = SHIPPED.read_text("utf-8").replace('id = "risk-averse-manager"', f'id = "{name}"', 1)
    path = tmp_path / "somebodys.toml"
    path.write_text(text.replace("\ntitle = ", f'\nauthor = "Bo"\ntitle = "{title}" # ', 1), "utf-8")
    return path


def test_a_shared_scene_is_shown_and_copied(shell: Shell, home: Path, tmp_path: Path) -> None:
    path = shared(tmp_path)
    scene = read_scenario(path)
    done = shell("scenarios", "import", str(path), "--yes")
    assert done.code == 0, done.err
    for told in ("Lent (lent)", "Bo", digest(scene), "language    en", f"objections  {len(scene.objections)}"):
        assert told in done.err
    copy = home / "scenarios" / "lent.toml"
    assert done.out.strip() == str(copy)
    assert copy.read_text("utf-8") == path.read_text("utf-8")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    again = shell("scenarios", "import", str(path), "--yes")
    assert (again.code, again.out) == (0, "")
    assert "there already" in again.err


def test_a_pipe_cannot_be_asked_and_a_terminal_is(
    shell: Shell, home: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = shared(tmp_path)
    refused = shell("scenarios", "import", str(path), typed="y\n")
    assert refused.code == 2
    assert "--yes" in refused.err
    request.getfixturevalue("terminal")
    assert "Not taken" in shell("scenarios", "import", str(path), typed="\n").err
    assert not (home / "scenarios").exists()
    assert shell("scenarios", "import", str(path), typed="y\n").code == 0
    assert (home / "scenarios" / "lent.toml").exists()


def test_another_scene_of_that_id_is_replaced_only_with_force(shell: Shell, tmp_path: Path) -> None:
    assert shell("scenarios", "import", str(shared(tmp_path)), "--yes").code == 0
    other = shared(tmp_path, title="Other")
    refused = shell("scenarios", "import", str(other), "--yes")
    assert (refused.code, refused.out) == (2, "")
    assert "add --force" in refused.err
    taken = shell("scenarios", "import", str(other), "--yes", "--force")
    assert read_scenario(Path(taken.out.strip())).title == "Other"


def test_what_the_coach_brings_is_never_replaced(shell: Shell, tmp_path: Path) -> None:
    assert "there already" in shell("scenarios", "import", str(SHIPPED), "--yes").err
    changed = shared(tmp_path, name="risk-averse-manager")
    assert shell("scenarios", "import", str(changed), "--yes", "--force").code == 2


def test_a_shared_file_with_a_fault_is_refused_with_its_place(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("title = 1", "utf-8")
    done = shell("scenarios", "import", str(path), "--yes")
    assert done.code == 2
    assert "broken.toml" in done.err

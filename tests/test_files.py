"""The repository's own files agree with the code: settings, README, prompts, packaging."""

import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

from coach.settings import NAMES, Settings, read_settings
from tests.reliability.checks import CHECKS
from tests.shell import Shell

ROOT = Path(__file__).parent.parent


NAMED = ("pyproject.toml", "README.md", "coach", "prompts", "scenarios", "tests", ".env.example", ".ci", ".pictures")


def files() -> list[str]:
    """Return the repository's files: what git tracks, or without git what lies in the folders that the design names."""
    if shutil.which("git") and (ROOT / ".git").exists():
        done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()
    paths = (path for name in NAMED for path in ((ROOT / name).rglob("*") if (ROOT / name).is_dir() else [ROOT / name]))
    return [str(p.relative_to(ROOT)) for p in paths if p.is_file() and "__pycache__" not in p.parts]


def test_env_example_names_every_setting_and_its_default() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    written = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert tuple(written) == NAMES
    assert read_settings(written).model_copy(update={"sources": {}}) == Settings()


def test_the_top_level_holds_what_the_design_names() -> None:
    visible = {path.partition("/")[0] for path in files() if not path.startswith(".")}
    assert visible == {name for name in NAMED if not name.startswith(".")}


def test_the_wheel_brings_prompts_and_scenarios(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    built = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    inside = set(zipfile.ZipFile(built).namelist())
    for folder in ("prompts", "scenarios"):
        for path in (ROOT / folder).iterdir():
            assert f"coach/_data/{folder}/{path.name}" in inside
    assert {"coach/library/judge_card.json", "coach/english/yes.json"} <= inside
    assert "coach/judges/vocabulary/weights.json" in inside
    assert not any(name.startswith(("tests/", ".training/")) for name in inside)


def test_the_version_ranges_admit_what_can_be_installed() -> None:
    # Some mirrors stop at langchain 1.4.7, for want of a certifi that later ones ask for (measured).
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    ranges = {re.split(r"[<>=]", d)[0]: d for d in project["dependencies"]}
    assert ranges["langchain"].startswith("langchain>=1.4.7,")
    assert ranges["langchain-core"].startswith("langchain-core>=1.7.2,")


def readme_block(name: str) -> str:
    """Return the code block that stands behind `<!-- name -->` in the README."""
    text = (ROOT / "README.md").read_text("utf-8")
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert found, name
    return found[1]


def test_the_readme_prints_the_judge_card_that_its_command_prints(shell: Shell) -> None:
    done = shell("calibrate", str(ROOT / "tests" / "gold" / "dev.jsonl"), "--judge", "rules")
    assert done.code == 0
    assert readme_block("the judge card") == done.out


def test_the_shipped_card_is_what_the_readme_prints_and_of_the_judge_that_is_shipped(shell: Shell) -> None:
    # To mend both: coach judge-card --measure ROWS --name NAME, and the command's output into the README.
    done = shell("judge-card")
    assert done.err == ""
    assert readme_block("the judge card") in done.out


def test_the_readme_has_a_figure_for_every_check_and_names_it_beside_what_is_promised() -> None:
    # To mend it: python -m tests.reliability --full
    promised = (ROOT / "README.md").read_text("utf-8").partition("<!-- the reliability table -->")[0]
    rows = {
        line.split()[0]: line.split() for line in readme_block("the reliability table").splitlines() if line[:1] > " "
    }
    assert rows.keys() - {"seed"} == CHECKS.keys()
    assert [name for name in CHECKS if not re.search(rf"\b{name}\b", promised)] == []


def test_the_gate_runs_the_readmes_own_test_command() -> None:
    assert readme_block("the tests").startswith("python3 -m venv .venv && ")
    assert "<!-- the tests -->" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_nothing_in_the_repository_calls_out_or_names_a_machine() -> None:
    for name in files():
        if name.endswith(".svg"):
            assert "url(" not in (ROOT / name).read_text("utf-8").replace("url(#", ""), name
        if name != "tests/test_files.py":
            assert not re.search(r"/(?:work|root|home)/\w", (ROOT / name).read_text("utf-8", "replace")), name

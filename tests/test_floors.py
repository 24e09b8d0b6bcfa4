"""The house keeps its own laws: format, lint, types and floors, and what an import may load."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
    ],
    ids=["format", "lint", "types", "floors"],
)
def test_the_gate(command: list[str]) -> None:
    head = command if command[0] == sys.executable else [sys.executable, "-m", *command]
    done = subprocess.run(head, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("langchain", ("coach.chat", "coach.managers.llm", "coach.judges.llm")),
        ("sqlalchemy", ("coach.stores",)),
        ("aiohttp", ("coach.serve",)),
    ],
)
def test_what_is_kept_in_a_room_is_kept_from_every_other_module(library: str, rooms: tuple[str, ...]) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (kept_out,) = (
        c["source_modules"]
        for c in contracts
        if library in c.get("forbidden_modules", ()) and "os" not in c["forbidden_modules"]
    )
    files = [path.relative_to(ROOT).with_suffix("") for path in (ROOT / "coach").rglob("*.py")]
    modules = [".".join(path.parts) for path in files if path.name != "__init__"]
    missed = [m for m in modules if not any(f"{m}.".startswith(f"{known}.") for known in (*kept_out, *rooms))]
    assert missed == []


def loaded_by(statement: str) -> set[str]:
    """Return the top-level packages outside the standard library that a fresh interpreter loads for a statement."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    tops = {name.partition(".")[0] for name in done.stdout.split()}
    return {top for top in tops if top not in sys.stdlib_module_names and not top.startswith("_")}


def test_the_command_line_loads_click_and_the_standard_library_only() -> None:
    assert loaded_by("import coach.cli") == {"coach", "click"}


def test_help_imports_no_command() -> None:
    hush = "import io; real, sys.stdout = sys.stdout, io.StringIO()"
    statement = f"{hush}; import coach.cli; coach.cli.run(['--help']); sys.stdout = real"
    assert loaded_by(statement) == {"coach", "click"}


@pytest.mark.parametrize("module", ["coach.coaching", "coach.wiring", "coach.rehearsal", "coach.library"])
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    heavy = {"langchain", "langchain_core", "langchain_openai", "openai", "sqlalchemy", "jinja2", "textual", "tenacity"}
    assert not heavy & loaded_by(f"import {module}")


def test_no_module_hides_a_cycle() -> None:
    for path in (ROOT / "coach").rglob("*.py"):
        assert "TYPE_CHECKING" not in path.read_text("utf-8"), path

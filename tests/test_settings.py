"""Settings come from where they may, an earlier source wins, and a bad one is told by name and source."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest

from coach.disk import write_private
from coach.errors import FileRefused, UsageError
from coach.settings import change_settings, read_settings


def test_without_anything_the_coach_is_offline() -> None:
    settings = read_settings({})
    assert settings.coach_model is None
    assert not settings.server_known
    assert not settings.sources


def test_the_environment_wins_over_files_and_each_source_is_named(tmp_path: Path) -> None:
    home = tmp_path / "own"
    home.mkdir()
    (home / "config.toml").write_text('COACH_MODEL = "from-config"\nCOACH_STALL_S = 7\n')
    (home / ".env").write_text("COACH_MODEL=from-home\nCOACH_DEADLINE_S=9\nPATH=/nowhere\n")
    extra = tmp_path / "extra.env"
    extra.write_text("COACH_DEADLINE_S=8\n")
    settings = read_settings({"COACH_HOME": str(home), "COACH_MODEL": "from-env"}, env_file=extra, cwd=tmp_path)
    assert (settings.coach_model, settings.coach_deadline_s, settings.coach_stall_s) == ("from-env", 8.0, 7.0)
    assert settings.sources == {
        "COACH_HOME": "environment",
        "COACH_MODEL": "environment",
        "COACH_DEADLINE_S": str(extra),
        "COACH_STALL_S": str(home / "config.toml"),
    }


@pytest.mark.parametrize("name", [".env", "config.toml", "given.env"])
def test_a_file_with_a_secret_that_others_can_read_is_warned_of_and_used(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("OPENAI_API_KEY='sk-canary'\n", "utf-8")
    given = file if name == "given.env" else None
    for mode, warned in ((0o644, True), (0o640, True), (0o600, False)):
        file.chmod(mode)
        settings = read_settings({"COACH_HOME": str(tmp_path)}, env_file=given, cwd=tmp_path / "none")
        assert settings.openai_api_key
        assert [f"chmod 600 {file}" in remark for remark in settings.remarks] == [True] * warned
        assert "canary" not in str(settings.remarks)
    file.write_text("COACH_HINTS='false'\n" if name != "config.toml" else "COACH_HINTS = false\n", "utf-8")
    file.chmod(0o644)
    assert read_settings({"COACH_HOME": str(tmp_path)}, env_file=given, cwd=tmp_path / "none").remarks == ()


def test_an_env_file_in_the_working_directory_must_be_private(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("COACH_MODEL=mine\n")
    env.chmod(0o644)
    open_to_all = read_settings({}, cwd=tmp_path)
    assert open_to_all.coach_model is None
    assert "chmod 600" in open_to_all.remarks[0]
    env.chmod(0o600)
    assert read_settings({}, cwd=tmp_path).coach_model == "mine"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COACH_DEADLINE_S", "soon"),
        ("COACH_DEADLINE_S", "1801"),
        ("COACH_CONCURRENCY", "0"),
        ("OPENAI_BASE_URL", "localhost:1234"),
    ],
)
def test_a_bad_value_names_the_setting_and_its_source_and_never_the_value(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=rf"{name} \(from environment\)") as refusal:
        read_settings({name: value})
    assert value not in refusal.value.sentence or len(value) < 2


@pytest.mark.parametrize("text", ["COACH_MODEL = ", "COACH_MODLE = 'x'", "a = " + "[" * 2000])
def test_a_bad_configuration_file_is_refused_with_its_path(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(FileRefused, match=r"config\.toml"):
        read_settings({"COACH_HOME": str(tmp_path)})


def test_the_key_is_shown_nowhere() -> None:
    settings = read_settings({"OPENAI_API_KEY": "sk-canary"})
    assert settings.server_known
    assert "canary" not in repr(settings) + str(settings.model_dump()) + settings.model_dump_json()


@pytest.mark.parametrize(
    ("url", "slots"),
    [(None, 4), ("http://localhost:11434/v1", 1), ("http://127.0.0.1:1/v1", 1), ("https://models.example/v1", 4)],
)
def test_one_call_at_a_time_on_this_machine_and_four_elsewhere(url: str | None, slots: int) -> None:
    assert read_settings({"OPENAI_BASE_URL": url} if url else {}).concurrency == slots


def test_a_chosen_model_is_remembered_beside_the_comments(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("# my settings\nCOACH_STALL_S = 7\n")
    environ = {"COACH_HOME": str(tmp_path)}
    assert change_settings(read_settings(environ), {"COACH_MODEL": "llama"}).coach_model == "llama"
    again = read_settings(environ)
    assert (again.coach_model, again.coach_stall_s) == ("llama", 7.0)
    assert "# my settings" in config.read_text()
    assert config.stat().st_mode & 0o777 == 0o600
    assert {p.name for p in tmp_path.iterdir()} == {"config.toml"}


def test_a_model_in_the_environment_is_not_overruled(tmp_path: Path) -> None:
    settings = read_settings({"COACH_HOME": str(tmp_path), "COACH_MODEL": "one"})
    with pytest.raises(UsageError, match="environment"):
        change_settings(settings, {"COACH_MODEL": "two"})


@pytest.mark.parametrize("url", ["http://[::1/v1", "http://localhost:abc/v1", "http://:80/v1"])
def test_an_address_that_is_none_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError, match="OPENAI_BASE_URL"):
        read_settings({"OPENAI_BASE_URL": url})


def test_a_home_in_the_users_own_directory_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_settings({"COACH_HOME": "~/coach"}).data_dir == tmp_path / "coach"


@pytest.mark.parametrize("home", ["~nosuchuser/x", "x" * 300, "\x1b[2J" * 100], ids=["nobody", "long", "controls"])
def test_a_home_that_cannot_be_is_a_usage_error(home: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^COACH_HOME \(from environment\): ") as refusal:
        read_settings({"COACH_HOME": home}, cwd=tmp_path)
    assert "\x1b" not in refusal.value.sentence
    with pytest.raises(UsageError, match=r"--env-file: x+ cannot be read"):
        read_settings({}, env_file=Path("x" * 300), cwd=tmp_path)


@pytest.mark.parametrize("closed", [".env", "config.toml"])
def test_a_folder_that_is_closed_to_the_user_is_told(
    closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Path.is_file

    def is_file(path: Path) -> bool:
        if path == tmp_path / closed:
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(Path, "is_file", is_file)
    with pytest.raises(UsageError, match=rf"COACH_HOME .*{closed} cannot be read \(Permission denied\)"):
        read_settings({"COACH_HOME": str(tmp_path)}, cwd=tmp_path / "none")
    with pytest.raises(UsageError, match=r"\.env cannot be read") if closed == ".env" else nullcontext():
        read_settings({}, cwd=tmp_path)


def test_a_file_named_as_the_environment_is_not_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("environment").write_text("\n\nCOACH_STALL_S=soon\n")
    with pytest.raises(UsageError, match=r"COACH_STALL_S \(from environment\)"):
        read_settings({"COACH_STALL_S": "soon"})
    with pytest.raises(UsageError, match=r"COACH_STALL_S \(from environment:3\)"):
        read_settings({}, env_file=Path("environment"))


def test_a_byte_order_mark_is_no_part_of_the_settings(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_bytes(b"\xef\xbb\xbfCOACH_STALL_S = 7\n")
    settings = read_settings({"COACH_HOME": str(tmp_path)})
    assert change_settings(settings, {"COACH_HINTS": False}).coach_stall_s == 7
    assert config.read_text() == "COACH_STALL_S = 7\nCOACH_HINTS = false\n"
    config.write_text(f"COACH_MODEL = {'[' * 2000}")
    with pytest.raises(FileRefused, match=r"config\.toml cannot be read"):
        change_settings(settings, {"COACH_HINTS": True})


def test_a_line_of_an_env_file_that_is_none_is_told_by_its_number_and_logged_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    env = tmp_path / "own.env"
    env.write_text("COACH_MODEL=mine\n\n\nOPENAI KEY sk-canary\nCOACH_STALL_S=7\n")
    settings = read_settings({}, env_file=env, cwd=tmp_path)
    assert settings.remarks == (f"{env}, line 4 is passed over: it is not NAME=value.",)
    assert (settings.coach_model, settings.coach_stall_s) == ("mine", 7.0)
    assert not caplog.records


def test_files_that_are_written_at_once_are_whole(tmp_path: Path) -> None:
    texts = [letter * 20000 for letter in "abcdefgh"]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            list(pool.map(lambda text: write_private(tmp_path / "it", text), texts))
            assert (tmp_path / "it").read_text() in texts
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["it"]

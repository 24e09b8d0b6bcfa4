"""The library: every shipped file is sound, and every unsound file is refused with its place and the reason."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import coach
from coach.disk.reading import MAX_BYTES
from coach.domain.rubric import CRITERIA, MOVES
from coach.errors import CoachError, FileRefused, NotFound
from coach.library import files
from coach.library.files import data_dir
from coach.library.prompt import read_prompt
from coach.library.rubric import read_rubric
from coach.library.scenes import Library, read_scenario

SHIPPED = data_dir("scenarios") / "high-visibility-projects.toml"
SOURCE = SHIPPED.read_text(encoding="utf-8")


def line_of(text: str, source: str = SOURCE) -> int:
    """Return the line, counted from 1, on which `text` first stands."""
    return source[: source.index(text)].count("\n") + 1


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    return folder


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        read_scenario(path)
    return caught.value.sentence


class TestShipped:
    def test_every_scene_is_on_the_shelf_and_the_guides_own_comes_first(self) -> None:
        shelf = Library(None).shelf()
        ids = [s.id for s in shelf.scenarios]
        assert ids[0] == "high-visibility-projects"
        assert len(set(ids)) == len(ids) >= 12
        assert shelf.refused == ()

    def test_the_rubric_has_words_for_every_rule(self) -> None:
        rubric = read_rubric()
        assert tuple(c.id for c in rubric.criteria) == CRITERIA
        assert tuple(m.id for m in rubric.moves) == MOVES

    def test_what_is_said_to_the_engineer_is_short(self) -> None:
        rubric = read_rubric()
        said = [text for c in rubric.criteria for text in (c.goal, c.mistake, c.advice)]
        said += [m.advice for m in rubric.moves]
        assert [text for text in said if not 10 <= len(text.split()) <= 25] == []

    def test_missing_files_are_a_clear_error(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(files, "__file__", str(tmp_path / "coach" / "library" / "files.py"))
        with pytest.raises(CoachError, match="not installed") as caught:
            data_dir("prompts")
        assert "Install the coach again." in caught.value.sentence

    def test_a_wheel_has_them_inside_the_package(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        packaged = tmp_path / "coach" / "_data" / "prompts"
        packaged.mkdir(parents=True)
        monkeypatch.setattr(files, "__file__", str(tmp_path / "coach" / "library" / "files.py"))
        assert data_dir("prompts") == packaged.resolve()

    def test_importing_the_library_loads_no_template_engine(self) -> None:
        code = "import sys, coach.library; print('jinja2' in sys.modules)"
        tree = Path(coach.__file__).parents[1]
        run = subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == "False"


class TestFaults:
    def test_a_syntax_error_names_file_line_and_column(self, tmp_path: Path) -> None:
        path = write(tmp_path / "scene.toml", 'id = "x"\ntitle = oops\n')
        assert f"{path}:2:9: Invalid value." in refusal(path)

    def test_a_file_that_ends_too_early_names_its_end(self, tmp_path: Path) -> None:
        path = write(tmp_path / "scene.toml", 'id = "x"\ntitle = """never closed\n')
        assert re.search(r"scene\.toml:3:1: Unterminated string", refusal(path))

    @pytest.mark.parametrize(
        ("old", "new", "place", "reason"),
        [
            ('pattern = "projects_full"', 'pattern = "project_full"', "objections.2.pattern", "found “project_full”"),
            ("presses = 1", "presses = 9", "difficulty.tough.presses", "less than or equal to 3 (found “9”)"),
            ("patience = 3", 'patience = "much"', "difficulty.standard.patience", "integer"),
            ("[persona]", "[persona]\nshoe_size = 43", "persona.shoe_size", "no key that the coach knows"),
            ('role = "Head of Applied ML"', 'role = ""', "persona.role", "must not be empty"),
            ('moves = ["offers_alternative"] }', 'moves = ["sings"] }', "objections.2.settled_by.0.moves.0", "sings"),
            ('"projects-full", "think', '"project-full", "think', "difficulty.standard.objections", "project-full"),
        ],
        ids=lambda x: x[:24],
    )
    def test_a_model_error_names_file_line_and_key(
        self, tmp_path: Path, old: str, new: str, place: str, reason: str
    ) -> None:
        assert old in SOURCE
        source = SOURCE.replace(old, new, 1)
        path = write(tmp_path / "scene.toml", source)
        line = line_of(new.split("\n")[-1], source)
        message = refusal(path)
        assert f"{path}:{line}: {place}: " in message
        assert reason in message

    def test_a_missing_key_points_at_its_table(self, tmp_path: Path) -> None:
        source = SOURCE.replace('name = "Maya Lindqvist"\n', "")
        path = write(tmp_path / "scene.toml", source)
        assert refusal(path) == f"{path}:{line_of('[persona]', source)}: persona.name: is missing."

    def test_a_missing_key_in_the_second_table_of_an_array_points_at_that_one(self, tmp_path: Path) -> None:
        source = SOURCE.replace('pattern = "why_you"\n', "")
        path = write(tmp_path / "scene.toml", source)
        line = line_of('[[objections]]\nid = "why-you"', source)
        assert refusal(path) == f"{path}:{line}: objections.1.pattern: is missing."

    def test_a_missing_table_points_at_the_top(self, tmp_path: Path) -> None:
        path = write(tmp_path / "scene.toml", 'id = "x"\n')
        assert f"{path}:1: persona: is missing." in refusal(path)

    def test_a_key_that_only_stands_in_a_text_is_not_taken_for_one(self, tmp_path: Path) -> None:
        trap = 'summary = """\n[persona]\nname = 1\n"""\n'
        source = re.sub(r"^summary = .*\n", lambda _: trap, SOURCE, count=1, flags=re.MULTILINE)
        source = source.replace('name = "Maya Lindqvist"', "name = 1")
        path = write(tmp_path / "scene.toml", source)
        line = source[: source.rindex("name = 1\n")].count("\n") + 1
        assert f"{path}:{line}: persona.name: " in refusal(path)

    def test_several_faults_are_told_in_the_files_order_and_not_without_end(self, tmp_path: Path) -> None:
        source = "\n".join(f"key_{n} = {n}" for n in range(20))
        message = refusal(write(tmp_path / "scene.toml", source))
        lines = [int(found) for found in re.findall(r"scene\.toml:(\d+):", message)]
        assert len(lines) == 8
        assert lines == sorted(lines)
        assert re.search(r"And \d+ more\.$", message)

    def test_a_follow_up_needs_something_that_asks_for_a_date(self, tmp_path: Path) -> None:
        source = SOURCE.replace('"asks_timed_follow_up"', '"asks_question"')
        path = write(tmp_path / "scene.toml", source)
        assert "difficulty.standard.gives: no objection is settled by asks_timed_follow_up." in refusal(path)

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            (
                "By {due} I'll {what}. I'm rather",
                "I'm rather",
                "closings.granted: one line says {what}, so each has to",
            ),
            (
                "I'll {what} before we meet",
                "I'll {what} by {due}",
                "follow_up_agreed: nothing in manager.promises fills {due}",
            ),
            ("the answer is no, and", "I'll {what}, and", "refused: nothing in manager.promises fills {what}"),
        ],
        ids=["one line", "no time", "no promise"],
    )
    def test_a_closing_line_says_a_promise_that_there_is(self, tmp_path: Path, old: str, new: str, reason: str) -> None:
        assert old in SOURCE
        assert reason in refusal(write(tmp_path / "scene.toml", SOURCE.replace(old, new, 1)))

    def test_bytes_that_are_no_text_name_their_place(self, tmp_path: Path) -> None:
        path = tmp_path / "scene.toml"
        path.write_bytes(b'id = "x"\ntitle = "caf\xe9"\n')
        assert f"{path}:2:13: is not UTF-8." in refusal(path)

    def test_a_file_saved_with_a_byte_order_mark_and_foreign_line_ends_is_taken(self, tmp_path: Path) -> None:
        path = tmp_path / "scene.toml"
        path.write_bytes(b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode())
        assert read_scenario(path).id == "high-visibility-projects"

    def test_control_characters_do_not_get_through(self, tmp_path: Path) -> None:
        path = write(tmp_path / "scene.toml", SOURCE.replace("Maya Lindqvist", r"Maya\u001b[31m\u202e"))
        assert read_scenario(path).persona.name == "Maya\ufffd[31m"
        message = refusal(write(tmp_path / "bad.toml", 'id = "x"\n"\\u001b[2J" = 1\n'))
        assert "\x1b" not in message


class TestHostileFiles:
    def test_too_large(self, tmp_path: Path) -> None:
        path = write(tmp_path / "scene.toml", "#" * (MAX_BYTES + 1))
        assert "larger than 256 KiB" in refusal(path)

    @pytest.mark.parametrize("opening", ["a = " + "[" * 100_000, "a = " + "{a=" * 50_000], ids=["arrays", "tables"])
    def test_nested_too_deep(self, tmp_path: Path, opening: str) -> None:
        assert "scene.toml:2: is nested too deep" in refusal(write(tmp_path / "scene.toml", f"b = [7]\n{opening}"))

    @pytest.mark.parametrize(
        "key",
        [
            ".".join("a" * 100_000),
            ".".join(['"b c"'] * 40_000),
            " . ".join("a" * 60_000),
            f"[{'.'.join('a' * 100_000)}]\na",
        ],
        ids=["bare", "quoted", "spaced", "header"],
    )
    def test_a_key_without_end(self, tmp_path: Path, key: str) -> None:
        # The parser alone takes minutes over these.
        path = write(tmp_path / "scene.toml", f'id = "x"\n\n{key} = 1\n')
        assert refusal(path) == f"{path}:3: a key of more than 20 parts."

    def test_dots_in_a_text_are_no_key(self, tmp_path: Path) -> None:
        dots = f"Wait {'. ' * 60}and 1.2.3.4 {'.' * 60}"
        source = f"# {dots}\n" + SOURCE.replace("Maya Lindqvist", dots)
        assert read_scenario(write(tmp_path / "scene.toml", source)).persona.name == dots

    def test_a_number_without_end(self, tmp_path: Path) -> None:
        path = write(tmp_path / "scene.toml", f"b = 7\na = {'1' * 5_000}")
        assert refusal(path) == f"{path}:2: a number of thousands of digits."

    @pytest.mark.parametrize("quotes", ['"', '"""'])
    def test_a_text_without_end(self, tmp_path: Path, quotes: str) -> None:
        # To look for the end from each quote anew takes minutes.
        endless = f"a = {quotes}" + r"\"" * MAX_BYTES
        path = write(tmp_path / "scene.toml", endless[:MAX_BYTES])
        assert refusal(path).startswith(f"{path}:1:")

    def test_a_folder_and_a_device_are_no_files(self, tmp_path: Path) -> None:
        assert refusal(tmp_path).endswith("is a folder. Name a file in it.")
        assert "not a regular file" in refusal(Path(os.devnull))

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "scene.toml")
        assert "not a regular file" in refusal(tmp_path / "scene.toml")

    def test_a_path_that_leads_nowhere(self, tmp_path: Path) -> None:
        for path in (tmp_path / "none.toml", Path("a\0.toml"), tmp_path / ("x" * 5_000)):
            with pytest.raises(CoachError) as caught:
                read_scenario(path)
            assert isinstance(caught.value, NotFound | FileRefused)

    @given(st.data())
    @settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_mangled_scene_is_taken_or_refused_and_nothing_else(self, tmp_path: Path, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(SOURCE)))
        cut = data.draw(st.integers(0, 40))
        junk = data.draw(st.text(alphabet="\"'[]{}=.,#\\\n ab1", max_size=8))
        path = write(tmp_path / "scene.toml", SOURCE[:start] + junk + SOURCE[start + cut :])
        fault = None
        try:
            read_scenario(path)
        except FileRefused as refused:
            fault = refused.sentence
        assert fault is None or re.match(rf"{re.escape(str(path))}(:\d+)?(:\d+)?: ", fault)


class TestShelf:
    def test_a_scene_of_ones_own_is_taken(self, tmp_path: Path, own: Path) -> None:
        write(own / "my-boss.toml", SOURCE.replace('id = "high-visibility-projects"', 'id = "my-boss"'))
        library = Library(tmp_path)
        assert [s.id for s in library.shelf().scenarios][-1] == "my-boss"
        assert library.scenario("my-boss").id == "my-boss"

    def test_no_folder_of_ones_own_is_no_fault(self, tmp_path: Path) -> None:
        assert Library(tmp_path).shelf().refused == ()

    def test_a_file_in_the_folders_place_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "scenarios").write_text("")
        (sentence,) = Library(tmp_path).shelf().refused
        assert "cannot be listed" in sentence

    def test_one_broken_file_hides_no_other(self, tmp_path: Path, own: Path) -> None:
        write(own / "broken.toml", "nonsense")
        write(own / "notes.txt", "no scene at all")
        write(own / "._hidden.toml", "no scene either")
        shelf = Library(tmp_path).shelf()
        assert len(shelf.scenarios) == len(Library(None).shelf().scenarios)
        assert len(shelf.refused) == 1
        assert "broken.toml:1:" in shelf.refused[0]

    def test_the_id_is_the_files_name(self, tmp_path: Path, own: Path) -> None:
        write(own / "other.toml", SOURCE.replace('id = "high-visibility-projects"', 'id = "my-boss"'))
        assert "“my-boss”" in Library(tmp_path).shelf().refused[0]

    def test_a_shipped_scene_is_not_replaced(self, tmp_path: Path, own: Path) -> None:
        write(own / "risk-averse-manager.toml", SOURCE)
        shelf = Library(tmp_path).shelf()
        assert "the coach brings a scene named risk-averse-manager already" in shelf.refused[0]

    @pytest.mark.parametrize("name", ["My Boss.toml", "-x.toml", "é.toml", "x" * 65 + ".toml"])
    def test_odd_names_are_refused(self, tmp_path: Path, own: Path, name: str) -> None:
        write(own / name, SOURCE)
        assert "file name" in Library(tmp_path).shelf().refused[0]

    def test_a_link_out_of_the_folder_is_refused(self, tmp_path: Path, own: Path) -> None:
        secret = write(tmp_path / "secret.toml", "password = 1")
        (own / "linked.toml").symlink_to(secret)
        (own / "nowhere.toml").symlink_to(tmp_path / "none.toml")
        (own / "round.toml").symlink_to(own / "round.toml")
        linked, nowhere, around = Library(tmp_path).shelf().refused
        assert "link out of its folder" in linked
        assert "password" not in linked
        assert "leads nowhere" in nowhere
        assert "leads nowhere" in around
        with pytest.raises(FileRefused, match="link out of its folder"):
            Library(tmp_path).scenario("linked")

    def test_a_scene_by_its_path(self, tmp_path: Path) -> None:
        path = write(tmp_path / "Any Name.toml", SOURCE)
        assert Library(None).scenario(str(path)).id == "high-visibility-projects"
        with pytest.raises(NotFound, match="There is no file"):
            Library(None).scenario(str(tmp_path / "none.toml"))

    def test_a_broken_scene_is_refused_and_not_called_unknown(self, tmp_path: Path, own: Path) -> None:
        write(own / "broken.toml", "nonsense")
        with pytest.raises(FileRefused, match=r"broken\.toml:1:"):
            Library(tmp_path).scenario("broken")

    def test_an_unknown_id_is_told_with_its_near_matches_and_what_there_is(self) -> None:
        with pytest.raises(NotFound) as caught:
            Library(None).scenario("risk-averse-manger")
        assert str(caught.value) == "There is no scenario “risk-averse-manger”."
        assert caught.value.repair.startswith("Did you mean risk-averse-manager or new-manager? There are: ")
        assert "prioritize-immediate-needs" in caught.value.repair

    @pytest.mark.parametrize("reference", ["", "..", "no such thing", "\x1b[31m", "x" * 500])
    def test_no_reference_leads_outside(self, reference: str) -> None:
        with pytest.raises(NotFound) as caught:
            Library(None).scenario(reference)
        assert "\x1b" not in caught.value.sentence
        assert len(caught.value.sentence) < 400


class TestPrompt:
    def prompt(self, folder: Path, source: str) -> Path:
        write(folder / "greet.md", source)
        return folder

    def test_it_is_filled(self, tmp_path: Path) -> None:
        source = '{% if formal %}\nDear {{ name }}\n{% endif %}\n{"json": [1]} {{ rows | join(", ") }}\n'
        prompt = read_prompt("greet", self.prompt(tmp_path, source))
        assert prompt.variables == {"formal", "name", "rows"}
        assert (
            prompt.render(formal=True, name="{{ 7 * 7 }}", rows=("a", "b")) == 'Dear {{ 7 * 7 }}\n{"json": [1]} a, b\n'
        )

    def test_its_digest_follows_its_source(self, tmp_path: Path) -> None:
        first = read_prompt("greet", self.prompt(tmp_path, "Hello {{ name }}")).digest
        assert re.fullmatch(r"[0-9a-f]{16}", first)
        assert read_prompt("greet", tmp_path).digest == first
        assert read_prompt("greet", self.prompt(tmp_path, "Hullo {{ name }}")).digest != first

    def test_a_value_missing_or_one_too_many_is_named(self, tmp_path: Path) -> None:
        prompt = read_prompt("greet", self.prompt(tmp_path, "Hello {{ name }}"))
        with pytest.raises(FileRefused, match=r"greet\.md: asks for name, which the coach does not give"):
            prompt.render()
        with pytest.raises(FileRefused, match=r"greet\.md: does not use title, which the coach gives"):
            prompt.render(name="Ada", title="Dr")

    def test_a_missing_attribute_is_named(self, tmp_path: Path) -> None:
        prompt = read_prompt("greet", self.prompt(tmp_path, "Hello {{ who.name }}"))
        with pytest.raises(FileRefused, match="name"):
            prompt.render(who={})

    def test_it_cannot_reach_into_objects(self, tmp_path: Path) -> None:
        prompt = read_prompt("greet", self.prompt(tmp_path, "{{ ''.__class__.__mro__ }} {{ rows.append(1) }}"))
        with pytest.raises(FileRefused):
            prompt.render(rows=[])

    def test_a_syntax_error_names_its_line(self, tmp_path: Path) -> None:
        with pytest.raises(FileRefused, match=r"greet\.md:2: "):
            read_prompt("greet", self.prompt(tmp_path, "Hello\n{% if %}\n"))

    @pytest.mark.parametrize("name", ["none", "../secret", "greet.md"])
    def test_an_unknown_name_is_told_with_what_there_is(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(NotFound) as caught:
            read_prompt(name, self.prompt(tmp_path, "Hello"))
        assert caught.value.repair == "There are: greet."

    @pytest.mark.parametrize("path", sorted(data_dir("prompts").glob("*.md")), ids=lambda p: p.stem)
    def test_the_shipped_prompts_can_be_read(self, path: Path) -> None:
        assert read_prompt(path.stem).digest

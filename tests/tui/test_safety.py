"""What must not happen: foreign text that acts, a crash that tells secrets, a terminal left broken."""

import inspect
import io
import os
import signal
import subprocess
import sys
import webbrowser
from codecs import getincrementaldecoder
from types import SimpleNamespace

import pytest
from textual import events
from textual.css.query import NoMatches
from textual.drivers import linux_driver
from textual.drivers._writer_thread import MAX_QUEUED_WRITES
from textual.widgets import Input, Markdown, OptionList

from coach.coaching import Coach
from coach.domain.opening import Opening
from coach.errors import ModelError
from coach.library.scenes import Shelf
from coach.tui import keyboard
from coach.tui.after.report import ReportScreen
from coach.tui.after.sheet import Sheet
from coach.tui.app import CoachApp
from coach.tui.driver import PatientWriter
from coach.tui.house import CoachHouse
from coach.tui.keyboard import Reader, forgive
from coach.tui.library import LibraryScreen
from coach.tui.navigation import Place, Visit
from coach.tui.prepare.brief import BriefScreen
from coach.tui.process import run
from coach.tui.terminal import crash_text
from coach.tui.widgets.conversation import Conversation
from tests.tui.staging import Stage, headless, opened, say, spoken, until, words

MARKUP = "[/] [b]x[/red] [@click=app.quit]x[/] [link=file:///etc/passwd]x [$error] [TODO] a\\[b [a='unterminated]"
CONTROL = "\x1b]52;c;aGk=\x07 \x1b[2J \x9b31m \u202etxet"


@pytest.mark.parametrize("text", [MARKUP, CONTROL])
async def test_hostile_text_is_shown_and_does_nothing(stage: Stage, text: str) -> None:
    first = stage.shelf.scenarios[0]
    persona = first.persona.model_copy(update={"name": f"Max {text}"})
    scene = first.model_copy(update={"title": f"Title {text}", "summary": f"Sum {text}", "persona": persona})
    stage.shelf = Shelf(scenarios=(scene,), refused=(f"file {text}",))
    stage.line = f"Well, {text} indeed."
    async with stage.app().run_test(size=(120, 40)) as pilot:
        assert "Title " in str(pilot.app.screen.query_one("#scenes", OptionList).get_option_at_index(0).prompt)
        await pilot.press("enter")
        screen = await opened(pilot)
        await say(pilot, screen, f"Reply {text} +thanks")
        stage.fault = ModelError("refused", f"Said {text} no.", f"Do {text} this.")
        await say(pilot, screen, f"Second {text}")
        shown = spoken(pilot) + words(pilot, "#masthead") + words(pilot, "#coach-words")
        assert "\x1b" not in shown
        assert "\x9b" not in shown
        assert "\u202e" not in shown
        if text.isprintable():
            for part in ("Title", "Max", "Well,", "Reply", "Said", "Do"):
                assert f"{part} {text}" in shown
        talk = pilot.app.screen.query_one(Conversation)
        for row in range(talk.size.height):
            await pilot.click(talk, offset=(6, row))
        assert pilot.app.is_running
        assert "\x1b]52" not in pilot.app.export_screenshot()


async def test_hostile_text_in_a_report_is_no_markdown(stage: Stage) -> None:
    played = stage.build()
    rehearsal = await played.rehearse(Opening(scenario="high-visibility-projects"))
    _ = [event async for event in rehearsal.open()]
    _ = [event async for event in rehearsal.answer("# Big [x](http://evil.example) [@click=app.quit]x[/] +thanks")]
    session = await rehearsal.finish(patience_s=1)
    await played.close()
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.post_message(Visit(Place.REPORT, session.id))
        await until(pilot, lambda: isinstance(app.screen, ReportScreen) and words(pilot, "#masthead") != "Reading …")
        sheet = app.screen.query_one("#report", Sheet)
        await until(pilot, lambda: "# Big [x](http://evil.example) [@click=app.quit]x[/] +thanks" in sheet.plain)


def test_a_crash_shows_no_locals_and_is_no_success(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    headless(monkeypatch)

    def crash(_: CoachApp) -> None:
        secret = "canary-secret"  # noqa: F841 - a local variable that must not be printed
        raise RuntimeError("broken \x1b]52;c;aGk=\x07 pipe")

    monkeypatch.setattr(CoachApp, "after_paint", crash)
    assert run(lambda: CoachHouse(stage.build())) == 1
    printed = capsys.readouterr()
    told = printed.out + printed.err
    assert "RuntimeError: broken" in told
    assert "coach rehearse --resume latest" in told
    assert "canary-secret" not in told.replace('secret = "canary-secret"', "")
    assert "\x1b]52" not in told


def test_a_traceback_is_cleaned_and_capped() -> None:
    told = crash_text(ValueError("x" * 100_000 + "\x1b[2J")).plain
    assert len(told) < 20_000
    assert told.count("x") > 10_000
    assert "\x1b" not in told


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_ends_the_app_in_order(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    headless(monkeypatch)
    closed = []
    build = stage.build

    def watched() -> Coach:
        built = build()
        close = built.close

        async def told() -> None:
            closed.append(True)
            await close()

        monkeypatch.setattr(built, "close", told)
        return built

    monkeypatch.setattr(CoachApp, "after_paint", lambda _: os.kill(os.getpid(), number))
    assert run(lambda: CoachHouse(watched()), Opening(scenario="high-visibility-projects")) == code
    assert closed == [True]


def test_a_screen_that_opens_while_the_app_ends_is_no_fault(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    headless(monkeypatch)

    def leave(app: CoachApp) -> None:
        app.exit()
        app.on_visit(Visit(Place.SCORE))

    monkeypatch.setattr(CoachApp, "after_paint", leave)
    assert run(lambda: CoachHouse(stage.build()), Opening(scenario="high-visibility-projects")) == 0


def test_a_fault_of_who_keeps_something_is_told_while_the_app_ends(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    headless(monkeypatch)
    monkeypatch.setattr(LibraryScreen, "on_unmount", lambda screen: screen.query_one("#nowhere"), raising=False)
    monkeypatch.setattr(CoachApp, "after_paint", lambda app: app.exit())
    with pytest.raises(NoMatches, match="#nowhere"):
        run(lambda: CoachHouse(stage.build()))


def test_a_byte_that_is_no_text_does_not_end_the_app() -> None:
    driver = SimpleNamespace(getincrementaldecoder=getincrementaldecoder)
    forgive(driver)  # type: ignore[arg-type]
    assert driver.getincrementaldecoder("utf-8")().decode(b"caf\xe9 \xc3\xa9") == "caf\ufffd é"


def test_textual_still_has_what_is_mended() -> None:
    driver = inspect.getsource(linux_driver)
    for name in ("getincrementaldecoder(", "= XTermParser(", "= WriterThread("):
        assert name in driver


@pytest.mark.parametrize(
    "report",
    ["99999999999u", "1114112u", "97;1;99999999999u", "48;24;80;0;0t\x1b[<35;10;10M", "48;0;0;0;0t\x1b[<0;1;1M"],
)
def test_a_report_that_cannot_be_is_passed_over(report: str) -> None:
    reader = Reader()
    told = [*reader.feed(f"\x1b[{report}"), *reader.feed("a")]
    assert [event.key for event in told if isinstance(event, events.Key)] == ["a"]


def test_a_window_is_drawn_no_smaller_than_can_be_read_and_no_larger_than_can_be() -> None:
    (tiny,) = Reader().feed("\x1b[48;1;1;9;9t")
    assert isinstance(tiny, events.Resize)
    assert tiny.size == (20, 6)
    assert [*Reader().feed("\x1b[48;99999;99999;9;9t"), *Reader().feed("\x1b[48;0;0;0;0t")] == []


@pytest.mark.parametrize("piece", [1000, 1025, 4399])  # of 4400: the last piece may be the last line end alone
def test_a_page_that_comes_at_once_is_a_paste_and_sends_nothing(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    now = [0.0]
    monkeypatch.setattr(keyboard, "monotonic", lambda: now[0])
    reader, page = Reader(), "Thanks for your time.\r" * 200
    held = [event for at in range(0, len(page), piece) for event in reader.feed(page[at : at + piece])]
    assert [*held, *reader.tick()] == []
    now[0] = 1.0
    (pasted,) = reader.tick()
    assert isinstance(pasted, events.Paste)
    assert pasted.text == page


def test_a_sentence_that_comes_at_once_is_typed_and_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(keyboard, "monotonic", lambda: now[0])
    reader, sentence = Reader(), "I know that the migration comes first, of course.\r"
    told = [*reader.feed(sentence), *reader.feed("\x11")]
    assert [event.key for event in told if isinstance(event, events.Key)][-2:] == ["enter", "ctrl+q"]
    assert len(told) == len(sentence) + 1
    assert [*reader.feed(sentence)] == []
    for letter in "ab":  # whoever types on sees it as soon as without
        now[0] += 0.15
        assert [*reader.feed(letter)] == []
    assert "".join(event.character or "" for event in reader.tick() if isinstance(event, events.Key)) == sentence + "ab"


def test_what_a_bracket_holds_is_one_paste_however_it_comes() -> None:
    reader = Reader()
    pieces = ["\x1b[200~" + "x" * 500, "y" * 500, "z\x1b[201~"]
    (pasted,) = [event for piece in [*pieces, "a"] for event in reader.feed(piece) if isinstance(event, events.Paste)]
    assert pasted.text == "x" * 500 + "y" * 500 + "z"


def test_a_terminal_that_is_gone_keeps_nobody_waiting() -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise OSError(5, "Input/output error")

    writer = PatientWriter(Gone())
    writer.start()
    for _ in range(MAX_QUEUED_WRITES * 3):
        writer.write("x")
    writer.stop()
    assert not writer.is_alive()


def test_developer_switches_are_forgotten_before_textual_reads_them() -> None:
    code = (
        "import os, coach.tui.app\n"
        "from textual import constants\n"
        "print(os.environ.get('TEXTUAL'), constants.LOG_FILE, constants.DEVTOOLS_HOST)"
    )
    switches = {
        **os.environ,
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_LOG": "/nowhere/log",
        "TEXTUAL_DEVTOOLS_HOST": "evil",
    }
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=switches)
    assert done.stdout.strip() == "None None 127.0.0.1"


async def test_no_link_opens_a_page(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_pages: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened_pages.append)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        app.open_url("https://evil.example/\x1b]52;c;aGk=\x07[@click=app.quit]")
        await pilot.pause()
        told = [notification.message for notification in app._notifications]
        assert told == ["Links do not open from here: https://evil.example/\ufffd]52;c;aGk=\ufffd[@click=app.quit]"]
        app.post_message(Visit(Place.BRIEF))
        await until(pilot, lambda: isinstance(app.screen, BriefScreen))
        page = app.screen.query_one("#outline-page", Markdown)
        await page.update("[bank](https://evil.example)")
        page.post_message(Markdown.LinkClicked(page, "https://evil.example"))
        await pilot.pause()
        assert app.is_running
    assert opened_pages == []


async def test_what_is_pasted_is_cleaned_in_every_input(stage: Stage) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        for keys, find in ((("slash",), Input), (("escape", "ctrl+p"), Input)):
            await pilot.press(*keys)
            app.post_message(events.Paste(CONTROL))
            await pilot.pause()
            assert app.screen.query_one(find).value == "\ufffd]52;c;aGk=\ufffd \ufffd[2J \ufffd31m txet"

"""`coach recap` keeps the mail of a meeting and tells what it has; what was sent can be read again."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import Shell

MAIL = "Dear Maya, we spoke about the fraud detection system. You promised me a raise.\n"


def test_a_mail_is_held_against_the_record_and_can_be_read_again(shell: Shell) -> None:
    shell("rehearse", "high-visibility-projects", "--json", typed="Thanks for your time.\n")
    nothing = shell("recap", "latest", "--sent")
    assert (nothing.code, nothing.out) == (0, "")
    assert "No mail was sent yet" in nothing.err
    first = shell("recap", "latest", typed=MAIL)
    assert first.code == 1
    assert "Not what was said: “You promised me a raise.”" in first.out
    shell("recap", "latest", typed="Thank you, Maya.\n")
    told = shell("recap", "latest", "--sent").out
    assert told.index("Thank you, Maya.") < told.index("You promised me a raise.")
    assert first.out.strip() in told
    mails = json.loads(shell("recap", "latest", "--sent", "--json").out)
    assert [mail["recap"]["text"] for mail in mails] == ["Thank you, Maya.", MAIL.strip()]


def test_before_the_end_and_without_words_nothing_is_kept(shell: Shell) -> None:
    shell("rehearse", "high-visibility-projects", "--json", typed="Thanks for your time.\n")
    assert shell("recap", "latest", typed=" \n").code == 2
    assert json.loads(shell("recap", "latest", "--sent", "--json").out) == []


def test_a_mail_that_is_no_text_is_asked_for_as_a_mail(shell: Shell, tmp_path: Path) -> None:
    shell("rehearse", "high-visibility-projects", "--json", typed="Thanks for your time.\n")
    (tmp_path / "mail").write_bytes(bytes(range(256)) * 8)
    done = shell("recap", "latest", "--file", str(tmp_path / "mail"))
    assert done.code == 2
    assert "is no text file. Give the mail as plain text." in done.err


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_the_first_interrupt_ends_the_writing_of_a_mail(shell: Shell, home: Path) -> None:
    shell("rehearse", "high-visibility-projects", "--json", typed="Thanks for your time.\n")
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "coach", "recap", "latest"], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr
        assert b"End it with Ctrl-D." in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert (process.returncode, out) == (130, b"")
    assert b"Interrupted." in err

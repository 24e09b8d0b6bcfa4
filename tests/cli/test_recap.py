"""`coach recap` keeps the mail of a meeting and tells what it has; what was sent can be read again."""

import json

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

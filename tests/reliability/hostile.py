"""Text that tries to act: on a markup parser, a terminal, a reader's eye, a page, a spreadsheet, a template, a layout.

Where a sequence is one that a renderer could have written itself, its numbers are such as none would: what is found in
the output came from here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Hostile(NamedTuple):
    """A string with the name by which a failure tells it."""

    name: str
    text: str


STRINGS = tuple(
    Hostile(*pair)
    for pair in (
        # A markup parser: what ends the app, what vanishes, what becomes a button or a link.
        ("markup close", "m01[/]z"),
        ("markup close of nothing", "m02[/b]z"),
        ("markup crossed", "m03[bold]x[/red]z"),
        ("markup action", "m04[@click=app.quit]x[/]z"),
        ("markup action with arguments", "m05[@click=screen.practise(0)]x[/]z"),
        ("markup script link", "m06[link='javascript:alert(1)']x[/link]z"),
        ("markup file link", "m07[link=file:///etc/passwd]x[/link]z"),
        ("markup unterminated", "m08[a=\"unterminated]z [b='open"),
        ("markup style", "m09[$error]x[red]y[#ff0]z"),
        ("markup doubled", "m10[[x]]z[[@click=app.bell]]"),
        ("markup backslashes", "m11\\[b\\]x\\\\[/b]\\"),
        ("markup variable", "m12$name${name}$$[TODO] x[i][j]z"),
        ("emoji codes", "m13 :warning: :bomb: :smile:z"),
        # A terminal, by seven bits and by eight.
        ("ESC alone", "e01\x1bz"),
        ("CSI colour", "e02\x1b[5;38;5;213mz"),
        ("CSI clear and home", "e03\x1b[2J\x1b[999;999Hz"),
        ("CSI other screen and mouse", "e04\x1b[?47h\x1b[?9hz"),
        ("CSI question that is answered as keys", "e05\x1b[6n\x1b[0c\x1b[21tz"),
        ("OSC clipboard", "e06\x1b]52;c;aGFja2Vk\x07z"),
        ("OSC clipboard, other end", "e07\x1b]52;p;aGFja2Vk\x1b\\z"),
        ("OSC link", "e08\x1b]8;;https://evil.example/\x1b\\z\x1b]8;;\x1b\\"),
        ("OSC title", "e09\x1b]0;taken\x07z\x1b]2;taken\x1b\\"),
        ("DCS", "e10\x1bPq#0~\x1b\\z\x1bP$qm\x1b\\"),
        ("APC, PM, SOS", "e11\x1b_Gf=100;AAAA\x1b\\z\x1b^pm\x1b\\\x1bXsos\x1b\\"),
        ("reset and charset", "e12\x1bcz\x1b(0lqk\x1b#8"),
        ("paste end", "e13\x1b[201~rm\x1b[200~z"),
        ("C1 CSI", "e14\x9b5;38;5;213mz\x9b2J"),
        ("C1 OSC and ST", "e15\x9d52;c;aGFja2Vk\x9cz\x90q\x9c\x9fG\x9c\x84\x8d"),
        ("BEL BS VT FF SO SI", "e16\x07\x08\x0b\x0c\x0e\x0fz"),
        ("NUL and DEL", "e17\x00a\x7fz\x1az"),
        ("CR overwrites", "e18 pay 900\rpay 100z"),
        # A reader's eye.
        ("bidi override", "b01 \u202etxt.exe\u202cz"),
        ("bidi isolates and marks", "b02\u2066a\u2067b\u2068c\u2069\u200e\u200f\u061cz"),
        ("zero width", "b03ze\u200bro\u2060wi\ufeffdth\u2063z"),
        ("tag characters", "b04\U000e0041\U000e0042\U000e007fz"),
        ("lone surrogates", "b05\ud800a\udfffz"),
        ("combining tower", "b06e" + "\u0301\u0302\u0303\u0304" * 8 + "z"),
        ("line separators", "b07one\u2028two\u2029three\x85four"),
        ("look-alikes", "b08 p\u0430ypal.c\u043em \uff21\uff22z"),
        ("interlinear marks", "b09\ufff9a\ufffab\ufffbz"),
        # A spreadsheet.
        ("formula", '=HYPERLINK("https://evil.example","f01")'),
        ("formula signs", "+1+1f02 -1 @SUM(1) \t=1|'cmd'!A0"),
        # A page: Markdown and HTML.
        ("Markdown link and image", "d01[x](https://evil.example) ![y](http://evil.example/i.png)z"),
        ("Markdown bare addresses", "d02 https://evil.example www.evil.example a@evil.example <https://evil.example>z"),
        ("Markdown reference", "d03[x][1]z\n\n[1]: https://evil.example"),
        ("Markdown structure", "# d04 head\n> quote\n- item\n1. one\n***\nunder\n====="),
        ("Markdown table and fence", "d05\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n~~~\n`z`"),
        ("Markdown emphasis", "d06 *a* **b** _c_ __d__ ~~e~~ \\*f\\* &amp; &#60;z"),
        ("HTML script", "h01<script>alert(1)</script></p>z"),
        ("HTML handler", "h02<img src=x onerror=alert(1)>\"'>z<svg/onload=alert(1)>"),
        ("HTML frame and style", "h03<iframe src=//evil.example></iframe><style>*{display:none}</style>z"),
        ("HTML comment and entity", "h04<!-- --><![CDATA[x]]>&lt;b&gt;&#x3c;z"),
        ("HTML base and meta", "h05<base href=//evil.example><meta http-equiv=refresh content=0>z"),
        # A template, a format, a query, a shell.
        ("jinja", "t01{{ 7*7 }}{% for x in y %}{# z #}"),
        ("format", "t02{0.__class__} {what} {due} {earlier} {now} {}z"),
        ("percent", "t03%s %(name)s %n %100000000dz"),
        ("SQL", "t04'; DROP TABLE session; --\"z"),
        ("shell", "t05$(reboot) `reboot` ; rm -rf ~ | sh &&z"),
    )
)
"""Each short, so that several fit into one field."""

GIANTS = (
    Hostile("one long word", "w01" + "W" * 30_000),
    Hostile("a line of a million", "w02" + "many words " * 95_000),
    Hostile("many lines", "w03" + "line\n" * 20_000),
    Hostile("wide characters", "w04" + "\u6f22\U0001f600" * 2_000),
)
"""What only its size makes hostile: it is cut for the eye, and must not be waited for."""

JOINT = " \u2042 "
"""Between the strings that stand in one field."""


def groups(strings: Sequence[Hostile] = STRINGS, most: int = 2_000) -> Iterator[tuple[Hostile, ...]]:
    """Yield the strings in groups of at most so many characters; a longer one is alone."""
    group: list[Hostile] = []
    for string in strings:
        if group and len(joined([*group, string])) > most:
            yield tuple(group)
            group = []
        group.append(string)
    if group:
        yield tuple(group)


def telling(group: Sequence[Hostile]) -> str:
    """Return what stands for a group where there are hundreds of fields: a giant's name, the strings themselves."""
    return joined(group) if len(joined(group)) < SMALL else group[0].name


SMALL = 4_000
"""Characters of a text that may stand in every field at once."""


def joined(group: Sequence[Hostile]) -> str:
    """Return the strings of a group as one text."""
    return JOINT.join(string.text for string in group)

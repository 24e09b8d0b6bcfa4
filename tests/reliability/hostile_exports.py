"""What in an export is more than text: an element, a link, a structure that came out of somebody's words."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt


def active(form: str, text: str) -> Iterator[str]:
    """Yield what in an export is more than text."""
    if form == "json":
        try:
            json.loads(text)
        except ValueError as error:
            yield f"no JSON: {error}"
    elif form == "html":
        page = _Page()
        page.feed(text)
        page.close()
        yield from page.wrong
    elif form == "md":
        yield from _active_markdown(text)


class _Page(HTMLParser):
    """Reads a page; whatever our own page would not have is wrong."""

    TAGS = frozenset(
        [
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "h1",
            "h2",
            "h3",
            "p",
            "div",
            "span",
            "small",
            "ol",
            "ul",
            "li",
            "section",
            "article",
            "blockquote",
            "footer",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "strong",
            "em",
        ]
    )
    ATTRIBUTES = frozenset({"lang", "class", "charset", "name", "content", "http-equiv"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self._metas = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        self._metas += tag == "meta"
        odd = [name for name, _ in attrs if name not in self.ATTRIBUTES]
        if tag not in self.TAGS or odd or self._metas > _METAS:
            self.wrong.append(f"an element of the text's own: {self.get_starttag_text()!r}")
        if tag == "meta" and ("http-equiv", "refresh") in attrs:
            self.wrong.append("a refresh")

    def handle_comment(self, data: str) -> None:
        """A comment is none of ours."""
        self.wrong.append(f"a comment: {data[:60]!r}")

    def handle_pi(self, data: str) -> None:
        """Nor is this."""
        self.wrong.append(f"an instruction: {data[:60]!r}")

    def unknown_decl(self, data: str) -> None:
        """Nor this."""
        self.wrong.append(f"a declaration: {data[:60]!r}")


_METAS = 3
_TOKENS = frozenset(
    [
        "heading_open",
        "heading_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
        "bullet_list_open",
        "bullet_list_close",
        "list_item_open",
        "list_item_close",
        "blockquote_open",
        "blockquote_close",
        "text",
        "strong_open",
        "strong_close",
        "softbreak",
    ]
)
"""What Markdown of ours has."""
_WORLD = re.compile(r"(?i)\b(https?|ftp|mailto):|\bwww\.")


def _active_markdown(text: str) -> Iterator[str]:
    """Yield what is not our own, as a reader with all extensions sees it."""
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text):
        for inner in (token, *(token.children or ())):
            if inner.type not in _TOKENS:
                yield f"{inner.type}: {inner.content[:60]!r}"
    # Some readers make a link of a bare address wherever they see one.
    yield from (f"an address that is none of ours to follow: {text[a.start() :][:40]!r}" for a in _WORLD.finditer(text))

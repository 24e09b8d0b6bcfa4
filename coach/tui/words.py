"""Words of the screens: a manager's and a judge's name, when a session was, and foreign text that no markup sees."""

from datetime import datetime

from textual.content import Content
from textual.style import Style

from coach.domain.opening import JudgeName, ManagerName
from coach.text import clean

OFFLINE = "scripted (offline)", "rules (offline)"


def plain(text: str, style: str = "") -> Content:
    """Return foreign text as content that is shown verbatim; `style` is our own."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def clickable(content: Content, action: str) -> Content:
    """Return content that does something of our own when it is clicked, such as `screen.section(1)`."""
    return content.stylize(Style.from_meta({"@click": action}))


def manager_words(name: ManagerName, model: str | None) -> str:
    """Return who plays the manager."""
    return OFFLINE[0] if name == "scripted" else f"llm ({model})" if model else "llm"


def judge_words(name: JudgeName, model: str | None) -> str:
    """Return who judges."""
    return OFFLINE[1] if name == "rules" else f"llm ({model})" if model else "llm"


def when(created_at: str) -> str:
    """Return an ISO 8601 moment in local time, short; as it stands where it is none."""
    try:
        return datetime.fromisoformat(created_at).astimezone().strftime("%d %b %H:%M")
    except ValueError:
        return created_at

"""Words of the screens: who plays and judges, when a session was, and foreign text that no markup parser sees."""

from datetime import datetime

from textual.content import Content

from coach.coaching import Choice
from coach.domain.session import JudgeName, ManagerName
from coach.settings import Settings
from coach.text import clean

OFFLINE = "scripted (offline)", "rules (offline)"


def plain(text: str, style: str = "") -> Content:
    """Return foreign text as content that is shown verbatim; `style` is our own."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def manager_words(name: ManagerName, model: str | None) -> str:
    """Return who plays the manager."""
    return OFFLINE[0] if name == "scripted" else f"llm ({model})" if model else "llm"


def judge_words(name: JudgeName, model: str | None) -> str:
    """Return who judges."""
    return OFFLINE[1] if name == "rules" else f"llm ({model})" if model else "llm"


def engine_words(choice: Choice) -> str:
    """Return who plays and who judges, on one line."""
    manager, judge = manager_words(choice.manager, choice.model), judge_words(choice.judge, choice.model)
    return f"Manager: {manager} · Judge: {judge}"


def privacy_words(settings: Settings, choice: Choice) -> str:
    """Return where the words of a rehearsal go, and which key press changes that."""
    if "llm" in (choice.manager, choice.judge):
        return f"Sent to {settings.host}. Press e for other engines, m for another model."
    if settings.coach_model:
        return f"Nothing leaves this machine. {settings.coach_model} stands by: press e to use it."
    if settings.server_known:
        found = "OPENAI_BASE_URL" if settings.openai_base_url else "OPENAI_API_KEY"
        return f"{found} was found and is not used: nothing is sent to {settings.host}. Press m to choose a model."
    return "Nothing leaves this machine. Press m to see how a language model can play."


def when(created_at: str) -> str:
    """Return an ISO 8601 moment in local time, short; as it stands where it is none."""
    try:
        return datetime.fromisoformat(created_at).astimezone().strftime("%d %b %H:%M")
    except ValueError:
        return created_at

"""The doctor: checks settings, files, database and server, and names the repair for each fault."""

from collections.abc import Awaitable, Callable

from coach.coaching.choice import Choice
from coach.coaching.setup import listed
from coach.domain.session import Kept
from coach.domain.value import Text, Value
from coach.errors import CoachError, ModelError
from coach.library.scenes import Shelf
from coach.ports import Engines
from coach.rendering import counted
from coach.settings import Settings


class Check(Value):
    """One line of the doctor's: `ok` is `None` where there is nothing to be right or wrong about."""

    name: Text
    ok: bool | None
    detail: Text
    repair: Text = ""


class Diagnosis(Value):
    """What the doctor found; `exit_code` is that of the gravest fault."""

    choice: Choice
    checks: tuple[Check, ...]
    exit_code: int = 0


async def diagnose(
    settings: Settings,
    default: Choice,
    shelf: Shelf,
    sessions: Callable[[], Awaitable[Kept]],
    engines: Engines,
) -> Diagnosis:
    """Check everything that can be checked; faults are findings and not exceptions."""
    checks = [*_setting_checks(settings), *_file_checks(shelf)]
    exit_code = 0
    try:
        kept = await sessions()
        detail = f"{counted(len(kept.sessions), 'session')} in {_database_shown(settings)}"
        checks.append(Check(name="database", ok=True, detail=detail))
        checks += [Check(name="database", ok=False, detail=damaged.why) for damaged in kept.unread]
    except CoachError as error:
        exit_code = error.exit_code
        checks.append(Check(name="database", ok=False, detail=str(error), repair=error.repair))
    server, fault = await _server_checks(settings, engines)
    return Diagnosis(choice=default, checks=(*checks, *server), exit_code=fault or exit_code)


def _setting_checks(settings: Settings) -> list[Check]:
    checks = [Check(name=s.name, ok=None, detail=f"{s.value} ({s.source})") for s in listed(settings)]
    checks += [Check(name="settings", ok=False, detail=remark) for remark in settings.remarks]
    return checks


def _file_checks(shelf: Shelf) -> list[Check]:
    good = Check(name="scenarios", ok=True, detail=f"{len(shelf.scenarios)} scenes")
    return [good, *(Check(name="scenarios", ok=False, detail=refused) for refused in shelf.refused)]


def _database_shown(settings: Settings) -> str:
    return "the database at COACH_DATABASE_URL" if settings.coach_database_url else str(settings.data_dir)


async def _server_checks(settings: Settings, engines: Engines) -> tuple[list[Check], int]:
    """Return the checks of the server, and the exit code of its fault or 0."""
    if not (settings.server_known or settings.coach_model):
        detail = "No server is set: the coach runs offline on its embedded manager and judge."
        return [Check(name="server", ok=None, detail=detail)], 0
    checks = []
    if not settings.coach_model:
        found = "OPENAI_BASE_URL" if settings.openai_base_url else "OPENAI_API_KEY"
        unused = Check(
            name="server",
            ok=None,
            detail=f"{found} was found, and nothing is sent to {settings.host} until a model is chosen.",
            repair="To use it: set COACH_MODEL, or press m on the first screen.",
        )
        checks.append(unused)
        if not settings.openai_base_url:
            return checks, 0
    # The yes to a model is the yes to sending the key; until then a server is asked as by anybody.
    asked = settings if settings.coach_model else settings.model_copy(update={"coach_send_key": False})
    try:
        probe = await engines.server(settings.coach_model, asked).probe()
    except ModelError as error:
        if error.fault == "auth" and not settings.coach_model and settings.openai_api_key:
            detail = f"{settings.host} answers and asks for a key; yours was not sent."
            return [*checks, Check(name="server", ok=None, detail=detail)], 0
        checks.append(Check(name="server", ok=False, detail=str(error), repair=error.repair))
        return checks, error.exit_code
    checks.append(Check(name="server", ok=True, detail=f"{probe.base_url} answers, {len(probe.models)} models"))
    if settings.coach_model:
        sent = f"What is said goes to {settings.host}, and your brief with replies to be rewritten; nothing else."
        checks.append(Check(name="privacy", ok=None, detail=sent))
    if probe.structured:
        checks.append(Check(name="structured output", ok=True, detail=probe.structured))
    checks += [Check(name="guard", ok=None, detail=guard) for guard in probe.unguarded]
    return checks, 0

"""Scenes of the user's own: written from a few answers, or taken over from somebody else's file."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field, ValidationError

from coach.disk.reading import text_of
from coach.domain.brief import Brief
from coach.domain.drafting import FEWEST, GUIDES_OWN, MOST, in_order, most_given, raised_at
from coach.domain.opening import Difficulty
from coach.domain.scenario import Pattern, Scenario, Style
from coach.domain.value import Identifier, Language, Value, digest
from coach.errors import FileRefused, NotFound, UsageError
from coach.library.files import SAFE_NAME, SAFE_NAME_IN_WORDS, data_dir
from coach.library.prompt import Prompt
from coach.library.scenes import Library, read_scenario
from coach.text import clean, one_line

MAX_NAME, MAX_PHRASE = 80, 160
"""Characters of a name, and of what a name does not say."""


def _phrase(text: str) -> str:
    return " ".join(clean(text).split()).rstrip(" .;!,")


Name = Annotated[str, AfterValidator(lambda text: " ".join(clean(text).split())), Field(max_length=MAX_NAME)]
Phrase = Annotated[str, AfterValidator(_phrase), Field(max_length=MAX_PHRASE)]
"""Words that go on in the middle of a sentence, so without a full stop."""


class SceneAnswers(Value):
    """What a scene is written from; whatever is not answered has a stand-in."""

    id: Identifier
    manager: Name = "Robin Hale"
    role: Name = "Engineering Manager"
    company: Phrase = "a software company"
    projects: tuple[Name, ...] = ("demand forecast",)
    busy: Phrase = "a release that is due at the end of the month"
    objections: tuple[Pattern, ...] = GUIDES_OWN
    style: Style = Style.EVEN
    language: Language = "en"
    author: Name = "anonymous"


class Shared(NamedTuple):
    """A scene in somebody's file, looked at and not yet taken."""

    scene: Scenario
    digest: str
    text: str
    there: bool
    """Whether the very same is on the shelf already."""


class Authoring:
    """Puts scenes into the user's folder."""

    def __init__(self, library: Library, own_brief: Callable[[], Brief | None]) -> None:
        self._library = library
        self._own_brief = own_brief

    @property
    def brief_fault(self) -> str:
        """Why the user's own brief cannot be read, so that scenes are written without it; empty where it can."""
        try:
            self._own_brief()
        except FileRefused as fault:
            return fault.sentence
        return ""

    def _brief(self) -> Brief | None:
        return None if self.brief_fault else self._own_brief()

    def suggested(self, id: str = "") -> SceneAnswers:  # noqa: A002 - the field's own name
        """Return the stand-ins for what is not answered; the projects are those of the user's brief."""
        own = self._brief()
        named = tuple(one_line(o.name, limit=MAX_NAME) for o in own.opportunities) if own else ()
        answers = SceneAnswers(id=id or "scene")
        return answers.model_copy(update={"projects": named[:3] or answers.projects})

    def answers(self, given: Mapping[str, Any]) -> SceneAnswers:
        """Return complete answers from those given; raises `UsageError` for one that no scene can be written from."""
        whole = self.suggested().model_dump() | dict(given)
        whole["id"] = given["id"] if "id" in given else self.free_id(str(whole["manager"]))
        try:
            answers = SceneAnswers.model_validate(whole)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            key = str(first["loc"][0])
            raise UsageError(f"{key}: {one_line(first['msg'].removeprefix('Value error, '))}.") from None
        for key in ("manager", "role", "company", "busy", "author"):
            if not getattr(answers, key):
                raise UsageError(f"{key}: holds no words.", "Say it, or leave it out.")
        if not all(answers.projects):
            raise UsageError("project: holds no words.", "Say it, or leave it out.")
        once = tuple(dict.fromkeys(answers.objections))
        if not FEWEST <= len(once) <= MOST:
            raise UsageError(f"objections: a scene has {FEWEST} to {MOST} different ones, and these are {len(once)}.")
        update = {"objections": once, "projects": tuple(dict.fromkeys(answers.projects))}
        return answers.model_copy(update=update)

    def check_id(self, wanted: str, *, replace: bool = False) -> None:
        """Raise `UsageError` where no scene may be written by that name."""
        if not SAFE_NAME.fullmatch(wanted):
            raise UsageError(f"“{one_line(wanted, limit=80)}” is no id: it has {SAFE_NAME_IN_WORDS}.")
        self._library.place(wanted, replace=replace)

    def free_id(self, manager: str) -> str:
        """Return an id, made of the manager's name, that no scene has yet."""
        plain = unicodedata.normalize("NFKD", manager).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
        first = f"with-{slug}" if slug else "scene"
        names = (first if n == 1 else f"{first}-{n}" for n in count(1))
        return next(name for name in names if self._is_free(name))

    def write(self, answers: SceneAnswers, *, replace: bool = False) -> Path:
        """Write a commented scene for its author to go on with, and return its file.

        Raises `UsageError` where there is one by that name and `replace` is not asked for.
        """
        return self._library.keep(answers.id, scene_text(answers, self._brief()), replace=replace)

    def look(self, path: Path) -> Shared:
        """Read a scene that somebody shares. Raises `NotFound` or `FileRefused`."""
        scene = read_scenario(path)
        mark = digest(scene)
        try:
            there = digest(self._library.scenario(scene.id)) == mark
        except (NotFound, FileRefused):
            there = False
        return Shared(scene, mark, text_of(path), there)

    def take(self, shared: Shared, *, replace: bool = False) -> Path:
        """Copy a shared scene into the user's folder, and return its file. Raises `UsageError` as `write` does."""
        return self._library.keep(shared.scene.id, shared.text, replace=replace)

    def _is_free(self, name: str) -> bool:
        try:
            self._library.place(name, replace=False)
        except UsageError:
            return False
        return True


def scene_text(answers: SceneAnswers, own: Brief | None = None) -> str:
    """Return the TOML of a scene: the template, filled with the answers and what is complete of the user's brief.

    The ideal engineer wins it at every level, and needs longer at each: more objections, and at `tough` a question too.
    """
    patterns = in_order(answers.objections)
    levels = raised_at(patterns)
    early = {*levels[Difficulty.SUPPORTIVE], *levels[Difficulty.STANDARD]}
    brief = _lendable(own)
    values = {
        **answers.model_dump(mode="json", exclude={"objections"}),
        "objections": [{"id": _id(p), "pattern": p.value, "early": p in early} for p in patterns],
        "levels": {
            at.value: {"gives": most_given(at, of).value, "ids": list(map(_id, of))} for at, of in levels.items()
        },
        "own": any(brief.values()),
        "brief": brief,
    }  # fmt: skip
    return Prompt(data_dir("prompts") / "scene.toml.j2").render(**_escaped(values))


def _lendable(own: Brief | None) -> dict[str, Any]:
    """Return what of a brief can be lent to somebody else: whole entries, and projects with a number."""
    brief = (own or Brief()).model_dump()
    return {
        **brief,
        "strengths": [s for s in brief["strengths"] if s["proof"]],
        "projects": [p for p in brief["projects"] if all(p[k] for k in ("own_part", "metric", "before", "after"))],
        "value_propositions": [v for v in brief["value_propositions"] if v["project_goal"] and v["result"]],
    } | {"stand_in": ""}


def _id(pattern: Pattern) -> str:
    return pattern.value.replace("_", "-")


def _escaped(value: Any) -> Any:
    """Return a value whose texts can stand between the quotes of a TOML string, each on one line."""
    if isinstance(value, str):
        return " ".join(clean(value).split()).replace("\\", "\\\\").replace('"', '\\"')
    if isinstance(value, Mapping):
        return {key: _escaped(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(inner) for inner in value]
    return value

"""Prompt templates: jinja2 in a sandbox, and every variable must match, both ways."""

from pathlib import Path

from coach.disk.reading import shown, text_of
from coach.domain.value import digest
from coach.errors import FileRefused, NotFound
from coach.library.files import SAFE_NAME, data_dir
from coach.text import one_line


class Prompt:
    """A prompt template: jinja2 in a sandbox, and every variable must match, both ways."""

    def __init__(self, path: Path) -> None:
        # Loaded here: a rehearsal without a language model reads no prompt and need not wait for jinja2.
        from jinja2 import StrictUndefined, TemplateError, meta
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        self._path = path
        self._fault: type[Exception] = TemplateError
        source = text_of(path)
        environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
        )
        try:
            self.variables = frozenset(meta.find_undeclared_variables(environment.parse(source)))
            self._template = environment.from_string(source)
        except TemplateError as fault:
            line = getattr(fault, "lineno", None) or 1
            raise FileRefused(f"{shown(path)}:{line}: {one_line(str(fault))}") from None
        self.digest = digest(source)
        """Digest of the template's source."""

    def render(self, **values: object) -> str:
        """Fill the template. Raises `FileRefused` for a value that is missing, one too many, or misused by it."""
        if missing := sorted(self.variables - values.keys()):
            raise FileRefused(f"{shown(self._path)}: asks for {', '.join(missing)}, which the coach does not give.")
        if unused := sorted(values.keys() - self.variables):
            raise FileRefused(f"{shown(self._path)}: does not use {', '.join(unused)}, which the coach gives.")
        try:
            return self._template.render(**values)
        except self._fault as fault:
            raise FileRefused(f"{shown(self._path)}: {one_line(str(fault))}") from None


def read_prompt(name: str, folder: Path | None = None) -> Prompt:
    """Read the template `name`.md, by default from the shipped prompts. Raises `NotFound` or `FileRefused`."""
    folder = folder or data_dir("prompts")
    if not SAFE_NAME.fullmatch(name) or not (folder / f"{name}.md").exists():
        there = ", ".join(sorted(path.stem for path in folder.glob("*.md")))
        raise NotFound(f"There is no prompt “{one_line(name, limit=80)}”.", f"There are: {there}.")
    return Prompt(folder / f"{name}.md")

"""A markup parser is given our own constants and nothing else; the rule is read off the code of every screen.

Textual has no switch for it: each widget parses a plain `str` unless it is told otherwise, and titles, tooltips and
placeholders always do. So what is shown has to be a constant, or content that was made by `plain()` and its like.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import coach.tui

WIDGETS = frozenset({"Static", "Label", "Option", "OptionList", "Button", "Checkbox", "RadioButton", "TabPane", "Tab"})
"""Whose text a parser reads: the positional arguments of what makes them."""
KNOWN = frozenset(["Static", "Label", "Option", "OptionList", "Input", "TextArea", "Markdown", "Footer"])
"""The widgets of Textual's that this rule knows; another one has to be looked at first."""
OWN_SYNTAX = frozenset({"Markdown"})
"""Whose text is Markdown: what goes into it was escaped where it was rendered."""
TITLES = frozenset(
    {"border_title", "border_subtitle", "tooltip", "placeholder", "prompt", "label", "title", "sub_title"}
)
MAKERS = frozenset({"plain", "Content", "Option", "from_markup"})
KEEPERS = frozenset({"join", "append", "truncate", "stylize", "assemble", "styled", "wrap", "_replace"})
"""Methods of content that give content again."""


class Rule:
    """Reads modules and yields where a text that is no constant and no content could reach a markup parser."""

    def __init__(self, modules: dict[str, str]) -> None:
        self._trees = {name: ast.parse(text) for name, text in modules.items()}
        self._content: set[str] = set()
        """Names of functions, attributes and parameters that are said to be content."""
        for tree in self._trees.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_content(node.returns):
                    self._content.add(node.name)
                if isinstance(node, ast.AnnAssign) and _is_content(node.annotation):
                    self._content.add(_last(node.target))

    def broken(self) -> Iterator[str]:
        """Yield a line for each place."""
        for name, tree in self._trees.items():
            known = Scope(self, _own(tree))
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
                    scope = Scope(self, ast.walk(node) if node is not tree else (), known)
                    for inner in _own(node):
                        for wrong in self._wrong(inner, scope):
                            yield f"{name}:{inner.lineno}: {wrong}"  # type: ignore[attr-defined]

    def _wrong(self, node: ast.AST, scope: "Scope") -> Iterator[str]:
        match node:
            case ast.ImportFrom(module="textual.widgets", names=names):
                yield from (f"{a.name} is no widget that this rule knows" for a in names if a.name not in KNOWN)
            case (
                ast.ImportFrom(module="textual.markup" | "rich.markup")
                | ast.Import(names=[ast.alias(name="textual.markup" | "rich.markup")])
            ):
                yield "markup is made in no other way than by `Content.from_markup`"
            case ast.Assign(targets=targets, value=value):
                titled = [t.attr for t in targets if isinstance(t, ast.Attribute) and t.attr in TITLES]
                if titled and not scope.safe(value):
                    yield f"{titled[0]} = {ast.unparse(value)}"
            case ast.Call():
                yield from self._call(node, scope)

    def _call(self, node: ast.Call, scope: "Scope") -> Iterator[str]:
        name, texts = _last(node.func), list(node.args)
        if name in OWN_SYNTAX and not any(
            k.arg == "open_links" and ast.unparse(k.value) == "False" for k in node.keywords
        ):
            yield f"{name} that opens links"
        if name == "from_markup":
            if not texts or not isinstance(texts[0], ast.Constant):
                yield f"markup that is no constant: {ast.unparse(node)}"
            return
        if name == "notify":
            plainly = any(k.arg == "markup" and ast.unparse(k.value) == "False" for k in node.keywords)
            texts = [] if plainly else texts[:1]
        elif name == "update":
            receiver = ast.unparse(node.func)
            texts = [] if any(o in receiver for o in OWN_SYNTAX) or scope.is_a_set(node.func) else texts
        elif name == "replace_option_prompt_at_index":
            texts = texts[1:]
        elif name not in WIDGETS and name not in ("add_option", "add_options", "set_options"):
            texts = []
        titles = [k.value for k in node.keywords if k.arg in TITLES]
        yield from (f"{name}({ast.unparse(text)})" for text in (*texts, *titles) if not scope.safe(text))


class Scope:
    """What is known of the names in a function."""

    def __init__(self, rule: Rule, nodes: Iterable[ast.AST], outer: "Scope | None" = None) -> None:
        self._rule = rule
        self._values: dict[str, list[ast.expr]] = {k: [*v] for k, v in outer._values.items()} if outer else {}
        self._typed: set[str] = {*outer._typed} if outer else set()
        self._sets: set[str] = set()
        self._asked: set[str] = set()
        for node in nodes:
            self._learn(node)

    def _learn(self, node: ast.AST) -> None:
        match node:
            case ast.arg(arg=name, annotation=annotation) if _is_content(annotation):
                self._typed.add(name)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                if _is_content(annotation):
                    self._typed.add(name)
                if ast.unparse(annotation).startswith(("set", "dict")):
                    self._sets.add(name)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                for target, value in zip(targets, values, strict=True):
                    self._values.setdefault(_last(target), []).append(value)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value) | ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._values.setdefault(_last(target), []).append(value)
            case (
                ast.NamedExpr(target=ast.Name(id=name), value=value)
                | ast.AugAssign(target=ast.Name(id=name), value=value)
            ):
                self._values.setdefault(name, []).append(value)
            case ast.For(
                target=ast.Tuple(elts=[_, ast.Name(id=name)]),
                iter=ast.Call(func=ast.Name(id="enumerate"), args=[value]),
            ):
                self._values.setdefault(name, []).append(value)
            case (
                ast.For(target=ast.Name(id=name), iter=value) | ast.comprehension(target=ast.Name(id=name), iter=value)
            ):
                self._values.setdefault(name, []).append(value)

    def is_a_set(self, function: ast.expr) -> bool:
        """Whether `update` is that of a set."""
        return isinstance(function, ast.Attribute) and _last(function.value) in self._sets

    def safe(self, node: ast.expr) -> bool:
        """Whether a text is a constant, or content, as far as it can be seen."""
        match node:
            case ast.Constant():
                return True
            case ast.IfExp(body=one, orelse=other):
                return self.safe(one) and self.safe(other)
            case ast.BoolOp(values=values) | ast.List(elts=values) | ast.Tuple(elts=values):
                return all(map(self.safe, values))
            case ast.Starred(value=value) | ast.Subscript(value=value) | ast.Await(value=value):
                return self.safe(value)
            case ast.ListComp(elt=value) | ast.GeneratorExp(elt=value):
                return self.safe(value)
            case ast.Call(func=function, args=args):
                name = _last(function)
                if name == "map":
                    return _last(args[0]) in self._rule._content
                held = isinstance(function, ast.Attribute) and name in KEEPERS and self.safe(function.value)
                return name in MAKERS or name in self._rule._content or held
            case ast.Name(id=name):
                return self._name(name)
            case ast.Attribute(attr=name):
                return name in self._rule._content
        return False

    def _name(self, name: str) -> bool:
        if name in self._typed or name in ("Content",):
            return True
        values = self._values.get(name, [])
        if not values or name in self._asked:
            return name in self._asked  # a name that is made of itself and of what is safe is safe
        self._asked.add(name)
        try:
            return all(map(self.safe, values))
        finally:
            self._asked.discard(name)


def _is_content(annotation: ast.expr | None) -> bool:
    told = ast.unparse(annotation) if annotation else ""
    return any(word in told for word in ("Content", "Option")) and "str" not in told


def _last(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _own(node: ast.AST) -> Iterable[ast.AST]:
    """Yield what stands in a function, a class or a module itself, and not in those within it."""
    waiting: list[ast.AST] = [*ast.iter_child_nodes(node)]
    while waiting:
        inner = waiting.pop()
        yield inner
        if not isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            waiting += ast.iter_child_nodes(inner)


def test_a_markup_parser_is_given_constants_and_content_alone() -> None:
    root = Path(coach.tui.__file__).parent
    modules = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.py")}
    assert list(Rule(modules).broken()) == []


@pytest.mark.parametrize(
    "code",
    [
        "Static(f'{name}')",
        "Static('a' + name)",
        "Static('%s' % name)",
        "Static('{}'.format(name))",
        "Static(str(error))",
        "Label(name)",
        "widget.update(name)",
        "widget.border_title = f'{name}'",
        "Option(name if name else 'none')",
        "OptionList(*(n for n in names))",
        "shown.set_options(names)",
        "shown.replace_option_prompt_at_index(0, name)",
        "self.notify(name)",
        "Writing('', placeholder=name)",
        "Content.from_markup(f'[b]{name}[/]')",
        "Markdown(id='page')",
        "from textual.widgets import DataTable",
        "from rich.markup import escape",
    ],
)
def test_the_rule_sees_every_way(code: str) -> None:
    assert list(
        Rule({"m": f"def f(self, name: str, names: list[str], error: Exception) -> None:\n    {code}\n"}).broken()
    )


@pytest.mark.parametrize(
    "code",
    [
        "Static('[b]Ours[/]')",
        "Static(plain(name))",
        "text = plain(name) if name else Content('')\n    widget.update(text)",
        "widget.update(Content.from_markup('[b]$name[/]', name=name))",
        "self.notify(name, markup=False)",
        "shown.set_options([Option(plain(n)) for n in names] or [Option('none')])",
    ],
)
def test_the_rule_lets_content_pass(code: str) -> None:
    assert not list(Rule({"m": f"def f(self, name: str, names: Sequence[str]) -> None:\n    {code}\n"}).broken())

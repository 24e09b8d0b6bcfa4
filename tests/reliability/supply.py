"""What installing the coach brings with it: under which licences."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

from tests.reliability.figure import Figure

PRODUCT, EXTRA = "rehearsal-coach", "serve"
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|Unlicense|CNRI|Zlib|0BSD|HPND)", re.I
)
COPYLEFT = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|Affero|(?<!Lesser )General Public License(?! \(LGPL)", re.I)


def check_licences(trials: int, seed: int) -> Figure:
    """Look at the licence of every distribution that the coach needs to run, and of those that these need."""
    figure = Figure("C1", "licences of all that the coach needs to run", whole=True)
    needed = _needed()
    for name, found in sorted(needed.items())[: max(trials, 1)]:
        licence = _licence(found)
        if COPYLEFT.search(licence):
            figure.count(f"{name}: {licence[:80]}")
        else:
            figure.count(None if PERMISSIVE.search(licence) else f"{name}: no licence that is known ({licence[:80]!r})")
    figure.note = "none of them GPL or AGPL; no audit for known vulnerabilities: that needs a network"
    return figure


def _needed() -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    open_ = [PRODUCT]
    while open_:
        name = open_.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform
        for line in found[name].requires or ():
            requirement = Requirement(line)
            extra = EXTRA if name == PRODUCT else ""
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                open_.append(re.sub(r"[-_.]+", "-", requirement.name).lower())
    del found[PRODUCT]
    return found


def _licence(found: Distribution) -> str:
    told = found.metadata
    classifiers = [line for line in told.get_all("Classifier") or () if line.startswith("License")]
    named = [line[:200] for field in ("License-Expression", "License") for line in told.get_all(field) or ()]
    return " ".join([*named, *classifiers])

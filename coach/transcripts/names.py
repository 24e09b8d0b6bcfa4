"""What is a speaker's name and what is prose with a colon behind it; a name's plain form, and the role it tells."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from coach.domain.transcript import Speaker

LONGEST = 80
"""Characters in which a name stands, with its title and brackets."""

_ROLES = {
    **dict.fromkeys(
        (
            "you", "me", "i", "myself", "self", "engineer", "employee", "ml engineer", "software engineer",
            "data scientist", "data engineer", "developer", "direct report",
        ),
        Speaker.ENGINEER,
    ),
    **dict.fromkeys(
        (
            "manager", "my manager", "boss", "my boss", "lead", "team lead", "my lead", "engineering manager",
            "line manager", "supervisor", "director", "head of engineering", "em",
        ),
        Speaker.MANAGER,
    ),
    **dict.fromkeys(("other", "others"), Speaker.OTHER),
}  # fmt: skip


def _listed(words: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(words.split())


# Words that stand before a colon and are nobody: labels, and what begins a sentence.
_NOBODY = _listed(
    """
    note notes nb ps fyi todo tldr re fw fwd subject date time topic topics agenda attendees participants present
    location place warning edit deadline budget scope timeline metric metrics status version chapter section part
    phase week day month quarter q1 q2 q3 q4 monday tuesday wednesday thursday friday saturday sunday january february
    march july august september october november december today tomorrow yesterday first second third finally lastly
    http https ftp mailto file url link links recording transcript duration meeting idea issue reason reasons cost
    costs outcome outcomes task tasks project projects decision decisions reminder important quote source title option
    options plan plans update updates summary question questions answer answers goal goals risk risks impact benefit
    benefits problem problems solution result results proposal proposition step steps item items example examples
    context background timeframe before after now next bottom action actions kind language webvtt region style from to
    cc bcc at on in by for the a an this that these those my our your his her its and but or so if when what why how
    who where because then also plus not no yes ok okay well here there is are it we they he she as with about one two
    three conclusion caveat pros cons pro con total tip remember basically honestly anyway look listen right sure
    thanks thank
    """
)
_ALSO_SURNAMES = _listed("an so no to may do will now day week")
"""Words of the list above that stand in many full names."""

_PARTICLES = _listed("de da del della der den di do dos du el al bin ibn la le van von ten ter y e zu af av")
_TITLES = _listed(
    """
    phd ph.d. dr mba msc bsc jr sr jr. sr. ii iii esq cto ceo coo cfo vp svp em pm ic manager engineer lead director
    head senior staff principal engineering ml ai software data product project program team scientist developer
    analyst architect officer owner designer recruiter hr partner chief vice president of guest external host cohost
    co-host organizer organiser presenter he she they him her them
    """
)
_BRACKETED = re.compile(r"\s*[\[(]([^\[\]()]{0,60})[\])]\s*$")
_TITLED = re.compile(r"(?:,\s*|\s[-–—·]\s)([^,]{1,60})$")
_ALSO_IN_NAMES = frozenset(".'’·-_")
_PHONE = re.compile(r"\+\d[\d\s()-]{5,20}")
_EMOJI_CODE = re.compile(r":[a-z0-9_+-]{1,40}:")


class Name(NamedTuple):
    """A speaker's name as it is shown, and the form in which two spellings of it are one."""

    shown: str
    key: str
    role: Speaker | None
    sure: bool
    """Whether it looks like a name by itself; else (`maya`, `tom_r`) only when it comes again."""


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name | None:
    """Return the name in `text` without brackets, titles and pictures, or `None` where it is no name.

    A name is one to five words with capitals (or in a script that has none), a role (`You`, `my manager`), or a
    single word in small letters, which is not sure.
    """
    if len(text) > LONGEST:
        return None
    plain, hints = _without_titles(_plain(text))
    key = plain.casefold()
    role = _ROLES.get(key) or next((r for hint in hints if (r := _role_told(hint))), None)
    if key in _ROLES:
        return Name(plain, key, role, sure=True)
    words = plain.split()
    if _PHONE.fullmatch(plain):
        return Name(plain, key, role, sure=True)
    if not 1 <= len(words) <= 5 or not words[0][0].isalpha() or not all(map(_is_word, words)):
        return None
    nobody = _NOBODY if len(words) == 1 else _NOBODY - _ALSO_SURNAMES
    # A capital by itself is an initial, or `A` and `B` in a talk without names.
    if any(w.casefold().strip(".,") in nobody for w in words if not (len(w.strip(".,")) == 1 and w.isupper())):
        return None
    capital = [not w[0].islower() for w in words]
    if all(c or w in _PARTICLES for c, w in zip(capital, words, strict=True)) and capital[-1] and any(capital):
        return Name(plain, key, role, sure=True)
    return Name(plain, key, role, sure=False) if len(words) == 1 else None


def given_name(text: str) -> Name | None:
    """Return what a file's own markup gives as the speaker, whatever it looks like, or `None` where it is empty."""
    if name := read_name(text):
        return name._replace(sure=True)
    plain = _plain(text[:LONGEST])
    return Name(plain, plain.casefold(), None, sure=True) if plain else None


def is_role(key: str) -> bool:
    """Whether a name is nothing but a role (`you`, `manager`)."""
    return key in _ROLES


def of_role(role: Speaker) -> Name:
    """Return the name of someone of whom only the role is known."""
    shown = {Speaker.ENGINEER: "You", Speaker.MANAGER: "Manager", Speaker.OTHER: "Other"}[role]
    return Name(shown, shown.casefold(), role, sure=True)


def _plain(text: str) -> str:
    """Return `text` on one line and composed, without pictures, marks of emphasis and a sign of address."""
    text = _EMOJI_CODE.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = "".join(c for c in text if unicodedata.category(c) not in ("So", "Sk", "Cn") and c not in "\u200d\ufe0f")
    text = " ".join(text.split()).strip("*_`~# ").lstrip("@")
    return text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text


def _without_titles(text: str) -> tuple[str, list[str]]:
    """Return a name, and what stood in brackets, behind a bar, or as titles behind it."""
    text, _, behind = text.partition("|")
    hints = [behind.strip()] if behind else []
    text = text.strip()
    for _ in range(3):
        found = _BRACKETED.search(text) or _TITLED.search(text)
        if not found or not found.start() or (found.re is _TITLED and not _is_title(found[1])):
            break
        hints.append(found[1])
        text = text[: found.start()].strip()
    return text, hints


def _is_word(word: str) -> bool:
    """Whether a word may stand in a name; a comma may follow a surname that is put first."""
    letters = word.removesuffix(",")
    if letters.endswith(".") and len(letters) > 5:  # an initial or `Prof.`, not the end of a sentence
        return False
    return bool(letters) and all(c in _ALSO_IN_NAMES or unicodedata.category(c)[0] in "LMN" for c in letters)


def _is_title(text: str) -> bool:
    return all(word.casefold() in _TITLES for word in text.split())


def _role_told(hint: str) -> Speaker | None:
    """Return the role in a title: `You`, `Engineering Manager`, `Senior ML Engineer`."""
    words = hint.casefold().split()
    if not words:
        return None
    return _ROLES.get(" ".join(words)) or (_ROLES.get(words[-1]) if _is_title(hint) else None)

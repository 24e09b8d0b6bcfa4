"""The floor for English: a heap of terms, courtesies, padding or flattery and nothing else, earns nothing."""

from coach.english.words import classes
from coach.judges.evidence import worthless
from coach.judges.rules.sheet import Sheet

_GLUE_WORDS = """
    i i'd i'm i'll i've you we the a an to of and in on for is are was be it that this my your our with as at so
    if but not can could will would do have has from or me us what how by about up just there they he she
"""
_GLUE = frozenset(_GLUE_WORDS.split())

# What is left of a sentence without these is what it says.
_EMPTY_WORDS = frozenset(
    (
        _GLUE_WORDS
        + """
        am were been being isn't aren't wasn't am does did done doing don't didn't doesn't had having haven't may might
        must shall should won't wouldn't couldn't you'd you'll you've you're we'd we'll we've we're they're they've it's
        it'll that's that'll there's here's what's who's let's he's she's
        these those here its them his her their him mine yours who whom whose which when where why whatever than then
        because since until while though although however all any both each every some no none such only own same too
        very also even still yet again ever never always once more most less least much many few lot lots bit one two
        another other others else someone somebody anyone anybody everyone everybody nobody nothing anything something
        everything out over into onto upon down off after before between through within without
        well oh ah um uh hmm hm er erm eh ha ooh wow anyway anyhow now okay ok yes yeah yep no sure right true quite
        rather really truly indeed basically actually honestly frankly simply literally obviously clearly naturally
        certainly surely definitely absolutely exactly precisely perhaps maybe probably possibly of course totally
        completely entirely seriously generally particularly considered considering speaking speak
        say says said saying tell tells told know knows knew known mean means meant think thinks thought see sees saw
        seen hear hears heard understand understands understood get gets got suppose guess agree agrees agreed believe
        feel feels put goes go going gone come comes came way ways manner matter fact facts word words thing things
        sort kind end day days point sooner later large whole general particular begin beginning course sense
        good great fine nice lovely wonderful brilliant excellent amazing perfect clever wise smart fair best better
        beautiful marvellous marvelous fantastic awesome super splendid superb terrific remarkable incredible
        extraordinary outstanding impressive admirable exceptional genius inspiring inspiration inspirational
        pleasure glad gladly happy delighted honoured honored grateful thankful appreciate appreciates appreciated
        admire admires admired respect thanks thank please cheers regards kindly kind kindness hello hi hey dear
        team company people manager leader leaders leadership answer honest thinking let vision gift
        morning afternoon evening weekend bye goodbye wish wishes hope hopes luck welcome sorry pardon sir madam boss
        """
    ).split()
)
_EMPTY_CLASSES = frozenset(
    (
        "agreement_filler", "yes_words", "polite_close", "greeting_closing", "thanks", "intensifier", "emotion_joy",
        "hedge", "apology", "flattery",
    )
)  # fmt: skip
_BUZZ_CLASSES = frozenset(("buzzword",))
_FLATTERY = frozenset(("flattery",))


_PRAISE_WORDS = """
    wonderful brilliant excellent amazing marvellous marvelous fantastic awesome superb terrific remarkable incredible
    extraordinary outstanding impressive admirable exceptional genius inspiring inspiration inspirational visionary
    leadership wisdom greatest smartest wisest kindest cleverest finest admire clever wise
"""
_PRAISE = frozenset(_PRAISE_WORDS.split())
_PRAISED = 2
"""Words that praise and nothing of oneself leaves to a sentence at most: what is praised, and for what."""

_OFFERING_WORDS = "i i'd i'm i'll i've we we'd we'll we've we're let's would could will can it'd it'll that'd that'll"
_OFFERING = frozenset(_OFFERING_WORDS.split())
"""By these a sentence of praise may yet say what somebody would do, or what would come of it."""

_LISTED = 4
"""Commas of a list, at least."""

_DOING_WORDS = """
    i i'd i'm i'll i've we we'd we're we'll we've you you'd you're you'll you've they they'd they're he she it it's
    is are was were am be been would could can will shall should may might must have has had do does did let let's
    my me our us your
"""
_DOING = frozenset(_DOING_WORDS.split())

_BUZZWORDS = 4
"""Buzzwords, at least, that are half of all that a reply says: a heap."""


_EMPTY, _THIN = 0.1, 0.2
"""Densities below which a sentence says nothing, and too little to name anything."""

_LONG = 8
"""Words from which a sentence has a density; a short one is as dense as can be."""


def empty(text: str, words: list[str]) -> bool:
    """Whether a sentence says nothing: it only lists things, or hardly a word of many means anything."""
    return _lists(text, words) or _density(words) < _EMPTY


def thin(words: list[str]) -> bool:
    """Whether a sentence says too little to name a benefit, a business term or a step."""
    return _density(words) < _THIN


def _density(words: list[str]) -> float:
    """Return how many words that mean something a sentence has among its words; 1 for a short one and for a question.

    A word that comes again adds nothing: padding goes in circles.
    """
    of = sum(word[0].isalpha() or word[0] == "#" for word in words)
    if of < _LONG or words[-1] == "?":
        return 1.0
    return len({words[place] for place in _meaning(words) - _covered(words, _EMPTY_CLASSES)}) / of


def english(words: list[str]) -> bool:
    """Whether a sentence of three words or more is plainly English, by its function words."""
    return len(words) >= 3 and sum(w in _GLUE for w in words) >= len(words) / 4


def junk(sheet: Sheet) -> str:
    """Return why a reply can meet nothing, or an empty text: no words to the manager, or terms without a sentence."""
    if reason := worthless(sheet.own):
        return reason
    words = [w for sentence in sheet.words for w in sentence if w[0].isalpha()]
    if len(words) < 2:
        return "It says too little to judge."
    if len(words) >= 6 and sum(w in _GLUE for w in words) < len(words) * 0.12:
        return "It heaps up terms and says nothing with them."
    lists = [_lists(s.text, words) for s, words in zip(sheet.sentences, sheet.words, strict=True)]
    if any(lists) and all(listed or not _meaning(words) for listed, words in zip(lists, sheet.words, strict=True)):
        return "It lists terms and says nothing with them."
    buzz = [_covered(sentence, _BUZZ_CLASSES) for sentence in sheet.words]
    if sum(map(len, buzz)) < _BUZZWORDS:
        return ""
    meant = [_meaning(sentence) for sentence in sheet.words]
    heaped = sum(len(a & b) for a, b in zip(buzz, meant, strict=True))
    if heaped >= _BUZZWORDS and 2 * heaped >= sum(map(len, meant)):
        return "It heaps up terms and says nothing with them."
    return ""


def _lists(text: str, words: list[str]) -> bool:
    """Whether a sentence only lists things: one after the other, and nobody who does anything."""
    return text.count(",") >= _LISTED and _DOING.isdisjoint(words)


def hollow(sheet: Sheet) -> str:
    """Return why a reply can meet nothing but thanks, or an empty text: courtesies, padding and praise say nothing.

    A question says something, however plain its words.
    """
    if not sheet.words or any("?" in words or _says_something(words) for words in sheet.words):
        return ""
    return "Courtesies, padding or praise alone show nothing of it."


def _says_something(words: list[str]) -> bool:
    left = _meaning(words) - _covered(words, _EMPTY_CLASSES)
    if not left or len(left) > _PRAISED or not _OFFERING.isdisjoint(words):
        return bool(left)
    return _PRAISE.isdisjoint(words) and not _covered(words, _FLATTERY)


def _meaning(words: list[str]) -> set[int]:
    """Return the places of the words that are neither function words nor courtesies; a number is one."""
    return {
        place for place, word in enumerate(words) if word not in _EMPTY_WORDS and (word[0].isalpha() or word[0] == "#")
    }


def _covered(words: list[str], names: frozenset[str]) -> set[int]:
    """Return the places of the words that stand in an entry of these classes."""
    return {place for name, start, end in classes(words) if name in names for place in range(start, end)}

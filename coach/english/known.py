"""What a manager may know: the numbers and names of the scene and of the talk, in whatever form they are said."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from coach.domain.facts import Said, bare, names
from coach.domain.numbers import DIGITS, NUMERAL, NUMERALS, SCALES, SHORT_SCALES, plain

_SCALES = SCALES | SHORT_SCALES
_PARTS = {"half": 50.0, "third": 33.0, "quarter": 25.0, "fifth": 20.0, "sixth": 17.0, "tenth": 10.0}

_WORDS = rf"(?:{NUMERAL})(?:[ -](?:{NUMERAL}))*"
_SCALE = "|".join(SCALES)
_AMOUNT = re.compile(
    rf"(?P<digits>{DIGITS})(?:[ -]?(?P<short>{'|'.join(SHORT_SCALES)})(?!\w)|[ -](?P<scale>{_SCALE})s?\b)?"
    rf"|\b(?P<words>{_WORDS}(?: point {_WORDS})?)(?:[ -](?P<of>(?:{_SCALE})(?: (?:{_SCALE}))?)s?)?\b"
    rf"|\b(?P<whole>an?|{NUMERAL}) (?:\w+ )?(?P<halves>and a half)\b"
    rf"|\b(?P<count>an?|one|two|three|four) (?P<part>third|quarter|fifth|sixth|tenth)s?(?= of\b)",
    re.I,
)
_FIXED = re.compile(r"\b(?:1:1s?|1-on-1s?|one-on-ones?|24/7|100 ?%|Q[1-4]|H[12]|one or two|two or three)(?!\w)", re.I)

# After these a small number in words claims nothing: “give me two minutes”, “the two of us”, “three things”.
_IDLE = re.compile(
    r"(?:[ -](?:more|other|good|big|small|different|such|simple|little|short|whole|at|or|separate|second))*[ -]?"
    r"(?:minutes?|seconds?|things?|words?|sentences?|questions?|reasons?|points?|lines?|sides?|hats?|minds?|ways?"
    r"|options?|times?"
    r"|moments?|steps?|choices?|parts?|hands?|ears?|eyes?|pages?|paragraphs?|figures?|numbers?|digits?|worries"
    r"|problems?|of (?:us|you|those|these|them|which)"
    r"|to one|o'clock|feet|cents|risks?|answers?|arguments?|teams|jobs|places|bosses|leads|managers|stand-ups|others"
    r"|ideas|months?' notice|birds)(?=[ ,.;:!?)]|$)",
    re.I,
)
_TELLING = re.compile(
    r"(?:[ -][a-z'-]+){0,2}?[ -](?:days?|weeks?|months?|hours?|years?|quarters?|sprints?|percent|per cent|people"
    r"|folks|engineers?|developers?|analysts?|heads?"
    r"|colleagues|customers?|sellers|buyers|clients?|users|tickets?|incidents?|bugs?|outages?|euros?|dollars?|pounds?"
    r"|accounts?|projects?|releases?"
    r"|models?|experiments?|requests?|(?:open )?positions?|roles|complaints?|orders?|alerts?|vacancies|applicants?"
    r"|candidates?|interns?|contractors?|others|items|listings"
    r"|payments?|desks?|seats?|volunteers|resignations)\b",
    re.I,
)

# Capitalised words that name nobody in a manager's mouth: months, departments, and what an office says in capitals.
_COMMON = frozenset(
    re.findall(
        r"\S+",
        "january february march april may june july august september october november december christmas easter legal "
        "finance marketing sales product engineering leadership support operations ops security compliance "
        "infrastructure platform data research design svp evp pm tpm etl gpu gpus slack jira python excel sql eta",
    )
)

# Given names that begin a sentence, where a capital says nothing; those that are words, too, are left out.
_GIVEN = frozenset(
    re.findall(
        r"\S+",
        "aaron adam adrian ahmed aisha alan albert alex alexander alexandra alice alicia alison amanda amelia "
        "amir amy ana anders andrea andreas andrew angela anika anita anja ann anna anne annika anton antonio "
        "arjun arthur astrid axel barbara beatrice ben benjamin bernd bernhard bettina birgit bjorn boris brian "
        "bruno carl carla carlos carmen caroline catherine cecilia charles charlotte chen chiara chloe chris "
        "christian christina christine christoph claire clara claudia claudio connor craig dana daniel daniela "
        "dario david deborah deepak denise dennis diana diego dieter dimitri dmitri dominik donald dorothy edith "
        "eduardo edward eleanor elena eli elias elif elisabeth elizabeth ella ellen emil emilia emily emma "
        "enrique eric erik erika esther eva evelyn fabian fatima felipe felix fernando fiona florian francesca "
        "francesco francisco franz frederik fritz gabriel gabriela gareth gary georg george gerald gerhard "
        "giovanni giulia greg gregor gunnar gustav hana hannah hans harald harriet harry heidi heike heiko helen "
        "helena helga helmut hendrik henrik henry hiroshi holger hugo ian ibrahim igor ines ingrid irene irina "
        "isaac isabel isabella ivan jack jacob jakob james jamie jan jana jane janine jason javier jeff jennifer "
        "jens jeremy jessica joanna joao joel johan johann johannes john jonas jonathan jorge jose josef joseph "
        "joshua juan judith julia julian julie juliet jurgen kai karen karim karin karl karolina katarina kate "
        "katharina katherine kathrin katja kenji kevin kim klaus konrad kristin kristina kurt lars laura lauren "
        "lea leah lena leo leon leonie liam lina linda lisa liz lorenzo louis louise lucas lucia lucy luigi luis "
        "luisa lukas luke maja malik manuel marcel marco marcus marek margaret maria mariana marie marina mario "
        "marion marius markus marta martha martin martina mateo mathias matteo matthew matthias max maximilian "
        "mehmet mei melanie michael michaela michelle miguel mika mike mila mina miriam mohamed mohammed monica "
        "monika moritz nadia nadine naomi natalia natalie nathan nia nicola nicolas nicole niels nikolai nils "
        "nina noah nora norbert olaf oleg olga oliver olivia omar oscar otto pablo paola patricia patrick paul "
        "paula paulo pavel pedro peer peter petra philip philipp pia pierre pieter priya rachel rafael rahul raj "
        "rajesh ralf ralph raphael raquel ravi rebecca regina reinhard renata ricardo richard rita robert roberto "
        "robin rodrigo roger roland rolf roman ronald rosa rosie ruth ryan sabine sabrina samir samuel sandeep "
        "sandra sanjay sara sarah sasha scott sean sebastian selma sergei sergio shreya silke silvia simon simone "
        "sofia sonia sonja sophia sophie stefan stefanie stella stephan stephanie stephen steve steven sunil "
        "susan susanne sven svetlana sylvia tamara tanja tanya tara tatiana teresa thea theo theresa thomas "
        "thorsten tim timo tina tobias tom tomas tommy tony torsten tracy ulrich ulrike ursula uwe valentina "
        "valerie vanessa vera veronica veronika victor victoria viktor vincent virginia vivian vladimir walter "
        "wei werner wilhelm william wolfgang xavier yann yasmin yuki yusuf yves yvonne zoe ",
    )
)


class Amount(NamedTuple):
    """A number as it was said, its value, and the number before its “thousand” or “million”."""

    shown: str
    value: float
    plain: float
    spelled: bool
    after: str
    """The text behind it."""


class Known:
    """Everything that may be taken for known: the words and numbers of some texts."""

    def __init__(self, *texts: str) -> None:
        self._said = Said(*texts)
        found = [a for text in texts for a in amounts(text)]
        self._values = frozenset(round(a.value, 6) for a in found)
        self._plain = frozenset(round(a.plain, 6) for a in found)
        self._bare = frozenset(round(a.plain, 6) for a in found if a.plain == a.value)

    def __or__(self, other: "Known") -> "Known":
        """Return what is known from both."""
        both = Known()
        both._said = self._said | other._said
        both._values, both._plain = self._values | other._values, self._plain | other._plain
        both._bare = self._bare | other._bare
        return both

    def new_number(self, sentence: str) -> str:
        """Return the first number in a sentence that is not known.

        “1.9m”, “1,900,000”, “one point nine million” and “1.9” are one number, “a fifth” and “20 %” are another. A
        small number in words counts only where it says how many there are of something.
        """
        for amount in amounts(_FIXED.sub(" ", sentence)):
            if amount.spelled and amount.value < 1000 and not self._counts_something(amount):
                continue
            if not self._has(amount):
                return amount.shown
        return ""

    def new_name(self, sentence: str) -> str:
        """Return the first name in a sentence that nobody has said; at its start, only a given name is told."""
        first = re.match(r"[\W\d_]*([A-Z][\w-]+)(?=['’]s\b|[ ,])", sentence)
        if first and bare(first[1]) in _GIVEN and not self._said.knows(first[1]):
            return first[1]
        spoken = _FIXED.sub(" ", sentence)
        return next((n for n in names(spoken) if bare(n) not in _COMMON and not self._said.knows(n)), "")

    def _has(self, amount: Amount) -> bool:
        if round(amount.value, 6) in self._values:
            return True
        # “1.9” for 1.9 million, and “1.9 million” where a table says 1.9 and its unit apart.
        return round(amount.plain, 6) in (self._plain if amount.plain == amount.value else self._bare)

    @staticmethod
    def _counts_something(amount: Amount) -> bool:
        return bool(_TELLING.match(amount.after)) and not _IDLE.match(amount.after)


@lru_cache(maxsize=64)
def amounts(text: str) -> tuple[Amount, ...]:
    """Return the numbers in a text, in digits or English words; a part of something is told in percent."""
    return tuple(_amounts(text))


def _amounts(text: str) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(text):
        after = text[found.end() :]
        if found["digits"]:
            value = _digits(found["digits"])
            scale = (found["short"] or found["scale"] or "").lower()
            yield Amount(found[0], value * _SCALES.get(scale, 1), value, False, after)
        elif found["halves"]:
            whole = 1.0 if found["whole"].lower() in ("a", "an") else float(NUMERALS[found["whole"].lower()])
            yield Amount(found[0], whole + 0.5, whole + 0.5, False, after)
        elif found["part"]:
            share = NUMERALS.get(found["count"].lower(), 1) * _PARTS[found["part"].lower()]
            yield Amount(found[0], share, share, False, after)
        else:
            value, scale_of = _spelled(found["words"].lower()), 1
            for word in (found["of"] or "").lower().split():
                scale_of *= _SCALES[word]
            if value != 1 or scale_of > 1:  # “one” is a pronoun more often
                yield Amount(found[0], value * scale_of, value, True, after)


def _digits(shown: str) -> float:
    whole, point, rest = plain(shown).partition(".")
    return float(f"{whole}{point}{rest.replace('.', '')}")


def _spelled(words: str) -> float:
    whole, _, rest = words.partition(" point ")
    value = float(sum(NUMERALS[w] for w in re.split(r"[ -]", whole)))
    return value + float("0." + "".join(str(NUMERALS[w]) for w in re.split(r"[ -]", rest))) if rest else value

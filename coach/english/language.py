"""Tells whether a text is English, by the shares of function words and by script; a short text stays unknown."""

import re
import unicodedata
from collections import Counter

_MIN_WORDS = 5
"""Below this a text is of no language: “Ja, genau.” and “Fine.” say too little."""

_MIN_LETTERS = 4
"""Letters of a script that is not Latin which show it."""

_FUNCTION_WORDS = {
    name: frozenset(words.split())
    for name, words in {
        "English": """
            a able about after all also am an and any are as at be because been before being but by can could d did do
            does doing done down each for from get give go going good got had has have he her here him his how i if in
            into is it its just know let like ll m make many may maybe me might more most much must my need new no not
            now of off okay on one only or other our out over own please re right s said say see shall she should
            since so some something still such sure t take than thank thanks that the their them then there these they
            thing think this those through time to too two until up us use ve very want was way we well were what when
            where which while who why will with without work would yes yet you your
        """,
        "German": """
            ich du er sie wir ihr das der den dem des ein eine einen einem einer und oder aber nicht kein keine ist
            sind bin haben habe hat hatte wird werden würde würden kann könnte könnten mit für auf von zu zum zur bei
            nach aus wie wenn dass weil auch noch schon nur sehr mehr gerne gern danke ja nein mir mich uns ihnen es
            sich
        """,
        "French": """
            je tu il elle nous vous ils elles le la les un une des du de et ou mais ne pas plus est sont suis avons
            avez ai ont avec pour dans sur par que qui ce cette ces mon ma mes notre nos votre vos au aux si très
            merci oui bien aussi comme être avoir faire c j l d n qu y
        """,
        "Spanish": """
            yo tú él ella nosotros ustedes usted el la los las un una unos del de y o pero es son está están soy estoy
            he ha hemos han con para por que qué se lo le les mi mis su sus nuestro nuestra esto este esta muy más sí
            gracias también como cuando porque puedo podría quiero hacer al en
        """,
        "Portuguese": """
            eu você nós eles ela o os um uma do da dos das de e ou mas não é são está estou tenho temos com para por
            que se meu minha seu sua nosso nossa isso este esta muito mais sim obrigado obrigada também como quando
            porque posso poderia quero fazer ao na nos em já
        """,
        "Italian": """
            io tu lui lei noi voi loro il lo la gli le un una uno del della dei di e o ma non è sono siamo ho hai ha
            abbiamo hanno con per che chi si mi ti ci mio mia suo sua nostro questo questa molto più sì grazie anche
            quando perché posso potrei vorrei fare al alla nel nella
        """,
        "Dutch": """
            ik jij je hij zij wij jullie het een de en maar niet geen zijn ben heb hebt heeft hebben wordt worden zou
            kan kunnen met voor op van naar bij uit als dat omdat ook nog al alleen heel meer graag dank bedankt ja
            nee mij ons deze dit er
        """,
        "Swedish": """
            jag du han hon vi ni det den ett en och eller inte är var har hade skulle kan kunna med för på av till
            från om att som också bara mycket mer gärna tack ja nej mig oss vill ska
        """,
        "Danish or Norwegian": """
            jeg du han hun vi dere det den et en og eller ikke er var har hadde havde skulle ville kan kunne med på av
            af til fra om som også bare meget mye mer mere gjerne gerne takk tak ja nei nej meg mig oss os vil skal å
        """,
        "Polish": """
            ja ty on ona my wy oni to ten ta te i lub ale nie jest są jestem mam mamy ma z ze dla na w we od po przy
            jak że bo też jeszcze już tylko bardzo więcej chętnie dziękuję tak się mnie nas czy który która żeby
        """,
        "Czech": """
            já ty on ona my vy oni to ten ta a nebo ale ne není je jsou jsem mám máme má s se pro na v ve od po při
            jak že protože také ještě už jen velmi více rád děkuji ano mě nás který která bych aby
        """,
        "Turkish": """
            ben sen biz siz onlar bu şu ve veya ama değil var yok için ile gibi çok daha da de ki ne nasıl evet hayır
            teşekkürler teşekkür ederim bir olarak benim bizim sizin bana size kadar
        """,
        "Finnish": """
            minä sinä hän me te he se tämä ja tai mutta ei ole olen on ovat oli olisi voin voisi voisin kanssa että
            kun jos koska myös vielä vain hyvin enemmän kiitos kyllä minun meidän teidän mitä miten en
        """,
        "Romanian": """
            eu tu el ea noi voi ei un o al ai ale și sau dar nu este sunt am ai are avem cu pentru pe din la de că
            care să se mai foarte mulțumesc da meu mea nostru acest această aș putea vreau
        """,
        "Indonesian": """
            saya aku anda kamu kami kita dia mereka ini itu dan atau tapi tetapi tidak bukan ada adalah akan sudah
            bisa dengan untuk dari ke di pada yang karena juga masih hanya sangat lebih terima kasih ya
        """,
        "Vietnamese": """
            tôi anh chị em chúng ta là và hoặc nhưng không có được sẽ đã với cho của trong từ này đó rất hơn cũng vì
            nếu khi cảm ơn vâng một các những
        """,
    }.items()
}
# What is English as well (on, me, so, am, to, …) tells nothing.
_OTHERS = {name: words - _FUNCTION_WORDS["English"] for name, words in _FUNCTION_WORDS.items() if name != "English"}
_SCRIPTS = {
    "CJK": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "CYRILLIC": "Russian",
    "GREEK": "Greek",
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "DEVANAGARI": "Hindi",
    "THAI": "Thai",
}
_LETTERS_OF = {"Ukrainian": "іїєґ", "Bulgarian": "ъщ", "Persian": "پچژگ"}
_WORD = re.compile(r"[^\W\d_]+")
_NOT_WORDS = re.compile(r"https?://\S{1,2000}|\S{1,200}@\S{1,200}|`[^`\n]{1,200}`")
_LONGEST = 20_000
"""Characters that are looked at; more of them tell nothing new."""


def function_words(words: list[str]) -> int:
    """Return how many of these words in lower case are function words of English, contracted ones included."""
    return sum(any(part in _FUNCTION_WORDS["English"] for part in word.split("'")) for word in words)


def foreign(text: str) -> str | None:
    """Return the language of a text that is not English, by its English name or as “another language”, else `None`.

    `None` too where that is not sure: in a short text, in English with foreign words, in what is no language at all.
    """
    text = _NOT_WORDS.sub(" ", text[:_LONGEST])
    if name := _by_script(text):
        return name
    words = _WORD.findall(text.lower())
    if len(words) < _MIN_WORDS:
        return None
    english = sum(word in _FUNCTION_WORDS["English"] for word in words)
    hits = {name: sum(word in known for word in words) for name, known in _OTHERS.items()}
    name = max(hits, key=lambda n: hits[n])
    if hits[name] >= 2 and hits[name] >= 0.12 * len(words) and hits[name] > 2 * english:
        return name
    return "another language" if english < 0.06 * len(words) and _reads_like_language(words) else None


def _by_script(text: str) -> str | None:
    """Return the language of a text most of whose letters are not Latin."""
    if text.isascii():
        return None
    letters = [c for c in text.lower() if c.isalpha()]
    others = [
        c for c in letters if not unicodedata.name(c, "LATIN").startswith(("LATIN", "MODIFIER", "FEMININE", "MASC"))
    ]
    if len(others) < _MIN_LETTERS or 2 * len(others) <= len(letters):
        return None
    scripts = Counter(unicodedata.name(c).partition(" ")[0] for c in others)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.1 * len(others):
        return "Japanese"
    for name, signs in _LETTERS_OF.items():
        if any(c in signs for c in others) and scripts["CYRILLIC" if name != "Persian" else "ARABIC"]:
            return name
    return _SCRIPTS.get(scripts.most_common(1)[0][0], "another language")


def _reads_like_language(words: list[str]) -> bool:
    """Whether words in no known language repeat as sentences do: a few short ones often, and most of them not.

    Gibberish and heaps of terms repeat nothing, padding repeats everything; what is no language is left to the judge.
    """
    counts = Counter(words)
    common = counts.most_common(5)
    share = sum(n for _, n in common) / len(words)
    return (
        len(words) >= 60
        and 0.4 <= len(counts) / len(words) <= 0.92
        and share >= 0.12
        and sum(len(w) for w, _ in common) / len(common) <= 4.5
    )

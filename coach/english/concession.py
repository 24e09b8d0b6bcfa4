"""How likely an engineer takes a manager's sentence home as a yes. English only.

A linear model weighs the words and the signs below. It was trained on sentences of our own (`.training/`).
"""

import re
from functools import cache, lru_cache
from itertools import combinations, pairwise

from coach.domain.facts import names, words
from coach.english.linear import Linear, logistic, read_package_data
from coach.english.words import fold, tokens, wording

# fmt: off
SIGNS = {
    name: re.compile(pattern)
    for name, pattern in {
        "asks": r"\?[\"')]*$",
        "if": r"\b(?:if|unless|until|till|once|provided|assuming|suppose|as soon as|only when|not before)\b",
        "when": r"\b(?:when|after|before)\b",
        "opens with a condition":
            r"^(?:\w+, )?(?:if|unless|until|once|when|after|before|as soon as|suppose|provided|had|were)\b",
        "would": r"\b(?:would|could|might|should|may|wish|imagine|perhaps|maybe|in theory)\b|'d\b",
        "denies": r"\b(?:not|no|never|nobody|none|nothing|neither|nor|hardly|cannot|without|no one)\b|n't\b",
        "denies first": r"^(?:\w+,? ){0,3}(?:not|no|never|nobody|nothing|cannot|\w+n't)\b",
        "but": r"\b(?:but|yet|still|though|however|only|except)\b",
        "and still": r"\b(?:and (?:still|yet)|but still)\b|, still\b",
        "nothing against":
            r"\b(?:no|not a|nothing|without|won't hear a|haven't|can't find|n't find)\b.{0,24}\b(?:object"
            r"|objections?|reason|veto|quarrel|complaints?|harm|against|way|stop|no)\b",
        "won't hinder":
            r"\b(?:not|n't|never)\b.{0,20}\b(?:stand in|stop|keep you|hold you|fight|refuse|block|hinder|get in"
            r"|turn (?:it|that|this|you) down|say no)\b",
        "needn't":
            r"\b(?:needn't|don't have to|no need to|don't need)\b.{0,30}\b(?:ask|convince|wait|argue|me|us"
            r"|you here)\b",
        "surrenders":
            r"\b(?:you win|you've won|you got me|you've got me|i (?:give|fold|surrender|yield|relent|cave)|beaten"
            r"|outvoted|outnumbered|outmanoeuvred|white flag|twist\w* my arm|my arm|worn me|wore me"
            r"|talked me (?:into|round|over)|convinced|persuaded|sold|converted|defeated?|resist\w*|softened?"
            r"|too soft|uncle)\b",
        "regrets":
            r"\b(?:regret|against my better|god help|heaven|curse|forgive me|my mind|heavy heart|reluctant\w*|sigh"
            r"|grumbl\w*|fool|mad|mercy|lord)\b",
        "yes": r"\byes\b",
        "agrees":
            r"\b(?:agreed|granted|approved?|accepted|allowed?|deal|done|settled|permission|blessing|signed?|sign-off"
            r"|okay|ok|fine|all right|alright|very well|go-ahead|green light|cleared|official)\b",
        "short yes":
            r"^(?:(?:well|right|oh|okay|ok|fine|good|all right|alright|hm|ugh|ha|so|then),? )*(?:yes|yep|yeah|fine"
            r"|okay|ok|agreed|granted|done|sold|deal|accepted|approved|all right|alright|very well|sure|go"
            r"|so be it)\b[^?]{0,24}$",
        "goes":
            r"\b(?:go|off you go|off with you|away with you|be my guest|by all means|knock yourself|have at it"
            r"|go on then|go for it|get going|on you go|run along|proceed|carry on)\b",
        "goes on telling":
            r"\bgo (?:on|ahead),? (?:and )?(?:tell|explain|show|what|how|i'm|then what)|^go (?:on|ahead)\b[,.]",
        "tells":
            r"^(?:(?:so|well|then|fine|okay|good|right|now|and|just|only|all right|alright),? )*(?:take|start|begin"
            r"|join|block|book|pack|clear|free|tell|let|report|bring|get|move|sit|spend|enjoy|read|order|make|set"
            r"|build|run|lead|own|use|keep|put|mind|look after|say hello|expect|treat|consider|call|count|pencil"
            r"|find|try|see you|welcome|don't)\b",
        "tells to bring me":
            r"\b(?:send|show|tell|give|bring|write|find|convince|persuade|prove|make|get|ask|remind|walk"
            r"|take) (?:it to )?(?:me|us)\b",
        "at a later clause":
            r"[,;:] (?:so |and |then |just |now )*(?:go|take|start|begin|join|book|pack|tell|do it|get|move|sit"
            r"|spend|enjoy|run|off|have)\b",
        "let me": r"\blet me\b",
        "i will": r"\b(?:i'll|i will|we'll|we will|i shall|i'm going to|i am going to)\b",
        "i will do":
            r"\b(?:i'll|i will|i shall|let me|i'm|i am|i've(?: just)?|i have(?: just)?|i just|we'll) (?:\w+ )?(?:put"
            r"|put(?:ting)?|add(?:ing)?|mov\w+|tell\w*|told|writ\w+|sign\w*|clear\w*|free\w*|arrang\w*|sort\w*"
            r"|squar\w*|fix\w*|book\w*|block\w*|mak\w+|made|let(?:ting)?|lend\w*|giv\w+|hand\w*|assign\w*"
            r"|reassign\w*|tak\w+|cover\w*|swap\w*|shuffl\w*|find|found|get|getting|back\w*|approv\w*|allow\w*"
            r"|grant\w*|agree\w*|accept\w*|announc\w*|warn\w*|introduc\w*|explain\w*|see to|seen to|push\w*|carry"
            r"|carv\w*|forward\w*|order\w*|pass\w*|defend|manage|spar\w+|loan\w*|drop\w*|releas\w*|smooth\w*|ring"
            r"|call\w*|email\w*|mail\w*|updat\w*|chang\w*|redo\w*|strik\w*|typ\w+)\b",
        "i will stall":
            r"\b(?:i'll|i will|we'll|i can|i could|i need to|i have to|i'd have to|i'm going to|let me|let's|we can"
            r"|i'd like to) (?:\w+ )?(?:think|consider|sleep|look|see|check|ask|raise|mention|read|keep|talk"
            r"|get back|come back|note|hear|discuss|chew|mull|weigh|ponder|turn|revisit|bring|have a (?:look|word"
            r"|think)|take a look|listen|wait|park)\b",
        "needs first":
            r"\b(?:i|we)(?:'d| would| still|'ll)? (?:still )?(?:need|want|miss|lack|worry|doubt|fear|wonder)\b"
            r"|\b(?:i'd|we'd) (?:have to|need|want)\b|\bfirst\b",
        "can't":
            r"\b(?:can't|cannot|won't|couldn't|wouldn't|isn't|aren't|haven't|hasn't|not going to|unable|impossible)\b",
        "i can't":
            r"\b(?:i|we) (?:can't|cannot|won't|will not|couldn't|wouldn't|don't|am not|have not|haven't|never)\b"
            r"|\bi'm not\b",
        "you are": r"\byou(?:'re| are|'ll be| will be)\b",
        "you are on":
            r"\byou(?:'re| are|'ll be| will be|'ve been) (?:(?:now|already|officially|half|hereby"
            r"|as good as) )*(?:in|on|on board|off|going|joining|moving|cleared|free|hired|theirs|project|leading"
            r"|starting|one of|with them|part of|expected|booked|allowed|at the table)\b",
        "you can":
            r"\byou (?:can|may|shall|get|have|begin|start|sit|go|join|leave|report|answer|belong|own|work|keep|take"
            r"|spend|do|meet|wear|run|lead)\b",
        "you will": r"\byou(?:'ll| will)\b",
        "you've got":
            r"\byou(?:'ve| have) (?:just )?(?:got|won|earned|bought|talked|made|gained|my|a|the|until|\w+ weeks)\b",
        "yours": r"\b(?:yours|theirs|your name|to them|belongs?|owner|in your hands)\b",
        "has it":
            r"\b(?:have|has|had|got|get|take|do|did|run|try|allow|grant|give) (?:it|that|this|them|your day|the day"
            r"|a day|one day)\b",
        "work":
            r"\b(?:it|this|that|them|project|there|days?|(?:thurs|fri|mon|wednes|tues)days?|afternoons?|mornings?)\b",
        "a time of work":
            r"\b(?:a|one|the|your|half a|that|every) (?:day|afternoon|morning|thursday|friday|monday|wednesday|week"
            r"|quarter|month)\b",
        "from now":
            r"\b(?:from (?:now|next|monday|thursday|the first|today|tomorrow)|starting|as of|right away|today"
            r"|tonight|tomorrow|next week|on monday|by friday|this afternoon|this week)\b",
        "much later":
            r"\b(?:next (?:quarter|month|year)|planning|later|some ?day|one day|soon|in (?:june|spring|autumn"
            r"|january|the new year)|next time|another time|after the|first monday)\b",
        "desk work":
            r"\b(?:calendar|rota|sheet|plan|slide|form|badge|access|desk|chair|table|channel|repository|repo|ticket"
            r"|board|stand-up|mail|email|paperwork|cost centre|signature|initials|hr|finance|list|minutes|seating"
            r"|kick-off|backlog|pager|on-call|shift|roster|payroll|org chart|laptop)\b",
        "presents gone":
            r"\b(?:lost|losing|lose|miss you|gave up|given away|spare|without you|one less|four days|fewer|gained"
            r"|gain|loan|lend|borrow\w*|hand you|second home|two hats|two teams|other team|over there|there on)\b",
        "hesitates":
            r"\b(?:tempt\w+|inclined|leaning|open to|half|nearly|almost|close|closer|warmer|interested|interesting"
            r"|sympath\w+|like|love|glad|happy to)\b",
        "praises": r"\b(?:good|great|strong|fine|nice|lovely|solid|impressive|right|fair|point|deserve|proud|clever)\b",
        "of others":
            r"\b(?:he|she|they|somebody|someone|everybody|everyone|others?|rumou?r|i hear|people|last (?:time|year)"
            r"|once let)\b",
        "worry":
            r"\b(?:migration|deadline|date|release|audit|sellers|behind|late|cost|costs|risk|worry|worries|trouble"
            r"|problem|concern|who|how|why|what)\b",
        "said": r"\b(?:said|say|saying|says|promise[ds]?|word)\b",
        "as good as":
            r"\b(?:as good as|practically|all but|only needs|formality|rubber-?stamp|in everything but|bar the"
            r"|just the paperwork|already)\b",
        "let's":
            r"\b(?:let's|we're (?:on|doing|agreed)|we have (?:a|an) (?:arrangement|agreement|deal)|it's (?:on"
            r"|happening|yours|a go|settled|done|decided|in the))\b",
        "it is": r"\b(?:it is|it'll be|so it is|that's that|that's it)\b[.!]?$",
        "then at the end": r"\bthen[.!]?$",
        "by me": r"\b(?:by me|with me|for me|me fine|my part|my side|i'm concerned|from me|of mine)\b",
        "earn it":
            r"^(?:\w+,? )?(?:get|give|close|find|show|bring|finish|make|prove|convince|fix|catch|deliver|land|clear"
            r"|do)\b[^.]*(?:, (?:and|then)|\band) (?:then )?(?:i'll|i will|we|you|thursdays|fridays|wednesdays"
            r"|the day|it's)\b",
        "free to talk":
            r"\b(?:you (?:can|may|could|might|are free to)|you're (?:welcome|free) to|feel free to|go ahead and"
            r"|go and) (?:tell|ask|show|send|try|sit in|make your case|bring|put|talk|write|raise|explain|see for"
            r"|join me|come|look|start by|go deeper|take it up|have (?:my|another|ten|a (?:slot|word|talk|coffee)))\b",
        "takes in words":
            r"\btak(?:e|ing) (?:it|that|this) (?:as|under|into|up|to the|from)\b|\btake your (?:word|point|time)\b"
            r"|\bi take (?:it|your|the)\b|\btake a (?:look|day|week|step|moment)\b",
        "is full": r"\b(?:hands full|as it is|already full|taken|your week is|busy enough)\b",
        "in principle": r"\bin (?:principle|theory|general|spirit|practice|fairness)\b|\bon paper\b",
        "shoos":
            r"\b(?:what are you (?:still )?(?:waiting|doing)|why are you still|why wait|(?:needn't|don't|won't) wait"
            r"|how (?:could|can) i (?:refuse|say no)|out of here|shoo|scram|before i (?:change|look|think|regret))\b",
        "first day there":
            r"\byour first (?:day|report|week|ticket|thursday|friday|morning)\b|\blook(?:ing)? forward to (?:your"
            r"|seeing)\b|\b(?:he's|she's|they're|lead is|they'll be) (?:expecting|waiting for)\b",
        "nothing left":
            r"\b(?:no|last|nothing|not the|out of|run out of|all my) (?:\w+ ){0,2}(?:obstacles?|box(?:es)?|cards?"
            r"|hurdles?|worry|worries|doubts?|arguments?|objections?|reasons?|excuses?|ammunition)\b",
        "lets go":
            r"\b(?:releas\w+ you|you're (?:released|excused|free on|cleared|expected)|let(?:ting)? you (?:go|do|run"
            r"|have|join|take|in|out|loose|split|off))\b",
        "gives in": r"\b(?:g[ai]v(?:e|en|ing) in|caving|cave|folding|fold(?:ed)?|concede|overrul\w+)\b",
        "trusts":
            r"\b(?:trust(?:ing)? (?:you|somebody)|bet(?:ting)? on|bet a|invest\w*|count on|better (?:deliver"
            r"|not|be worth)|make (?:me|us) (?:proud|look)|let (?:me|us) down|proud)\b",
        "in your favour": r"\b(?:in your favour|your way|what you (?:came|asked|want)|you asked for)\b",
    }.items()
}
"""What speaks for a yes or against one: the model learns which, alone and in pairs."""
# fmt: on


def masked(sentence: str, projects: frozenset[str], persona: str) -> str:
    """Return a sentence in lower case in which the scene's own names are words that every scene has.

    `projects` are the stems of the words in the names of its projects.
    """
    own = frozenset(persona.split())
    for name in dict.fromkeys((*own, *names(sentence))):
        if not words(name) & projects and not re.match(r"I(?:['’]|$)", name):
            sentence = re.sub(rf"\b{re.escape(name)}\b", "manager" if name in own else "somebody", sentence)
    folded = fold(sentence).strip()
    folded = re.sub(r"[a-z][\w'-]*", lambda word: "project" if words(word[0]) & projects else word[0], folded)
    folded = re.sub(r"\bmanager(?: manager)+\b", "manager", folded)
    return re.sub(r"\bproject(?: (?:project|system|engine|team|people|folks|crowd))+\b", "project", folded)


def features_of(text: str) -> set[str]:
    """Return what the model weighs in a masked sentence: words, stems, its beginning and end, signs, their pairs."""
    found = tokens(text)
    clause = re.split(r"[,;:.] ", text.rstrip(".!"))[-1]
    signs = [name for name, sign in SIGNS.items() if sign.search(text)]
    stems = [_stem(word) for word in found]
    return (
        wording(found)
        | {f"t {stem}" for stem in stems}
        | {f"tb {one} {other}" for one, other in pairwise(stems)}
        | {f"first {' '.join(found[:n])}" for n in (1, 2, 3)}
        | {f"last {' '.join(found[-2:])}", f"end {text[-1:]}", f"length {min(6, len(found) // 4)}"}
        | {f"s {name}" for name in signs}
        | {f"p {one} + {other}" for one, other in combinations(signs, 2)}
        | {f"c {name}" for name, sign in SIGNS.items() if sign.search(clause)}
        | {f"cf {word}" for word in tokens(clause)[:2]}
    )


@lru_cache(maxsize=256)
def conceding(text: str) -> float:
    """Return how likely an engineer would take a masked sentence home as a yes (0 to 1)."""
    return logistic(model().scores(features_of(text))[0]) if text else 0.0


@cache
def model() -> Linear:
    """Return the model; its one output is the yes."""
    data, _ = read_package_data("coach.english", "yes.json")
    return Linear(data)


def _stem(word: str) -> str:
    return next(iter(words(word)), word)

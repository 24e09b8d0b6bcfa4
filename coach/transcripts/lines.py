"""What a manager's line does, read from its words alone; unsure stays unsure."""

import re
from functools import cache, lru_cache

from coach.domain.transcript import CueKind

# Each table holds one way of saying a thing per line; a new line is `|`, within groups too. They match in lower case.
_INVITES = r"""
come (?:on )?in\b|have a seat|sit down|take a seat|grab a (?:chair|seat|coffee)|go (?:ahead|on)\b|fire away|^shoot\b
  i'?m all ears
(?:i'?m )?listening|over to you|(?:the )?floor(?: is|'s) yours|take your time|let'?s hear (?:it|you)|talk to me
  tell me\b|^well\?$
what'?s (?:on your mind|up|this about|going on|new|cooking|good|the news|it about)|what is (?:it|this|on your mind)
what (?:can i|can we|did you want|do you (?:want|need)|would you like|brings you|have you got|was it|are we)
  how(?:'s| is| are| have| was| did| can| do)\b
you (?:wanted|asked|said|mentioned|booked|had|have|look|put|need|sounded)\b|good (?:to see|morning|afternoon)|^morning
  ^hi\b|^hey\b
^hello|^yo\b|^yes\?|^so\?|anything (?:else|on your mind)|thanks for coming|nice to see
  i(?:'ve| have) (?:got )?(?:\w+ ){0,3}(?:minutes|half an hour)
you have (?:\w+ ){0,2}minutes|my (?:door|attention)|got my attention|all yours|say more|go deeper
  please,? (?:sit|take|go)
"""

_REFUSES = r"""
^(?:no|nope|nah|sorry|not now|not yet|not today|impossible|absolutely not|certainly not|no way|no chance)\b
  \bthe answer is no|\bit'?s a no
\bno (?:more |spare |free |open |extra )?(?:room|seats?|slots?|head ?count|budget|capacity|bandwidth|space|opening
  appetite|chance|way|slack
money|hours|hands|one to|place|places|new)\b
\b(?:full|taken|packed|frozen|locked|closed|stretched|maxed|staffed|booked|oversubscribed|complete|spoken for|tight
  crowded|swamped
slammed|understaffed|short-?staffed|short-?handed|overloaded|drowning|underwater|on fire|filled|committed|fixed
  set in stone|nervous
touchy|sensitive|political|risky|delicate|fragile|steep|senior|green|junior|early|premature|nowhere)\b
\b(?:worr(?:y|ied|ies)|concern(?:ed|s)?|afraid|hesitant|reluctant|wary|sceptical|skeptical|uneasy|doubt|unconvinced
  torn|fear|problem|trouble
issue|catch|snag|obstacle|risk|risks|freeze|conflict|reservations?|uncomfortable)\b
\b(?:unfortunately|honestly|frankly|realistically|hard sell|tough sell|tall order|big ask|not really|hold on|slow down
  whoa|easier said
bad time|wrong time|bad moment|hot right now|too (?:many|much|\w+))\b
\b(?:have|has|need|needs|must|'ve got|got) to (?:\w+ )?(?:prioriti[sz]e|focus|keep|finish|ship|land|hold|protect
  deliver|clear|say no|stay
stabili[sz]e|fix|close|come first|stick|look after|get through|wait|be careful|be realistic|be fair|think of|make sure
  cover|cut)\b
\b(?:need|want|rather have|prefer) you (?:\w+ )?(?:on|where|here|to|for|in|at|doing|back)\b
  \bi'?d (?:rather|prefer|sooner|need|want)\b
\b(?:immediate needs?|other priorities|higher priorit\w+|more urgent|first things first|priority|priorities
  comes? first|firefighting|fires)\b
\bwho(?:'s| is|'d| would| will|'ll| else)? (?:\w+ ){0,2}?(?:cover|do|pick up|look after|run|maintain|take|handle|hold
  backfill|mind|keep)\b
\b(?:last time|tried (?:that|this|it)|ended (?:in tears|badly)|is gone|are gone|been burn\w*|went wrong|blow up
  on the line|under scrutiny|prove|deadline|overdue|behind schedule|slipping|backlog)\b
\b(?:that's|it's|it is|that is) (?:\w+'s|not my|the \w+ (?:office|team)'s|theirs|his|hers?) ?(?:area|project|job|call
  baby|decision|turf|thing|team|to give|office)
\bwhy (?:should|would) (?:i|we|anyone) (?:move|take|risk|break|let|change|give|trust)\b|\bwhat makes you think\b
  \bwhy (?:you|not)\b
\b(?:everyone|everybody|half the|lots of|plenty of|nine|ten|five|many|several
  \d+) (?:\w+ )?(?:people |others |engineers )?(?:\w+ )?(?:wants?|asks?|asked
asking|ahead|queue|in line|waiting)\b
\b(?:vendor|legal|sales|hr|security|procurement
  the (?:team|board|ceo|coo|cfo|client|director|vp|union)) (?:\w+ )?(?:won'?t|will never|would never|does that|hates?
  already
refused|is nervous|are nervous|would have|isn'?t|don'?t|doesn'?t|has to)\b
"""

_RESISTS = r"""
\b(?:no|not|never|nobody|none|nothing|neither|nor|hardly|cannot|without)\b|n't\b
  \b(?:but|however|although|though|yet|except|unless
until|till|only|already|instead|still|first|later|unfortunate\w*|sorry|hate|slow|hard|difficult|expensive|depends?
  promised|owns?
busy|limited|rather|wait|enough|expected|own plan|steering|as it is|as things stand|at the moment|for now|right now)\b
"""

_DEFERS = r"""
\b(?:let me|i'?ll|i will|i'?d (?:want|need|like|have) to|i want to|(?:i )?need to|(?:i )?have to|i'?m going to
  i'?d better|we should|we'?ll|i should) (?:\w+ )?
(?:think|sleep on|mull|chew|reflect|check|assess|see (?:what|if|whether|where|how)|talk (?:to|with|it)
  speak (?:to|with)|ask|consider|weigh|sit (?:on|with)
consult|digest|come back|get back|let you know|discuss|sound out|run (?:it|this|that) (?:by|past)
  take (?:it|this|that) (?:away|up|to|back|under)|raise it
have a (?:think|look)|look (?:at (?:the|my|our|your|who|what|it|this)|into)|find out|decide|review|go away|float
  revisit)\b
\b(?:think (?:about it|it over|on it|it through|it about)|get back to you|come back to you|circle back
  leave (?:it|that|this) with me|sleep on it|park (?:it|this|that)
shelve|revisit|we'?ll see|we will see|remains to be seen
  let'?s (?:wait|see|hold off|revisit|not rush|come back|take (?:it|this) (?:up|offline)
  talk (?:about (?:it|this) )?(?:later|again|next|after)
pick (?:it|this) up)|ask me (?:again|in|next|after)|come back (?:in|next|after|when|to me|with)
  can'?t (?:decide|say|answer|commit|give you an answer|promise)
another time|some other time|(?:maybe|perhaps) (?:later|next|in|after)|down the (?:road|line)|no promises
  keep (?:it|you|that) in mind|noted|give me (?:a|some|until|till|the) (?:\w+ )?(?:day|days|week|weekend|time|while
  friday|monday)
too (?:early|soon) to|not (?:today|right now|this week)|i'?d (?:want|need) (?:time|a few|a day|a week))\b
"""

_GRANTS = r"""
\byou'?re (?:on|in|hired)\b(?! (?:the|my|a|your|every|call))|\byou'?re on the (?:team|project)
  \byou'?ve got (?:it|yourself|the (?:slot|seat|go-ahead|job|green light))
\byou (?:get|have) (?:it\b|the (?:slot|seat|go-ahead|green light|\w+ (?:stores?|team|module|piece))
  my (?:blessing|ok|approval|support|backing)|vienna)
\b(?:i'?ll|i will|i'?m happy to|let'?s) (?:\w+ )?(?:put you (?:on|in|down)|add you|bring you (?:in|on)|make it happen
  sign (?:it|this|that) off|approve|set it up|do (?:it|that|this)\b
go with|try\b|back (?:you|this|it)|give (?:you|it) (?:the|a go|a try|four|two|three|six)|make room|start you|free you
  move you)
\b(?:consider it done|it'?s a (?:deal|yes)|that'?s a yes|approved|welcome (?:aboard|to the)|green ?light|go for it
  sold|i'?m (?:in|convinced|sold))\b|^deal\b
^(?:yes|yep|yeah|okay|ok|all right|alright|fine|agreed|done|good|great
  sure)[,.!]+ (?:you |let'?s |i'?ll |take |start |join |do |go (?!ahead)|we'?ll do)
\byou can (?:start|join|have|take (?:it|the|that|on)|do it)\b|\bi can (?:offer|give|get) you\b
  \bstart (?:on )?(?:monday|tuesday|wednesday|thursday|friday|next|tomorrow)
"""

_YIELDS = r"""
\b(?:you|we|i) (?:can|could|might|may) (?:\w+ ){0,3}?(?:start with|shadow|sit (?:in|with)
  take (?:a|one) |help (?:out )?(?:on|with|a|for)|try|begin|join for|observe)
\bhalf a day|\b(?:one|a) day a week|\b(?:on a|as a|a) (?:trial|first step|compromise|test|pilot)|\bmeet you halfway
  \bpart of it|\bsmall(?:er)? (?:piece|part|role|slice)
\bfor (?:two|three|four|six|a few|a couple of) weeks|\blet'?s (?:start small|start with|begin with)|\bon one condition
  \bone condition|\bunder one condition
"""

_ACKNOWLEDGES = r"""
\bthat'?s (?:a |an |actually |really |quite |very )?(?:good|fair|helpful|useful|interesting|great|solid|reasonable
  impressive|sensible|better|nice|strong|fine)
\bgood (?:point|work|idea|to know|thinking|question)|\bfair (?:point|enough)
  \b(?:that )?sounds (?:good|interesting|reasonable|useful|sensible|promising|fair)
\bi (?:like|appreciate|see|get|take) (?:that|it|what|your|the point|where)|\bthat helps|\bmakes sense|\bpoint taken
  \bnice work|\bwell done|\binteresting\b|^(?:okay|ok|right|i see|mm+|hm+)\b
\bthank(?:s| you)|\bi (?:didn'?t|did not) know|\bnoticed|\bi'?ve seen (?:it|that|your)
"""

_CLOSES = r"""
\blet'?s (?:leave it|stop|end|wrap|call it)|\bwe'?re (?:out of time|done|at time)
  \bi (?:have|'ve got|need|got) to (?:run|go|jump|drop|dash|leave)\b|\ba hard stop
\btime'?s up|\bthat'?s (?:it|all) (?:for today|from me|then)|\btalk (?:soon|later)|\bsee you (?:next|on|then|at|in)
  \bhave a good|\bback to work|\bfinal (?:answer|word)
\bend of (?:the )?discussion|\bleave it there|\bgood luck with|\bgood talk|\bmy next (?:meeting|call)
"""

# A question that voices a doubt: who would do your work, why should we risk it.
_DOUBTS = r"""
\bwho(?:'s| is|'d| would| will|'ll| else)? (?:\w+ ){0,2}?(?:cover|pick up|look after|maintain|take over|handle
  backfill|keep)\b
\bwhy (?:should|would) (?:i|we) (?:move|risk|break|take (?:you|people)|let|give|trust)|\bwhat makes you think
  \bwhat about your\b
\b(?:can't|couldn't) (?:it|this|that) wait
"""

_DENIES = r"n't\b|\bnot\b|\bnever\b"
_CONDITIONAL = r"\b(?:if|once|as long as|provided|condition|first|but|until|only|unless|need|depends?)\b"
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_SHORT = 130
"""Characters up to which a line that invites is an opening, whatever else is in it."""


@lru_cache(maxsize=256)
def classify(text: str) -> CueKind | None:
    """Return what a manager's line does, or `None` where its words do not show it.

    Of an objection and a deferral in one line the later one decides; a question that only asks for the case is a
    probe. English only.
    """
    line = " ".join(text.replace("\u2019", "'").lower().split())
    sentences = [s.strip() for s in _SENTENCE.findall(line) if s.strip()]
    if not sentences:
        return None
    stated = " ".join(s for s in sentences if not s.endswith("?"))
    refuses, defers = _last(_REFUSES, stated), _last(_DEFERS, stated)
    invites = len(line) <= _SHORT and _has(_INVITES, sentences[-1])
    if max(refuses, defers) < 0 and _has(_CLOSES, stated):
        return CueKind.CLOSE
    if refuses < 0 and not _has(_DENIES, stated):
        bound = _has(_YIELDS, stated)
        if bound or _has(_GRANTS, stated):
            return CueKind.YIELD_IN_PART if bound or _has(_CONDITIONAL, stated) else CueKind.GRANT
    if invites and defers < 0 and not _has(_RESISTS, stated):
        return CueKind.OPEN
    if max(refuses, defers) >= 0:
        return CueKind.DEFER if defers >= refuses else CueKind.OBJECT
    if _has(_DOUBTS, line):
        return CueKind.OBJECT
    if invites:
        return CueKind.OPEN
    if _has(_RESISTS, stated):
        return CueKind.OBJECT
    if line.endswith("?"):
        return CueKind.PROBE
    return CueKind.ACKNOWLEDGE if _has(_ACKNOWLEDGES, stated) else None


def compile_patterns() -> None:
    """Compile every table now, so that the first line read does not wait for it."""
    for table in (_REFUSES, _RESISTS, _DEFERS, _GRANTS, _YIELDS, _ACKNOWLEDGES, _CLOSES, _INVITES, _DOUBTS):
        _pattern(table)


@cache
def _pattern(table: str) -> re.Pattern[str]:
    # Compiled at the first line that is read: nobody waits for it before the first paint.
    return re.compile("|".join(line.strip() for line in table.strip().splitlines()))


def _has(table: str, line: str) -> bool:
    return _pattern(table).search(line) is not None


def _last(table: str, line: str) -> int:
    """Return where the last match of a table begins, or -1."""
    return max((found.start() for found in _pattern(table).finditer(line)), default=-1)

"""The record of the talk, and a next talk with a time to it."""

import re

from coach.domain.judgement import Verdict
from coach.domain.transcript import CONCESSIONS
from coach.judges.rules.grievance import PRESSES
from coach.judges.rules.offence import DEMANDS, THREATENS
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign
from coach.judges.rules.sheet import content

_YOU = re.compile(
    r"\b(?:you|you'll|you're) (?:will |to )?"
    r"(?!said|told|know|want|think|asked|mentioned|need|see|could|would|can|have)[a-z]+"
)
_ME = re.compile(
    r"\b(?:i|i'll|me|i'm) (?:will |to )?"
    r"(?!know|think|understand|want|would|could|see|hope|appreciate|can|need|heard|understood)[a-z]+"
)
_PAST = re.compile(r"\b(?:last|ago|yesterday|we (?:talked|spoke|met|agreed|discussed)|you (?:said|told|promised))\b")

RECORD = Sign(
    "offers a record",
    r"""
    {record} (?:of|from|on|for|with) <2>(?:this|today|our|what|the (?:talk|chat|meeting|conversation|discussion|call)
      us|where we)|{record} (?:tonight|today|tomorrow|this (?:afternoon|evening)|by (?:tonight|tomorrow|evening|end)
      to confirm|so (?:that )?(?:we|you|it|neither|nobody)|afterwards|in your inbox)
    (?:short|quick|brief|little|written|two-line|follow-?up|five-line
      one-page) (?:\w+ )?{record}(?! (?:of|on) (?:the (?:results|model|numbers|experiment|data)))
    {writes} <4>{record} <7>(?:today|this|we|our|you|both|tonight|tomorrow|by|so|afternoon|evening|here|each|neither
      points|talk|afterwards)
    {writes} <5>(?:what (?:we|you|i|was|each|both)(?:'ve| have|'d)? ?(?:just |both |each |of us )*(?:discussed|agreed
      said|covered|decided|talked|settled|spoke|told|asked|promised|committed|heard|do|does|want\w*)
      the (?:agreement|decisions?|action (?:items|points)|next steps)|action (?:items|points)|next steps|who does what
      our (?:conversation|discussion|talk|chat|agreement|decisions?))
    {writes} <3>(?:in writing|on paper|on record|down|black on white
      on file)(?! (?:the (?:model|plan|code|design|spec)))
      (?:put|get|have) (?:it|this|that|these|it all|all (?:this|that|of (?:it|this)))(?: all)? (?:in|into
      on) (?:an? )?(?:e-?mail|mail|writing|note|doc|paper|message|ticket|invite)
    (?:put|pop|drop|log|add|note|write|enter|track|record|capture|keep|minute) (?:it|this|that|these|them|it all
      all (?:this|that|of this)|our \w+|what \w+ \w+|the agreement|the decisions?|those) <4>(?:in|into|to|on|down in
      under|as) <3>(?:doc|notes|ticket|tracker|wiki|mail|e-?mail|1:1|one-on-one|jira|minutes|page|file|thread|channel
      board|document|invite|log|slack|calendar|record)
    (?:recap|summari[sz]e|minute|jot down|write down|note down|write up|type up|capture|log|record|note) (?:this|that
      it|what|our|all this|the (?:conversation|discussion|talk|outcome|agreement|decisions?|next steps
      points))(?! (?:metric|latency|error|event))|type (?:this|it|that) up|keep (?:minutes|notes|a record)
      make a (?:note|record) of (?:this|what|our|it|that)
    (?:confirm|repeat|list) (?:this|that|it|all (?:this|that)|everything|what) <4>(?:by|in|over|via) (?:an? )?(?:mail
      e-?mail|writing|message|chat|note)|follow up (?:with|by|in) (?:an? )?(?:\w+ )?(?:e-?mail|mail|note|message
      writing|summary)|(?:e-?mail|mail|note|message) (?:that|which|with) <3>(?:lists?|says?|sums?|confirms?|what
      the (?:points|steps))
    for the record|on record|so (?:that )?(?:we|you|it|neither|nobody|nothing
      i)(?: both| all| each| of us)* <4>(?:written|in writing|same page|remember|forget|lost|same notes|on record
      reference|refer back|memory|start from the same|misremember|lose track|black on white|correct me)
    (?:to|let me|just to|i'll|i will|can i|may i|shall i|i'd like to) (?:quickly |just |briefly )?(?:recap|sum up
      summari[sz]e|repeat(?: (?:that|it|this))? back|play (?:that|it|this) back|say (?:that|it|this) back|restate
      read (?:that|it|this) back)|(?:wrote|written|noted|jotted) down <4>(?:you|we) <2>(?:said|agreed|told|decided
      mentioned)
    """,
)

CONFIRMS = Sign(
    "says back what was agreed",
    r"""
    (?:^\W*(?:so|then|ok|okay|right|good|great|agreed|understood|perfect|deal|settled|done|in short)\b|just (?:so|to)
      to be (?:sure|clear|certain)|(?:let me|i want to|i'd like to) (?:check|make sure|be sure|confirm|note|repeat)
      check (?:i've|i have)|make sure i|be sure i|as i understand|my understanding
      what i(?:'m|'ve| am| have)? (?:heard|hearing|got|take|taking|understood)|i(?:'ve)? (?:heard|understood)
      we(?:'ve| have|'re)? (?:agreed|said|settled|decided)|note that|that's me|to confirm|play that back)
    """,
    affirmed=False,
)

REFUSES_RECORD = Sign(
    "refuses a record",
    r"""
    off the (?:record|books)|(?:just )?between (?:us|you and me|the two of us|ourselves|these (?:four )?walls)
      (?:off|out of|away from) (?:e-?mail|the record|the notes|the minutes|paper|slack|the ticket|the 1:1)
    (?:no|not|n't|without|never|needn't|nothing|avoid|skip|rather not|less|nobody|no need|prefer not|instead of|hate
      dislike) <6>(?:paper trail|trail|records?|minutes|in writing|written down|written stuff|anything written
      write (?:any|this|it|that)|writing (?:any|this|it|that)|put (?:any|this|it|that)(?: of (?:this|it))? in
        putting (?:any|this|it) in
      traces?|on paper|in (?:an? )?(?:e-?mail|the notes|notes|the minutes|the doc|the ticket)|down anywhere
      paperwork about|summar(?:y|ise|ize) (?:this|it|that)|document (?:this|it|that|any)|note (?:this|it|that|any)
      a? ?recap|notes? (?:of|on|about) (?:this|it|that|what))(?! (?:of customers|for the model))
    (?:keep|leave) (?:this|it|that|everything|things|the \w+) <1>(?:quiet|unofficial|informal|verbal|oral|secret|off
      out of|to ourselves|under the|unwritten|among|between|in this room)
      (?:delete|erase|destroy|shred|bin|tear up) (?:this|that|the notes?|any|my|those|your)
      (?:this|it|we|that|the (?:talk|conversation)) (?:talk |conversation )?never (?:happened|took place|spoke|talked
      met)
    (?:don't|do not|let's not|please don't|nobody|no one|better not|best not|not) <3>(?:tell|mention|repeat
      needs? to know|has to know|should know|must know|find out|hear about|say a word|breathe) ?(?:anyone|anybody
      a soul|this|hr|it|about)?|handshake (?:is enough|will do|deal)|(?:your|my|a) word is (?:enough|good|fine)
      verbal(?:ly)?|unofficial(?:ly)?|on the quiet|hush|deny(?:ing)? (?:it|this|having)|plausible|wasn't said
      you didn't hear (?:it|this)|not for the (?:record|minutes|notes)
    """,
    affirmed=False,
)

CLAIMS = Sign(
    "claims a commitment",
    r"""
    you(?:'ve| have|'d| had|'re| were| did)? (?:{intensely} |as good as |more or less |all but )*(?:promised|agreed
      agree|committed|guaranteed|gave me your (?:word|ok|okay|blessing)|given me your (?:word|ok|okay|blessing)
      said yes|approved|signed off|signed it off|green-?lit|okayed|ok'd|confirmed|assured|offered me|pledged
      on board with (?:me|this|it)|fine with (?:me|it|this)
      cleared (?:me|it))(?! (?:to (?:the|your|customers?|leadership|finance|the board|deliver|them)
      with (?:finance|them|the)|a date|that (?:we should|it would help)))
    you(?:'ve| have|'d| had)? (?:{intensely} )*(?:told me(?: (?:in|last) [a-z]+)?|said|mentioned|let me know
      let me believe) (?:that )?(?:i
      i'd|it|the \w+|we)(?:'d| would| could| was| had|'ll| can
      'm| am| get| is| were)? (?:be |have |get |start |lead |join |on |in |mine|yes|next in line|going to|good to go)
    (?:as|since|because|given that|now that|like|what|just as|seeing as) (?:we|you|was|we've
      you've)(?:'ve| have| had)? (?:already |just |all |both |clearly )*(?:agreed|promised|settled|decided|committed
      approved|confirmed|said yes|planned|arranged)|as (?:agreed|promised|arranged|confirmed|settled)
    (?:your|the|that) (?:promise|commitment|agreement|approval|yes|guarantee|green light|go-?ahead|word
      ok)(?: (?:to me|that i|from (?:last|you|january|our)|last|was|is|stands|still|you (?:gave|made)|on this|holds
      already))|(?:we|it|that)(?:'d|'s| had| have|'ve| was| were| is)? (?:already |been |all |long )*(?:a deal
      an agreement|a done deal|agreed|settled|promised|locked in|arranged|decided (?:that i|i))(?= |[.,!;]
      $)(?! (?:with finance|on the metric|to help|them|by the))
    a promise is a promise|keep your (?:word|promise)|go(?:ing)? back on|hold you to|i have it in writing
      thanks (?:again )?for (?:promising|agreeing|approving|saying yes|confirming|giving me the
      letting me (?:join|lead|have)|the (?:seat|slot|go-?ahead|green light|yes|approval|spot|place))
      my (?:new role|seat|place|spot|slot) on (?:the|that)
      (?:with|on|based on|per) your (?:yes|approval|agreement|green light|go-?ahead|promise|word
      ok)(?=[, ]? i(?:'ve|'ll| have| told| will|'m)|[.,])
    """,
)

TIME = Sign("a time", r"{when}", affirmed=False)
AGAIN = Sign("a next talk", r"{again}")


def document_everything(reading: Reading) -> Seen:
    """Met by a record or by saying back what was agreed; violated by refusing one or by a made-up promise."""
    if hits := reading.hits(REFUSES_RECORD):
        return Seen(Verdict.VIOLATED, hits, "It keeps the talk off the record.")
    if hits := _made_up(reading):
        return Seen(Verdict.VIOLATED, hits, "It claims a commitment that the manager did not make.")
    if hits := reading.hits(RECORD) or _written_of_talk(reading):
        return Seen(Verdict.MET, hits, "It offers a record of the talk.")
    if hits := _said_back(reading):
        return Seen(Verdict.MET, hits, "It says back who does what, and when.")
    return ABSENT


WRITES = Sign(
    "writes",
    r"""
    writ(?:e|ing|ten)|note[sd]?|noting|recap\w*|summar\w+|minutes|e-?mail\w*|mail\w*|document|documenting|record|log
      logging|jot\w*
    paper|doc|lines|bullets?|bullet points|page|thread|ticket|tracker|wiki|memo|message|type|confirm
    """,
)
OF_THE_TALK = Sign(
    "what was said",
    r"""
    what (?:we|you|i)(?:'ve| have)?|we(?:'ve| have|'d)? (?:both )?(?:said|agreed|discussed|talked|decided|covered
      settled|spoke)|today|tonight|this afternoon
    (?:this|our) (?:conversation|talk|chat|discussion|meeting|afternoon)|conversation|agreed|said|discussed|decided
      both|neither|remember|forget\w*
    """,
    affirmed=False,
)


def _written_of_talk(reading: Reading) -> tuple[Hit, ...]:
    """Find a sentence that writes and is about what was said here."""
    talk = {h.sentence for h in reading.hits(OF_THE_TALK)}
    return tuple(h for h in reading.hits(WRITES) if h.sentence in talk)


def _said_back(reading: Reading) -> tuple[Hit, ...]:
    """Find a sentence that says who does what and when: after a grant by its own words, else announced as a summary."""
    granted = content(reading.sheet.answered) if reading.manager_move in CONCESSIONS else frozenset()
    summed = {h.sentence for h in reading.hits(CONFIRMS)}
    found = []
    for sentence in reading.sheet.sentences:
        announced = not sentence.asks and {sentence.index, sentence.index - 1} & summed
        both = announced and _YOU.search(sentence.text) and _ME.search(sentence.text)
        if not both and len(content(sentence.text) & granted) < 3:
            continue
        if reading.within({sentence.index}, TIME) or reading.within({sentence.index}, SPAN):
            found.append(Hit(sentence.start, sentence.start + len(sentence.text), sentence.index))
    return tuple(found)


SPAN = Sign("a span of time", r"{number} {unit}(?: a {unit})?|{day}s?", affirmed=False)


def follow_ups(reading: Reading) -> tuple[Hit, ...]:
    """Return where the reply proposes a next talk or decision with a time to it, or asks whether a time suits."""
    return reading.once("follow-ups", _follow_ups)


def _follow_ups(reading: Reading) -> tuple[Hit, ...]:
    text = reading.sheet.folded
    talks = {h.sentence: h for h in reversed(reading.hits(AGAIN))}
    asks = {s.index for s in reading.sheet.sentences if s.asks}
    found = []
    for time in reading.within(talks.keys() | asks, TIME):
        if _PAST.search(text[max(0, time.start - 40) : time.end]):
            continue
        if talk := talks.get(time.sentence):
            found.append(Hit(min(talk.start, time.start), max(talk.end, time.end), time.sentence))
        elif not reading.within({time.sentence}, BEGINS):
            sentence = reading.sheet.sentences[time.sentence]
            found.append(Hit(sentence.start, sentence.start + len(sentence.text), time.sentence))
    return tuple(found)


BEGINS = Sign(
    "begins the work then",
    r"""
        (?:can|could|may|shall|should|do|did) i (?:start|begin|join|take|have|run|build|do)
          (?:start|begin|join|launch|ship|take|lead|do|run|cover|finish) <4>{when}
    """,
    affirmed=False,
)


def asks_timed_follow_up(reading: Reading) -> Seen:
    """Made by a proposed next talk with a time; no demand, no deadline-or-else."""
    bad = {h.sentence for h in reading.hits(DEMANDS, THREATENS, PRESSES)}
    hits = tuple(h for h in follow_ups(reading) if h.sentence not in bad)
    return Seen(Verdict.MET, hits, "It proposes a next talk and when.") if hits else ABSENT


def _made_up(reading: Reading) -> tuple[Hit, ...]:
    return () if reading.conceded else reading.hits(CLAIMS)

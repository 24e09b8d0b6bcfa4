"""The executive's view: return, revenue, cost, risk, customers, goals, and how this work moves them."""

from coach.domain.judgement import Verdict
from coach.judges.rules.benefit import BENEFIT, BUSINESS, STAKE
from coach.judges.rules.past import result_sentences
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign
from coach.judges.rules.steps import offers

DISMISSES = Sign(
    "dismisses the business view",
    r"""
    {dont_care} <5>{commerce}
    (?:not|n't|no) (?:an? )?(?:accountant|salesman|salesperson|business ?man|banker|mba|suit)(?=[.,!; ]|$)
    (?:let|leave) <1>(?:finance|sales|the suits|the mbas?|somebody else|someone else|marketing|others|product
      the board|them) <1>(?:worry|deal|care|think|handle|count|chase|look after|do the (?:sums|maths?))
    (?:finance|sales|marketing|product|the business)'?s? (?:problem|job|headache|department)
      (?:for|about) people in suits|can look after (?:its|their) own
    (?:rather|instead of|not|than|n't) <4>(?:chase|chasing|move|moving|push|pushing|optimi[sz]e|worry about
      think about|count|counting) <2>{commerce}
    (?:not everything|does everything|why does it|must everything|everything has|always) <3>(?:has to|have to|needs
      need|must|be|pay|about) <2>(?:{money}|pay off|pay for itself|about money|an? (?:roi|return|business case)
      business)
    (?:business|roi|revenue|profit|commercial|money|value|payback) <1>(?:value )?or (?:not|no)|whatever it costs
      it(?:'ll| will)? costs? what it costs|no matter (?:what it|the|how much it) (?:costs?|expense|risk)
      (?:cost|money) is no object
    (?:never|not) (?:make|makes|earn|earns|bring in) (?:a cent|a penny|a dime|anything)|for (?:its|the) own sake
      for the fun of it|think how cool
    (?:zone out|fall asleep|glaze over|switch off|yawn) <4>{commerce}|i don't do {commerce}
    nothing to do with <3>(?:{agenda}|{commerce})
      (?:won't|doesn't|wouldn't|may not|might not|may never|will never) (?:{intensely} )*(?:sell|earn|make|bring in
      bring|move) (?:us )?(?:anything|any money|money|a (?:penny|cent|dime|single)|much|{commerce})
    (?:trade|sacrifice|give up|swallow|forgo|do without|live without|live with less|take a hit on
      can spare) <3>{commerce}|so be it|that's life|tough luck|too bad
      (?:my|the) (?:interest|heart|passion) is <2>(?:science|research|maths?|models?|method|tech\w*|algorithm\w*
      architecture)
    (?:in it|here|came|signed up|joined|do this|work here) for the (?:science|research|maths?|models?|tech\w*
      algorithms?|challenge|fun|puzzles?|craft)
      (?:money|business|revenue|commercial|finance) (?:talk|people|stuff|types|folks|crowd)
      (?:is|are|that's|it's) up to the (?:company|business|sales|product) (?:people|side|folks)?
    (?:more|far more|much more|way more) (?:interesting|fun|exciting|elegant|beautiful) than
      because it(?:'s| is| would be) (?:{intensely} )*(?:fun|cool|interesting|elegant|sexy|shiny|beautiful|exciting
      novel|state of the art|cutting)|(?:for|out of) (?:pure |sheer |my own |intellectual )*(?:curiosity|fun)
      (?:purely|just|only) (?:for|because) <3>(?:fun|curious|curiosity|interesting|paper|papers|publish\w*)
    (?:paper|publication|publish\w*|neurips|icml|kaggle|conference) <6>(?:rather|instead|matters more|is what counts
      over|more important|regardless)|(?:rather|instead) <4>(?:research|paper|publish\w*|interesting|elegant
      fun) <5>than
    """,
    affirmed=False,
)

NO_MATTER = Sign(
    "does not matter",
    r"{no_matter}|noise|hobby|whine|yawn|snooze|theatre|theater|bureaucracy|take a hike",
    affirmed=False,
)
COMMERCE = Sign("a word of commerce", r"{commerce}", affirmed=False)

HARMS = Sign(
    "proposes what harms the business",
    r"""
    {halt} <3>(?:launch|release|migration|compliance|audit|safety|privacy|security|tests?|testing|validation
      monitoring|checks?|on-?call|fraud|deadline|payments?|checkout|customers?|support|sla|maintenance|rollout
      regulat\w+|approval|consent|go-?live|contract|renewals?|controls?|interlocks?|safety case|billing|production
      outage|inspections?|review|logging)
    (?:launch|release|migration|deadline|customers?|clients?|compliance|audit|support|sla|rollout|regulators?|outage
      contract|bugs|users|merchants|patients|renewals?|checkout|billing|tickets) (?:{intensely} )*(?:can|could|will
      should|would|may|might|must)(?: just| simply| easily)? (?:wait|slip|suffer|cope|survive|live with
      be (?:pushed|delayed|postponed|late|paused|moved)|take a back ?seat|burn|hang|lump|get over)
    (?:let|letting) <3>(?:launch|deadline|sla|customers?|clients?|date|release|support|tickets|quality
      compliance) <1>(?:slip|wait|slide|suffer|drop|fail|burn)|who needs (?:the|an?|tests|audits?|compliance|approval)
    (?:even if|even though|so what if|who cares if|don't mind if|fine if|doesn't matter if|may well|might
      probably) <3>(?:slips?|delays? the|cost us|loses? us|lose us|breaks? production
      lose (?:a few|some|customers|clients)|hurts? (?:sales|customers|revenue|us))(?= |[.,]|$)
    (?:pull|move|take|put|shift) <3>(?:people|team|engineers?|everyone|everybody|folks|guys) <2>(?:off|from|onto|on to
      away) (?:this|that|it|my|the (?:launch|migration|release|outage|support|audit))
    (?:nobody|no one|they|customers|the auditors?) (?:will|would|won't|wouldn't) (?:ever )?(?:see|notice|know|find out
      check)(?: it)?(?=[.,!]|$)|straight (?:to|on) production|skip the <3>(?:for now|this time|and)
    (?:stop|quit) (?:the|producing|sending|maintaining|serving|supporting|running|doing|answering|taking
      with the) <6>(?:and|so|for|to|until|while)
      (?:pull|take|move|borrow|steal|grab|put) <5>(?:people|engineers?|guys|folks|team|two|three|half|everyone|crew
      budget|money|gpus?|servers?) <2>(?:from|off|out of|away from) <4>
    (?:old|current|existing) (?:system|pipeline|model|product|platform|service) <3>(?:rot|die|limp|fend|wait|break
      slide)|(?:ship|push|deploy|roll (?:it )?out|go|release|launch) (?:it )?<3>(?:without|before) <3>(?:review|tests?
      testing|approval|validation|checks?|sign-?off|audit|legal|consent)
    (?:rewrite|rebuild|redo|replace) (?:everything|the whole|all of|the entire)|from scratch
      (?:whole|entire|all the|double the|triple the) (?:{adverb} )?(?:budget|spend|gpu|cloud bill|cluster)|nobody dies
      (?:will|would|can|could|should) (?:{intensely} )*(?:survive|hold (?:its|their) breath|get over it|live|cope
      manage without|take care of (?:itself|themselves)|sort itself out)
    (?:sits?|waits?|slips?|stalls?|stands? still|is late|goes down|suffers?|drops?|dips?) (?:for|by) (?:a
      {number}) <1>(?:weeks?|months?|quarters?|while|bit|percent)?
      (?:worth|fine|ok|okay|acceptable) <3>(?:delay|slip|missing|losing|outage)
      (?:more|higher|extra) (?:risk|cost|churn|errors?|outages?) <3>(?:is|are|but|so what|fine|worth)
    """,
)

GOALS = Sign(
    "names a strategic goal",
    r"""
        okrs?|key results?|kpis?|north star|(?:strategic|company|annual|cost|service|board|year-?end) (?:goal|target
          priority|objective|plan)|roi|return on|the board
    """,
    affirmed=False,
)


def executive_perspective(reading: Reading) -> Seen:
    """Met where a business term stands with how this work moves it; violated where the business view is waved away."""
    if hits := (*reading.hits(DISMISSES, HARMS), *_unimportant(reading)):
        return Seen(Verdict.VIOLATED, hits, "It waves away what the business has to weigh.")
    if hits := _moved(reading):
        return Seen(Verdict.MET, hits, "It says how this work moves something that leadership weighs.")
    return ABSENT


def _unimportant(reading: Reading) -> tuple[Hit, ...]:
    """Find a word of commerce of which the reply says that it does not matter."""
    told = {h.sentence: h for h in reading.hits(NO_MATTER)}
    return tuple(h for h in reading.within(told, COMMERCE) if 0 <= told[h.sentence].start - h.end <= 30)


def _moved(reading: Reading) -> tuple[Hit, ...]:
    """Return where a business term stands beside what moves it: a word of effect, or a step that the reply offers."""
    past = result_sentences(reading)
    terms = tuple(h for h in reading.hits(BUSINESS, GOALS) if h.sentence not in past)
    if offers(reading):
        return (*terms, *reading.hits(STAKE))
    named = {h.sentence for h in terms}
    return tuple(h for h in reading.hits(BENEFIT) if h.sentence in named)

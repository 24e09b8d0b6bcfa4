"""Flexible routes: smaller, later, part-time, on trial, beside, behind."""

import re

from coach.domain.judgement import Verdict
from coach.judges.rules.reading import ABSENT, Hit, Reading, Seen, Sign

ROUTES = Sign(
    "offers a flexible route",
    r"""
    (?:smaller|reduced|limited|lighter|narrower?|modest|tiny|thin|thinner) (?:scale|scope|role|piece|part|slice|way
      version|chunk|task|step|capacity|bit|ask|tickets?|job|contribution|one|corner|set|share)
    start(?:ing)? small|small (?:piece|slice|part|corner|chunk|task|step|experiment|trial|role|bit|start|things
      tickets?|job)|(?:a|one|that|any|the) (?:piece|slice|corner|chunk|sliver|bit|part) of (?:it|that|the)
    (?:start|starting|begin|beginning|kick off|pilot|try it|test it) (?:with|on|in|by) (?!you|the (?:same|question)|me
      my|why|a (?:question|word|joke)|your)<4>[a-z]
    (?:one|a single|a self-?contained|an isolated|a bounded) (?:\w+ )?(?:piece|slice|part|corner|chunk|task|module
      component|segment|experiment|feature|region|market|store|ticket|thing|dashboard|job|table|use case|line|country
      city|plant|ward|route|team)
    (?:only|just) (?:the|a|an|one|two|for|that|those|some|{number}) <3>(?:metrics?|market|part|piece|tests?|docs
      evaluation|evals?|labels?|data|reviews?|module|component|stores?|region|hours?|days?|weeks?|month|afternoon
      parser|tickets?|offline|monitoring|baseline|categor\w+)(?= |[.,;:!?]|$)
    (?:only|just|nothing else|nothing more|no more than that)(?= (?:as|for|on|if|when|where|while|until) )<1>(?:a|an
      the|{number}|reviewer|helper|observer|support|backup)|and nothing else|nothing more than
    part-?time|(?:{number}|\d+) ?(?:%|percent|per cent) of my (?:time|week|capacity)
      (?:{number}) <1>{unit} (?:a|per|each|every|out of (?:the|my|every)) (?:day|week|fortnight|month|sprint|quarter)
    (?:on )?(?:{day})(?:s| afternoons?| mornings?| evenings?)(?= (?:only|alone|to|for|would|if|and|i)|[.,;]|$)
      half a day|an afternoon|evenings|lunch (?:breaks?|hours?)|slack time|spare (?:time|hours?|cycles|capacity)
      my own time|outside (?:of )?(?:my )?(?:sprint|core|working|normal)
    (?:from|on|at) (?:the side(?:lines?)?|my (?:own |current )?(?:desk|seat|chair|side)|where i (?:sit|am))
      after hours|(?:in|between|around) (?:the )?(?:gaps|tickets|sprints|releases)
      in the (?:background|margins|cracks)|on a copy
      on (?:old|archived|historical|last year's|public|synthetic|offline) <1>data|offline|in shadow|shadow mode
      behind a flag|dry run|from the (?:logs|historian)
    (?:less|not so|lower|non)[- ]?(?:critical|glamorous|urgent|visible|exciting|risky|priority|stakes|profile
      attractive)|low-?(?:risk|stakes|priority)|(?:isn't|is not|aren't|not) on (?:anyone's|anybody's|the) critical
      (?:never|doesn't|don't|wouldn't|without|no|not) <2>touch(?:es|ing)? (?:the|any|your|live|production|clinical
      orders)
    (?:un-?glamorous|boring|dull|grunt|grubby|tedious|unloved|dirty|thankless|routine|menial|back-?office|supporting
      back-?seat|secondary|auxiliary|peripheral|cleanup) <1>(?:tasks?|work|bits?|parts?|pieces?|tickets?|items?|stuff
      jobs?|side|role|end)|chores?|odd jobs
      (?:nobody|no one|nobody else|no one else|others don't) <1>(?:wants|want|has time|gets to|likes|fancies|touches
      has touched|loves)
    (?:help|assist|support|lend a hand|pitch in|chip in|muck in) <3>(?:with|on|by|in) <3>(?:tests?|testing|labels?
      labelling|labeling|docs|documentation|data|evaluation|evals|triage|monitoring|dashboards?|reviews?|cleanup
      cleaning|tooling|infra\w*|migration|backfills?|support|bits|parts|handover|overflow|reporting|analysis)
    (?:take|taking|pick(?:ing)? up|handle|handling|absorb|cover|covering|carry|do|doing|own|relieve) <4>(?:on-?call
      pager|tickets|triage|support|bugs?|maintenance|documentation|docs|backlog|labell?ing|labels|data cleaning
      cleanup|testing|tests|test data|rota|nights?|weekends?|overflow|leftovers|reporting|backfills?
      evaluation(?: \w+)?|off (?:their|the|her|his|your|someone's) (?:list|plate|hands|desk|back|team))
    (?:review|reviewing|check|checking|read|reading|look over|looking over|look at
      go over) (?:{det} )?(?:\w+ )?(?:prs?|pull requests?|code|designs?|merge requests|docs?|notebooks?
      test (?:plans?|results)|specs?|papers?)
      (?:write|writing|draft|do) (?:{det} )?(?:tests|docs|documentation|test suite|runbooks?|unit tests|test plans?
      regression (?:set|tests))|join (?:the|their|some) (?:reviews?|retros?|stand-?ups?|meetings?|demos?)
    mentor(?:ing)?|coach(?:ing)?(?= (?:a|the|one|two|some|juniors?))
      (?:train|training|onboard\w*|tutor|guide|teach|upskill|brief|groom|bring up|show|hand\w* over to) <3>(?:juniors?
      new (?:joiners?|hires?|starters?|engineers?|people)|interns?|grad(?:uate)?s?|apprentices?|someone|somebody
      (?:my )?replacement|a colleague|trainees?|students?)
    (?:train|teach|onboard|coach|brief) (?:[a-z]+|{det} [a-z]+)(?= (?:to|on|in|up|first|so|for|before)\b)|up to speed
      train my|(?:my |a )?cover(?= for (?:me|my))|hold the fort|hand\w* over (?:my|the|some)|handover
    (?:groundwork|legwork|paperwork|prep work|data prep|plumbing|glue work|glue|toil|grind|errands|overflow|scraps
      ugly (?:bits|parts|work)|fiddly (?:bits|parts)|donkey work|heavy lifting|housekeeping|admin
      spare (?:pair of )?hands|extra (?:pair of )?hands|carry (?:the )?water|wash the dishes|sweep)
    (?:under|behind|with) <2>(?:lead(?:ership)?|supervision|guidance|direction|eye|wing)(?= |[.,;!?]|$)
      (?:don't|do not|needn't|wouldn't|not) (?:need|have|want|asking|ask|going
      looking) (?:to (?:lead|own|run|be (?:the lead|in charge))|for the lead|the (?:title|lead|whole))|no title
      not (?:as )?the lead|in a (?:support(?:ing)?|helper|junior|secondary) (?:role|capacity)|second fiddle
    gradual(?:ly)?|step by step|ramp (?:up|in|on)|phase (?:me|it) in|bit by bit|side project|on the side|sandbox
      replica|toy version|v0|taster|mock-?up
    (?:on|in|for|with) (?:just |only )?(?:one|a single|two|a couple of|a handful of) (?:\w+ )?(?:regions?|wards?
      stores?|lines?|markets?|sites?|depots?|plants?|shifts?|routes?|customers?|clients?|segments?|categor(?:y|ies)
      products?|sprints?|releases?|models?|countr(?:y|ies)|cit(?:y|ies)|queues?|teams?|branch(?:es)?|use cases?
      datasets?|tables?|slots?)
    (?:one|{number}) (?:sprints?|releases?|evenings?|afternoons?|mornings?|hours?
      days?)(?=[,.;:?!]| (?:of my|only|max|tops|at most|a|and|for|on|to|is))(?<!ago)
    pair(?:ing)? (?:up )?(?:with|alongside)|shadow(?:ing)?|sit(?:ting)? (?:in|beside|with|alongside|behind|next to)
      ride along|listen in|observ(?:e|er|ing)|understud(?:y|ies)
      (?:as )?(?:a )?(?:back-?up|stand-?in|reserve|second (?:pair|chair|reviewer|reader)|helper|fill-?in|relief)
      waiting list|fill(?:ing)? in|step in (?:if|when)|jump in (?:if|when)
      if (?:somebody|someone|anybody|anyone) (?:drops|leaves|falls|is out|gets sick)|wherever there's a gap
    (?:on )?loan(?:ed)?|lend(?:ing)? me|borrow(?:ed)?(?= for)|second(?:ed|ment)|rotation|job-?share
      swap(?:ping)?(?= (?:with|places|tickets|a|my|one))|trade (?:places|my|tickets|one)|split (?:the|my|it|a)
      share (?:the|a) (?:seat|role|load|slot)|cover (?:for|while|when|[a-z]+'s)
      give (?:her|him|them) (?:my|the) (?:code|model|notebook|script|work)|hand (?:it|that|this|them) (?:over|back)
      let (?:her|him|them) (?:present|decide|take|have)
    (?:run|do|try|time-?boxed|short|small|quick|limited|one-?off|(?:day|week|month|sprint|hour)s?)[- ](?:a )?(?:trial
      pilot|test run|experiment|spike|proof of concept|poc|probation|taster|try-?out|stint|bake-?off|backtest|test)
      (?:a|one|on) (?:trial|pilot|test|proof of concept|poc
      experiment)(?= (?:on|with|basis|run|period|for|first|in|only|month|week|of|and)|[.,;!?]|$)
      try (?:me|it|this|that) (?:out )?(?:for|on|with)|prove it (?:first|on|with|small)
    time-?(?:box|limit)(?:ed)?|for (?:a|one|{number}) (?:week|weeks|month|months|sprint|sprints|days
      fortnight)(?=[,.;:!?]| and| then| on| in| to see| with| only|$)
      (?:if|when) (?:it|that|this) (?:doesn't|does not|isn't|fails|bites|clashes|gets in)(?: \w+){0,4},? i(?:'d
      'll| will| would)? (?:stop|drop|go back|step back|hand|leave|pull)|i (?:drop|stop|hand) it|or not at all
      we stop if|stop if
    (?:start|begin|join|come in|step in|come on|pick it up|move|do (?:it|that|this)|wait|waiting|jump in) <3>(?:later
      after|once|when|until|till|next (?:quarter|month|sprint|half|year|cycle|phase|round)
      in (?:q[1-4]|phase|the (?:second|next|new|autumn|spring|summer|fall|winter)|{month})|from (?:q[1-4]|{month}))
      (?:later|second|next|following) (?:start|phase|wave|stage|release|cohort|round)|phase (?:two|2)
      (?:if|when|once) (?:a|any|the|another) (?:seat|slot|place|spot|role|gap|chair) (?:opens|frees|comes|appears)
    free(?:ing)? (?:up )?(?:\w+ ){0,3}(?:bandwidth|capacity|time|hands|hours|slack|someone|somebody|engineers?
      core team|people|from)|so (?:that )?(?:\w+ )?(?:has|have) (?:his|her|their) hands free
      no (?:extra )?(?:seat|head ?count|budget)(?= |[.,]|$)(?= (?:needed|required)|[.,]|$)
      (?:don't|wouldn't|needn't|not) (?:need|want|have) (?:to be on the team|a (?:full )?(?:seat|place|slot))
      without (?:\w+ )?(?:a|taking|needing|adding|using|leaving|joining|any) <2>(?:seat|slot|place|head ?count|billing
      team|secondment|my|at all|current)
    (?:in any capacity|in whatever|whatever (?:size|shape|form|role|part|piece)|any (?:part|piece|role|size|capacity)
      (?:i'm |i am )?flexible(?= (?:on|about|in|with|and)|[.,]|$)|big or small
      open to (?:other|any|a|starting|something|another|different)|alternatively|another (?:way|option|route|angle)
      (?:^|[,;.] )(?:or|otherwise|or else),? (?:maybe |perhaps )?i(?:'d| could| can)|failing that|short of that
      (?:at the very |at )least (?:let|help|do|take|join|review|sit|a|one|some|the))
    if (?:not(?: now)?|that's (?:not|too)|that is (?:not|too)|it's too|(?:a|the) (?:full )?seat (?:is|isn't)|the full
      a full|joining|full-?time) <5>(?:i|could|then|maybe|how|what|would|perhaps|even|is|isn't|can't|out|too|in)
      even (?:just |only )?(?:a|an|one|two|half|{number}|if|reviewing|helping|sitting|the) <3>(?:hours?|day|days
      afternoon|part|piece|slice|task|review|reviews|meeting|ticket|component|bit|plans|would|week)
    """,
)

_PAST = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:\w+ly )?(?:ran|led|did|built|took|had|mentored|trained|reviewed|covered|shadowed|was"
    r"|were|been|spent|gave|started|began|fixed|put)\b(?!.*\b(?:would|could|can|will|'d|'ll|so i|and i|let me)\b)"
)


def routes(reading: Reading) -> tuple[Hit, ...]:
    """Return where the reply offers a flexible route, and does not tell of one taken before."""
    return reading.once("routes", lambda r: tuple(h for h in r.hits(ROUTES) if not _done(r, h)))


def offers_alternative(reading: Reading) -> Seen:
    """Made by a flexible route: smaller, later, part-time, less critical, mentoring, shadowing, a trial."""
    if hits := routes(reading):
        return Seen(Verdict.MET, hits, "It offers a route that is easier to grant.")
    return ABSENT


def _done(reading: Reading, hit: Hit) -> bool:
    sentence = reading.sheet.sentences[hit.sentence]
    return _PAST.search(sentence.text, 0, hit.start - sentence.start) is not None

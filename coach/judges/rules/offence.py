"""Orders, threats and scorn."""

from coach.judges.rules.reading import Sign

DEMANDS = Sign(
    "gives orders",
    r"""
    i (?:demand|insist|require)|i'm (?:demanding|insisting)
      i expect (?:you|to be|to get|an answer|a yes|a seat|my|this|it|nothing less|that)
    {breath}you (?:need to|have to|must|had better|better|are going to|will|owe me
      should really) (?:{adverb} )?(?:give|put|let|assign|move|make|take|pull|get
    stop|fix|admit|understand|decide|listen|drop|approve|sign|pick|choose|promote|wake|free|clear|hand|add|do|promise
      commit|explain|arrange|find me|tell|apologi[sz]e|remember)
    you'd better|you owe (?:me|us)|{breath}(?:put|assign|add|move|transfer|promote|get) me (?:on|to|onto|in|into
      off)(?! touch)
    {breath}give me (?:the (?!nod|go|word|chance|ok)|that|this|my|it(?= |[.,!]|$)|lead|a straight|an answer|a yes
      what i)|{breath}(?:kick|throw|take|move|pull) (?:\w+ )?(?:one of them|someone|somebody|him|her|them|\w+) (?:out
      off)(?= |[.,!]|$)
    make (?:room|it happen)|sort it out|do your job|do it(?=[.,!]|$)|get it done|deal with it
      i want (?:an answer|it in writing|a yes|a decision|it done|my name on)
    not up for (?:discussion|debate|negotiation)|non-?negotiable|take it or leave it|(?:whether you )?like it or not
      with or without (?:you|your)|end of (?:story|discussion)
    (?:isn't|is not|not|wasn't) a (?:request|question)|not asking(?= ?[.!;-]|, i'm|,? just)|telling you, not
      final (?:offer|warning)|last chance|ultimatum|don't make me
    no is not an (?:answer|option)|(?:won't|not|don't|can't|will not|do not|refuse to) (?:take|taking|accept
      accepting) (?:no|another no|that|this|anything less|it)(?= |[.,!]|$)(?! lightly| on| away)
    i(?:'ll| will|'m going to|'m gonna) (?:just )?(?:go ahead and|start|take|do) (?:it |this )?(?:start|anyway
      regardless|whether)|i refuse|i'm not (?:going to|gonna) keep <2>(?:doing|maintaining|covering|fixing|cleaning
      carrying)
    (?:until|unless) <8>i(?:'m| am|'ll| won't| will| stop| do)\b <2>(?:not|won't|stop|doing|touching|covering)
      (?:stop|quit) (?:stalling|dodging|hiding|making excuses|wasting|playing|pretending|lying)
    either (?:you|i|this|we|it) <9>or (?:i|you|we|else|it)|i get <5>or (?:you|i)
      or (?:we have|there'll be|there will be|you'll have) a problem|find (?:somebody|someone) else
    i(?:'m| am)? (?:won't|not going to|not gonna|will not) (?:ask|say it|say this) (?:twice|again)
      think (?:very |long and )?(?:carefully|hard) (?:about|before)|(?:my )?patience (?:is|has|runs|won't)
      i want (?:it|this|that|the (?:role|seat|project|lead|job)|in(?=[.,!])|on)(?= now| by| today| and|[.,!]|$)
      (?:that's|it's|this is) not negotiable|no more (?:excuses|delays|talk)|enough(?=[.!]|$)
      i (?:will not|won't|refuse to|am not going to|'m not going to) (?:spend|waste|sit|do|be|stay|work|write|touch
      run|fix|maintain) (?:another|one more|any more|this|that|these|for)
    """,
)

THREATENS = Sign(
    "threatens",
    r"""
    or else|or (?:i'm|i am|i'll|i will|i'd|i|replace) <2>(?:gone|out|leave|leaving|walk|walking|quit|quitting|start
      resign|go|take|stop|find|hand|escalate|look|done|me)
    {i_might} <2>(?:quit|resign|quitting|walk out|walk away|walking|walk(?=[.,!]|$)|look elsewhere|looking elsewhere
      go elsewhere|leave(?! (?:it|that|this|the|them|you|my|a|room|space|enough|time))
    start (?:looking|interviewing|applying|answering)|hand(?:ing)? in|put(?:ting)? in my
      give (?:my|you my) (?:notice|resignation)|change (?:jobs|companies)|be gone
      find (?:another|a new|a different) (?:job|company|team|employer)
    take my <3>(?:elsewhere|to (?:a|another|the)|somewhere|with me)|polish my|update my (?:cv|resume|résumé|linkedin))
    {i_might} <2>(?:go|going|take (?:this|it|that|my case)|taking (?:this|it)|bring (?:this|it|that)
      raise (?:this|it|that)|talk|speak|complain|write|turn|ask) <3>(?:to|over|with|above|past|up) <3>{upstairs}
    (?:over|above|behind) your (?:head|back)|(?:go|going|went) (?:over|above|around|past) you(?=[ .,!]|$)
      escalat(?:e|ing|ion)|{upstairs} <2>(?:would|will|might|should|may) <1>(?:like to hear|hear about|hear from
      want to know|love to hear|be interested|in copy)
    your boss|(?:offer|offers) (?:from (?:another|a|two|three|other)|elsewhere|on the table|waiting|in my (?:inbox
      pocket|drawer))|(?:other|competing|outside|better|job|standing) offers?
    (?:recruiters?|headhunters?|another company|other compan\w+|competitors?|a competitor|somebody else
      someone else) <3>(?:call\w*|email\w*|have|ping\w*|messag\w+|knock\w*|contact\w*|offer\w*|approach\w*|love|happy
      glad|snap|hire)
    my (?:resignation|two weeks|notice)(?= |[.,!]|$)(?! period)|los(?:e|ing) me
      you'll (?:regret|be sorry|see what happens|find out)|regret (?:it|this)|one foot out|out the door
      good luck (?:without|running|keeping|finding|replacing)
    see how (?:you|far you|well you|long) <3>(?:without me|cope|manage|last)
      you(?:'ll| will) (?:be hearing|hear) (?:from|about) (?:me|this)|consequences
    otherwise i(?:'m|'ll| am| will| walk| quit| go)|you (?:might|may) want to (?:reconsider|think|ask yourself)
      pity if|i(?:'ve| have) (?:cc'd|copied in|already written to|already spoken to|an interview|interviews)
      see what (?:your|the) <2>(?:says|thinks|has to say)|i know people at
      interview(?:s|ing)? (?:at|with|elsewhere|next|lined)
      (?:just as well|as easily|happily) (?:work|do (?:it|this)|go) (?:somewhere|elsewhere|for)
      there are other (?:companies|teams|places|employers)
      plenty of (?:companies|teams|places|employers) (?:would|that|who)|i have options|my options
      time for me to (?:go|leave|move on)|stay (?:here )?if
    """,
)

BELITTLES = Sign(
    "belittles the manager or the priorities",
    r"""
    (?:your|this|these|those|leadership's|management's|our
      the <2>(?:plan|roadmap|priorit\w+|strategy|goals?|targets?|okrs?|kpis?|decision|leadership|management|team
      metric\w*)) <4>(?:{insult})
    (?:you|leadership|management|the (?:bosses|execs|executives|higher-?ups|vps?|directors?|suits)|they(?= up)
      people (?:who|upstairs)) <3>(?:is|are|was|were|'re|being|must be|dreamt up|made up|invented) <3>(?:{insult}
      by people)
    (?:that's|this is|what|such|it's|sounds like|frankly|honestly|plain
      the) (?:a |an |just |the |utterly |completely |plain |pure |such )*(?:{insult}|dumbest|stupidest
      silliest) <2>(?:plan|decision|reason|way|priorit\w+|roadmap|idea to|order|excuse|policy|rule|strategy|goal
      target|list|process|answer|management)
    (?:has|have|got) (?:a clue|no clue|a brain|half a brain)|no (?:idea|clue) (?:how|what|about)
      (?:nobody|no one) <3>has a clue|anyone with (?:a|half a) brain|asleep at the wheel|sinking ship|wishful thinking
      box-?ticking|(?:just|pure|sheer) panic
    you (?:{intensely} )*(?:don't|do not|can't|couldn't|wouldn't|didn't) (?:{intensely} )*(?:understand|get it
      get what|get how|grasp|lead|manage|have a clue|have the (?:guts|spine|courage)|stand up|belong)
    you (?:{intensely} )*(?:have|'ve) (?:got )?(?:no|zero) (?:idea|clue|vision|spine|backbone|guts|sense|courage)
      you've never (?:built|shipped|written|understood|opened)|(?:don't|do not) have the guts
    (?:much of|some|what|what kind of|what sort of) (?:a )?(?:manager|boss|leader)
      (?:a )?(?:real|proper|competent|good|better|decent|sane|actual) (?:manager|boss|leader) (?:would|wouldn't|knows
      does|fights|stands)|if you can't (?:even )?(?:get|make|manage|decide|do|find|handle|run|lead)
    you people|grow up|wake up|call yourself|get a grip|shame on you
      are you (?:even|blind|deaf|serious|kidding|joking|going to do)|i shouldn't have to explain
      do i (?:have|need) to remind|should let someone who|someone who (?:actually )?understands
    (?:priorit\w+|roadmap|plan|strategy|goals?|okrs?|order|decision) <2>(?:is|are|was|were
      's) (?:{intensely} )*(?:wrong|upside down|backwards?|a mess|made[- ]up|fiction|meaningless|a fantasy|dead wrong
      mistaken|panic|nonsense|random)
    (?:what|so) you call (?:priorit\w+|a plan|strategy|leadership|management)
      (?:your|their|leadership's|those|these) (?:little|precious|so-called|pet|beloved|tiny|holy|sacred|made-?up
      dreary|boring) <2>{agenda}
    wrong (?:priorities|priority|horse)|makes? (?:no|zero|absolutely no) sense(?= |[.,!]|$)(?! to (?:me to|rush|add))
      bean-?counters?|pencil pushers?|people who (?:count|can't|cannot|have never|never)|if this is how you
      no wonder (?:everybody|everyone|people|nobody)
    (?:bad|terrible|poor|awful|lousy|weak) (?:manager|boss|leader|leadership|management)|power trip|dinosaurs?|puppet
      yes-?m[ae]n|too (?:scared|timid|weak|dense|thick|blind|afraid|cowardly) to
      your own (?:chair|career|skin|backside|neck)|(?:you )?never plan
    with that attitude|rich coming from|no wonder (?:we|this|the)|who(?:'s| is) running this|genius (?:plan|idea|move)
      all doomed|expected (?:more|better) (?:from|of) you
      you(?:'re| are) (?:just |only |simply |clearly )*(?:scared|afraid|hiding|a coward|stalling|dodging|weak|jealous
      clueless|wrong about everything|part of the problem|the problem)|be a (?:leader|manager) for once
      (?:have|grow|show|get) (?:some |a )?(?:backbone|spine|guts)|window-?dressing|cosmetics
      vanity (?:project|metric)s?|a monkey could
      (?:nobody|no one) (?:takes|believes|cares about|reads|looks at) (?:those|these|your|that|the) <1>{agenda}
    (?:because|as if|like|since|sure,?) <4>(?:slides?|dashboards?|decks?|okrs?|kpis?|spreadsheets?
      status (?:reports?|meetings?)|powerpoints?) <4>(?:save|matter|lives|world|count|important|customers|win)
      (?:whoever|who) <2>(?:wrote|set|made|picked|chose|came up with|decided|thought|invented|dreamt) <3>(?:goals?
      targets?|plan|roadmap|priorit\w+|okrs?|kpis?|this|that)
      (?:couldn't|can't) (?:run|manage|lead|organi[sz]e|plan) (?:a|an)|missing the point|(?:stop|quit) wasting
    """,
)

OFFENCES = (THREATENS, DEMANDS, BELITTLES)

"""Complaint, blame, resentment and pleading."""

from coach.judges.rules.reading import Sign

COMPLAINS = Sign(
    "complains",
    r"""
    (?:i|we|my (?:work|name|team|models?|stuff|effort)) (?:{intensely} )*(?:never|rarely|hardly ever|seldom|constantly
      always) <1>(?:get|gets|got|getting|been|being|given|stuck|left|passed|asked
    picked|chosen|mentioned|noticed|invited|considered|thanked|hear|end up|have to|the one|clean|cleaning|fixing)
    all i(?:'ve)? (?:ever )?(?:get|got|do|see|hear)
      (?:every|each) (?:single )?time <6>(?:goes to|went to|gets?|got|somebody else|someone else|instead|not me|passed
      no)
    i(?:'ve| have)? (?:asked|raised|requested|tried|brought this up|begged) <2>(?:{number}|many|several
      countless) times|(?:third|fourth|fifth|second|nth|umpteenth) time (?:i|you|that)
      {number} times (?:now|i've|you've)
    (?:over-?looked|passed over|sidelined|taken for granted|left out|left behind|shut out|pushed aside|pigeon-?holed
      undervalued|under-?appreciated|unappreciated|unnoticed|unrecogni[sz]ed
    snubbed|cheated|exploited|short-?changed|fobbed off|strung along|dumped on|walked over|second-?class
      treated (?:like|as)|wasted on|chained to|unthanked)
    (?:i(?:'m| am|'ve been)|being|my work is|we're|made me|feel|leaves? me|as if i) <2>(?:invisible|ignored|forgotten
      blocked|held (?:up|back)|kept (?:out|down|in the)|stuck (?:with|on|doing|in|here|at)|didn't exist|punished
      parked|benched|buried|wasted|used)
    (?:nobody|no one|no-one|none of you|not one of you|not once
      not a single) (?:(?:ever|even|here|has|had|in|else|upstairs|in this \w+|really|bothers to|have|anybody
      anyone|person|did) )*(?:notice[sd]?|sees|cares?|cared|thanked|thank
    mention(?:s|ed)?|asked|said|listen(?:s|ed)?|appreciates?|bother(?:s|ed)?|recogni[sz]e[sd]?|remembers?|credited
      opens|reads|thought of|tells? me|does(?=[.,!]))(?! (?:about the|whether|for the (?:data|feature)))
    (?:not|isn't|hardly|never) (?:{intensely} )*fair(?! to (?:expect|ask|the))|(?:un|not )?fair that|unfair
      how is (?:that|this|it) fair|favou?ritism|slap in the face|rigged|nepotism|knows? the right people
      jump(?:ed|s)? the queue|play golf
    (?:everyone|everybody|all (?:the|of them)|the (?:others|same (?:three|few|two|people|four)|usual|golden)
      other people|new hires|every other \w+|half of that team
      everyone except) (?:{intensely} )*(?:else )?(?:on the team )?(?:\w+ )?(?:gets?|got|getting|always|given|handed
      had a turn|has had|have had|was given|were given|picked|got in)
    (?:while|when|whereas|and|yet|but) (?:he|she|they|(?!i\b|it|we|you|that|this|which|who|what|the)[a-z]{3,}|everyone
      everybody|others|the others) (?:gets?|got|get to|is given|was given|was handed|waltz\w*|swans?
      walks? (?:off|into)|parades?|takes? (?:the|all)) <1>(?:the|all|to|off|into|every|picked|promoted|invited
      applause|praise|credit|conferences)
    (?:it|that|this|they|one) (?:always |only |just )*(?:goes|went|is given|was given
      gets given) to (?!the (?:customer|client|regulator|board)|production|market)(?:somebody else|someone else|him
      her|them|the <3>|[a-z]+)(?= again|[.,!]|$| instead)
      (?:always|it's always|once again) (?:the|somebody|someone|him|her|them)\b <3>(?:who|that|else|people|picked
      again)
    (?:he|she|they|(?!i\b|it|we|you|that|this|which|who|the)[a-z]{3,}) (?:got|gets|was given|was handed
      keeps getting) (?:the|all the|every|another|yet another) <4>(?:again|instead|while i|and i|as usual)
    (?:joined|started|came|hired) <3>(?:after|before|later than) (?:me|her|him|them) <4>(?:and|yet|but|look)
      look where|why (?:him|her|them)(?=[ ?])|instead of me|over me(?=[ .,!]|$)|ahead of me|not me(?=[.,!])
      behind my back
    you(?:'ve| have|'d)? (?:never|only(?= notice)|keep|kept|constantly|repeatedly|once again|still haven't) (?!know
      said|mentioned|told me you|had to|seen|met)[a-z]+|you always (?!say that|said|want to|know|ask|look|tell)[a-z]+
      you only <1>(?:notice|see|call|come|remember|care)
    you (?:let|gave|handed|passed|picked|chose|put|forgot|ignored|blocked|killed|sabotag\w+|buried|dumped
      wouldn't (?:defend|fight|back|stand)|didn't (?:defend|fight|back|think of|stand|tell|ask)
      promised to think) (?:me|it|this|that|him|her|them|my|someone|somebody
      [a-z]+ (?:jump|have|take|get|lead|the|in))\b
    you(?:'re| are) (?:supposed to|meant to|always|never|only) (?:fight|look|support|protect|help|back|be|think\w*
      stand|defend|care)|every other (?:manager|head|lead|boss|team)|your (?:fault|pet|golden|favou?rites?)
      because of you|blame|it's on you|you (?:can't be bothered|don't care)
    (?:sick|tired|fed up|frustrated|furious|annoyed|resentful|bitter|bored stiff|demorali[sz]ed) (?:of|with|by|that
      and|about|to)(?! (?:waiting|help|see))|it hurts
      i(?:'m| am) (?:hurt|angry|furious|frustrated|fed up|so disappointed)|had it with
    (?:janitor|ticket monkey|dogsbody|errand boy|cleaner|plumber|maid|donkey work|grunt work|scut work|leftovers?
      crumbs|scraps|dirty work|the cleanup|thankless|tickets and
      i get jira)(?! that others| nobody wants| tasks off| so that)
    (?:for|after) (?:{number}|all these|all this|too|far too) <1>(?:years?|months?|quarters?|long) <3>(?:i've|i have
      and (?:nothing|not|still|what|nobody|no)
      of (?:being|thankless|nothing|waiting|this|doing everyone|carrying|cleaning)|no|not once)
    i(?:'ve| have) (?:been (?:stuck|left|kept|treated|cleaning|doing everyone|carrying|waiting|patient|promised)
      given <4>(?:blood|sweat|everything|all|years|weekends)|done everything|sacrificed)|promised (?:me|us)
      (?:i was|been) promised
    (?:stole|steal|took|taking|takes|take) (?:all )?(?:the |my )+(?:credit|idea|work|project|glory|applause)
      get the (?:applause|praise|glory|credit)|get the blame|under (?:somebody|someone) else's name|what thanks
    (?:how come|why (?:is|am|do|does|did|was|were)(?: it)?) (?:i|me|everyone|everybody|always|it always|he|she|they
      nobody) <3>(?:always|never|get|gets|the one|picked|stuck|left|passed|chosen|have to|except|on call)
      why am i the one|is it because i
    what about me|what do i (?:get|have to do)|where(?:'s| is) my|when is it my turn
      same (?:old )?(?:story|excuse|three|people|faces)|here we go again|funny how
      what (?:have|do|did) i (?:got|get|gotten)|until they're (?:staffed|full|gone)
    (?:he|she|they|that (?:guy|man|woman|lot)|those (?:people|guys|clowns)
      (?!i\b|you|we|it|this|that|which|model)[a-z]{3,}) (?:can't|cannot|couldn't|can barely|has no|have no
      hasn't a) (?:even )?(?:clue|tell|write|code|spell|train|read|understand|manage|ship|handle|explain) (?:a|an|the
      about|what|how|his|her|their|half|anything|one)
    (?:he's|she's|they're|he is|she is|they are) (?:{intensely} )*(?:useless|lazy|clueless|incompetent|an idiot|idiots
      a fraud|hopeless|overrated|sloppy|dead weight|mediocre|a joke|amateurs?)|has no clue|have no clue
      people who cannot|if (?:his|her|their) life depended
    please,? please|begging|i beg|pretty please|i'll (?:do|take) anything|i(?:'m| am) desperate
      i (?:really,? )+need this|just let me(?= have|[.,!]|$)
      (?:please )?give me (?:a|one|just one) (?:chance|shot|break)|have mercy
    (?:lack|lacking) (?:of )?(?:visibility|recognition|appreciation|support from you|thanks)
      (?:don't|didn't|never|haven't|not) (?:get|got|gotten|have|had|been given|given|seen|received|getting) (?:any|the
      enough|a|a single|one) (?:{intensely} )*(?:visibility|recognition|credit|thanks|chance|mention|word of|fair)
    from the sidelines|(?:my|our|the) (?:reward|thanks) (?:for|is|was) <4>|quiet ones
      the (?:loud|louder|ones who shout|squeaky)|guess who|(?:who|and who) (?:got|gets) the
      you(?:'d| would) never (?:ask|do|let|give) (?!regret)|what else i (?:have|need) to
      i(?:'ve| have) been (?:loyal|patient|here longer|overlooked|good enough)
    it (?:{intensely} )?(?:stings|sucks|rankles|hurts|gets old|isn't right|is insulting)
      not that (?:anyone|anybody) <2>(?:notice[sd]|care[sd]|asked|saw)|longer than (?:him|her|any|most|half|anyone)
      i trained (?:him|her|them) and|just the (?:maintenance|support|ticket|bug|data) (?:guy|girl|person|woman|man)
      i get (?:the )?(?:bugs|tickets|blame|leftovers|night|pager|cleanup|boring)
    my ideas? (?:gets?|got|are|is|was|were|ends? up) (?:used|taken|presented|credited|under|in)|not in the room
      hand-me-downs|(?:everyone|everybody|anyone|anybody|somebody|someone|all) (?:else )?but me|except me
      without me(?= again|[.,!]|$)|behind closed doors
      no ?(?:one|body) (?:tells|told|asked|invites|invited|includes?d?|involve[sd]?) (?:me|us)
    how (?:many|much) (?:more|longer) (?:do|must|am|have) i
      i (?:fix|fixed|clean|cleaned|do|did|carry|carried|save|saved) <5>and (?:then )?(?:he|she|they|somebody|someone
      nobody|everyone|[a-z]+) (?:gets?|got|takes?|took|presents?|presented|thanked|says?)
      while i(?:'m| am|'ve| sit| get| fix| clean| keep| patch| have| was| stay)
    """,
)

ACCUSES = Sign(
    "accuses the manager",
    r"""
        you(?:'re| are)? (?:{intensely} )*(?:don't|never|didn't|won't|aren't|haven't|always|only|let|gave|keep
          kept) (?!know|mind|need|have to|want|worry)[a-z]+
    """,
)

GIVES_UP = Sign(
    "gives up",
    r"""
    never ?mind(?! (?:the|that|who|what|if))|forget i (?:asked|said|mentioned)
    (?:forget|scrap|scratch|drop) (?:it|that|this|about it|i (?:asked|said|mentioned|brought|ever))(?= |[.,!]
      $)(?! from)|never ?mind|i give up|giving up|i(?:'m| am) (?:done asking|out)(?= |[.,!]|$)(?! of office)
    i(?:'ll| will) (?:just )?(?:drop (?:it|this|the)|stop (?:asking|bothering)|not ask again|shut up|withdraw
      back off)|i withdraw|no more requests
      (?:won't|will not|never) (?:ask|bring (?:it|this) up|bother you|mention (?:it|this)|raise (?:it|this)) (?:again
      any ?more|with)?
    pretend (?:i|we|this|it) (?:never|didn't|hadn't)
      sorry (?:i (?:asked|ever|brought|mentioned|raised|bothered|took|wasted)
      for (?:asking|bringing|raising|wasting|bothering|even)|to have (?:asked|taken|bothered|wasted))
      (?:shouldn't|should not|should never|wish i hadn't|wish i'd never) (?:have )?<1>(?:asked|brought|mentioned
      raised|come|bothered|said)
    (?:why|don't know why) (?:did |do |would |even )*i (?:even )?bother|don't bother
      what(?:'s| is| was) the (?:point|use)|(?:no|not much) point|a waste of (?:my |your |our )?(?:time|breath)
      it was (?:a )?(?:silly|stupid|dumb) (?:idea|of me)|i take it back|i get the message
      whatever(?= ?[.!]|$| then| you say)|suit yourself|have it your way
      (?:fine|ok|okay|alright|right),? (?:then,? )?(?:whatever|forget|be that way)
    i(?:'ll| will) (?:just )?(?:leave it(?: there| at that| then|[.,!]|$)|let it go|stop here|stay where i am
      go back to (?:my|what|the)|not push (?:it|this) any)|(?:guess|suppose|so|well|then) that's (?:that|it then)
      consider it (?:dropped|withdrawn|forgotten)|not worth (?:it|the|asking|discussing)
      there's nothing (?:more|left|else) to (?:say|discuss)|let's (?:just )?(?:leave it|drop it|forget)
      (?:don't|do not) (?:worry|trouble yourself) about it|end of that
    """,
    affirmed=False,
)

SULKS = Sign(
    "sulks",
    r"""
    as (?:usual|always|expected|ever)(?=[.,!]|$)|(?:^|no[,.] )of course(?=[.!]|$)
      of course (?:it is|they are|not|you (?:do|don't|can't)|there (?:is|isn't|are))|figures(?=[.!,]|$)|typical
      predictable|i knew (?:it|you'd|this|that)|should(?:'ve| have) (?:known|expected|guessed)|story of my life
      what a surprise|no surprise|had a feeling
    , again(?=[.!]|$)|same (?:old )?(?:answer|story|excuse|reply)|like last (?:quarter|year|time)
      (?:great|wow|nice|lovely|wonderful|brilliant|fantastic|fine|cool|super)[,.!]+ (?:thanks for nothing|another
      just great|more|as|well|again|i guess|so that)|(?:something|that|this)[,.] lovely
    thanks for nothing|i guess (?:i'll|i will|i'm|that's that|that's it|nothing)
      i'll (?:just )?(?:go )?(?:back to|keep|continue|sit|stay
      get back to) <1>(?:my (?:corner|desk|cave|little|hole|box)|me |invisible|quiet|fixing everyone|cleaning|in the
      being|like a good|rotting|the (?:boring|dull))|there'?s always (?:a reason|an excuse|some|something)
    always (?:an excuse|some excuse|a reason|no(?=[.,]))|you always say (?:that|so)|used to it
      (?:another|the next|yet another) (?:no|brush-?off|excuse)
      (?:brush|brushing|fob|fobbing|blow|blowing|string|stringing) me (?:off|along)|is(?:n't)? that (?:all|it)\?
      that's it\?|so that's (?:it|a no|how it is)|which means (?:no|never)|(?:polite|nice) way of saying
    hold (?:my|your) breath|how convenient|convenient(?:ly)?(?=[.,!])|i(?:'m| am) disappointed, but|no point in me
      must be nice|good for (?:him|her|them)(?=[.,!]|$)|lucky (?:him|her|them)
      there (?:was|were) (?:capacity|room|a seat|seats|money|budget) for
    so much for|(?:good|nice) to know where i stand|i see how it (?:is|works)|message received
      clearly i(?:'m| am| don't)|thanks, i guess|expected nothing|didn't expect anything|well, i tried
      at least i (?:tried|asked)|nice (?:talk|chat)|enjoy (?:your|the)|of course (?:she|he|they)
      (?:sure|right|okay|great|wonderful|lovely|fantastic|brilliant|perfect)[.,!] (?:because|i'll be|so i|another|next
      always|back to|guess|good for|must|like|as if|of course)|as if (?:that|it|anything|you|i)|sure it is
      if you say so|i'll believe it|same as (?:always|last|ever)|heard that (?:before|one)|let me guess
      wouldn't want to (?:bother|disturb|upset|inconvenience)
    """,
    affirmed=False,
)

PRESSES = Sign(
    "presses for a decision now",
    r"""
    i(?:'d)? (?:{intensely} )*(?:need|want|expect|require|demand|deserve|must have|would like|like) <1>(?:an answer
      a decision|a yes|a (?:clear|straight|firm|definite)|your (?:answer|decision|yes|word|commitment)
      it (?:settled|decided|confirmed)|this (?:settled|decided|confirmed)|to know|confirmation|to have) <6>{now}
    (?:decide|answer|commit|say yes|confirm|make up your mind|give me (?:an answer|a yes|your answer)
      settle (?:this|it)|approve (?:it|this|me)|agree|tell me) <3>(?:{now}|right here)|(?:please )?decide now
      (?:just )?say yes|yes[- ]or[- ]no|yes or no
    what(?:'s| is) there to (?:think about|consider|decide|discuss)|(?:nothing|not much) to (?:think about|consider)
      (?:no|don't|why do you) need (?:to|for) think\w*|what(?:'s| is) (?:the hold-?up|taking so long|stopping you)
      how (?:much longer|long|many more) (?:times )?(?:am i|do i|must i|will i|does)
    i (?:{intensely} )*(?:can't|cannot|won't|will not|don't want to) (?:{intensely} )*(?:wait|keep waiting
      keep hanging|hang|be put off|let (?:it|this) (?:go|drop|slide))
      i'm not (?:going to wait|waiting|prepared to wait|willing to wait)|(?:tired|sick|done) (?:of )?waiting
      waited (?:long )?enough|(?:not|isn't) (?:good enough|an answer)|too (?:long|late|slow) for me
    (?:not|n't) leav(?:e|ing) (?:this room|here|until|till|without)|(?:won't|will not) leave
      before (?:i|we|you) leave (?:this|the|today|here)
      i(?:'ll| will) (?:ask|keep asking|come back|be back|ping you|message you|call you) <2>(?:every|each|until|till
      daily)|keep asking|(?:every|until) (?:morning|day) until|you(?:'ve| have) had (?:weeks|months|enough|plenty)
      clock is ticking|come on(?=[ ,.!])(?! in| board| over)
    (?:rather|better|can't|couldn't|could|why don't) <1>(?:we )?<1>(?:decide|settle|agree|do) (?:it|this
      that)? ?(?:here|now|today|on the spot)|surely you can|drag (?:this|it) out|i(?:'ve| have) been patient
      patience (?:is|has|runs|won't)|sleep on|simple question
      (?:a|one|two|another) (?:day|week|weeks|month|quarter|year)s? is (?:a )?(?:long|too|forever|an eternity)
      what(?:'s| is) (?:to|left to) (?:think|decide|check|assess)|to get a yes (?:today|now)|by tonight|right this
      the longer (?:we|you)|make the call now|just (?:tell me|give me) (?:now|yes|a yes|an answer)|stop thinking
    """,
)

GRIEVANCES = (COMPLAINS, GIVES_UP, SULKS, PRESSES)

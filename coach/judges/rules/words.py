"""Lists of words that the tables share: how offers are made, what work is, what a business counts."""

WORDS = {
    "adverb": r"""
        also|still|gladly|happily|easily|then|just|even|quietly|personally|certainly|definitely|probably|perhaps|maybe
        at least|at the very least|initially|first|really|rather|simply|instead|meanwhile|absolutely|always|well|fully
        possibly|actually|only|already|very happily|start by|begin by|offer to|be able to|be happy to|love to
    """,
    "number": r"""
        \d[\d,.]*k?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty
        fifty|sixty|seventy|eighty|ninety|hundred|half|half an?|a couple of|a few|several
    """,
    "unit": r"minutes?|mins?|hours?|hrs?|days?|mornings?|afternoons?|evenings?|weeks?|months?|quarters?|sprints?|fortnights?",
    "day": r"""
        monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|fri
        tomorrow|tonight|january|february|march|april|june|july|august|september|october|november|december
    """,
    # What begins a step that the speaker takes on; a base verb follows.
    "offer": r"""
        i(?:'?d| would| could| can|'?ll| will| might| may| shall)(?: {adverb}){0,2}
        i(?:'?d| would) (?:{adverb} )?be (?:more than |very |quite |really |only too )?{willing} to
        i(?:'?m| am) (?:{adverb} )?(?:more than |very |quite |perfectly |really |totally )?{willing} to
        (?:i'?m |i am )?(?:proposing|offering|planning|going|volunteering|gonna) (?:to)?
        (?:i )?(?:would )?(?:propose|suggest|offer|plan|intend|volunteer|aim) (?:to|that i|i|for me to)
        (?:more than |very |perfectly |quite |really )?{willing} to
        let me|allow me to|i'?m gonna|i'?ve offered to
        what (?:i|we)(?:'?d|'ll| could| can| would)?(?: \w+)? (?:do|offer|propose|suggest|bring|have in mind)(?: here| now)? is
        my (?:\w+ )?(?:plan|idea|proposal|suggestion|offer|thought|pitch|thinking|ask) (?:is|was|would be) (?:to|that i|for me to)
        (?:what|how about|what about|suppose|say|imagine) (?:if )?i(?: were to| just| could| only|'d)?
        (?:could|can|may|might|shall|should) i(?: {adverb}| please)?
        would it (?:\w+ ){1,4}if i(?: could| just| were to)?
        (?:and|then|so|or|but|,) i(?:'d|'ll| can| could| will| would)(?: {adverb})?
    """,
    "willing": r"""
        happy|glad|willing|ready|prepared|pleased|delighted|able|content|game|open|free|committed|in a position|up
        keen|offering|proposing|planning|going|volunteering|fine|available
    """,
    # What begins a mere wish; only a concrete piece of work after it is a step.
    "wish": r"""
        i(?:'?d| would) (?:{adverb} )?(?:like|love|want|prefer|hope) (?:to)?
        i (?:{adverb} )?(?:want|hope|wish|intend|mean|wanted|was hoping) to|i wanna
        i(?:'?m| am) (?:{adverb} |very |really )?(?:keen|eager|hoping|looking|interested|excited|trying) (?:to|in)
    """,
    # Verbs of concrete work, in their base form.
    "work": r"""
        build|own|prototype|pilot|measure|instrument|clean|label|relabel|annotate|mentor|train|retrain|coach|onboard|teach
        ship|fix|patch|port|migrate|tune|retune|evaluate|benchmark|carry|cover|absorb|backfill|automate|monitor|profile
        debug|refactor|audit|sketch|design|redesign|implement|deliver|maintain|investigate|analy[sz]e|map|trace|validate
        verify|calibrate|recalibrate|simulate|script|scope|estimate|produce|develop|integrate|deploy|optimi[sz]e|compare
        code|rewrite|rebuild|run|test|check|review|document|draft|prepare|handle|shadow|collect|gather|crunch|pull|chase
        write(?! (?:it|this|that|you|to you|down|up what|up this|up our|up the (?:notes|summary|meeting|conversation)))
        (?:set|wire|hook|stand|spin|clean|free|pick|back|tidy|prop|dig|clear|mop|roll|speed|line|mock|work) (?:up|out|into|through)
        put together|set up|pair|sit in|sit with|help out|pitch in|chip in|lend|muck in|knock out|mop up|look (?:into|after)
        take (?:on|over|care|the|that|those|some|any|one|whatever|a (?:piece|slice|small|first|stab|look at the)|your|his|her
        it on|ownership|up)
        do (?:the|some|one|any|whatever|that|a (?:first|small|quick|dry|trial|pilot|proof|spike))
        spend|give (?:you|it|them|the team|up) <2>{unit}|start (?:with|on|by|small|from)|begin (?:with|by)|work (?:with|alongside|through)
        assist|support|help (?:with|the|them|you|whoever|out|on|him|her|your|clear|get|build|test|run|triage|ship|fix)
        contribute <3>(?:by|a|the|code|features)|bring (?:my|the|in|over)|keep (?:the|an eye|my)|triage|stress-?test|ab test|a/b test
        mine|plot|catalogu?e|track|reproduce|harden|translate|split|shrink|trim|rework|extend|adapt|reuse|apply|use
        squeeze in|slot in|fit (?:it|this|that) (?:in|around)|add|create|finish|close out|hand over|swap|trade|stay on|cut|reduce
        save|improve|provide|supply|share my|walk|demo|model|forecast|predict|segment|detect|catch|flag
    """,
    # People and things that benefit other than the speaker.
    "us": r"""
        us|the (?:whole |entire |core |wider |rest of the )?(?:team|group|company|business|org|organi[sz]ation|department
        product|project|firm|bank|hospital|clinic|store|plant|site|platform|service|crew|squad|floor|line|programme|program)
        you|your (?:team|goals?|targets?|roadmap|plan|numbers|group)|our <2>(?:team|users|customers|clients|product|goals?)
        everyone|everybody|the (?:others|engineers|analysts|on-?call|others on)|ops|operations|support|finance|sales|legal
    """,
    "people_served": r"""
        customers?|clients?|users?|patients?|merchants?|sellers?|buyers?|riders?|drivers?|passengers?|farmers?|growers?
        members?|subscribers?|shoppers?|advertisers?|tenants?|students?|pupils?|citizens?|borrowers?|policy ?holders?
        viewers?|readers?|listeners?|players?|guests?|travell?ers?|donors?|partners?|suppliers?|retailers?|households?
        nurses?|doctors?|clinicians?|teachers?|agents?|dispatchers?|couriers?|pickers?|planners?|underwriters?|cardholders?
        families|residents|hosts|creators|developers|publishers|residents
    """,
    # What a business counts.
    "money": r"""
        revenue|sales|turnover|margins?|profits?|profitability|costs?|spend|spending|budget|bills?|money|cash|savings?|roi
        payback|return on|dollars?|euros?|pounds|rupees|fees?|premiums?|income|earnings|ebitda|opex|capex|invoices?
        (?:us|a|c)?[$€£]|cents|\d+ ?(?:k|m|million|thousand|grand|bn|billion)|lakhs?|crores?|bottom line|top line
    """,
    "stake": r"""
        churn|retention|conversions?|renewals?|contracts?|accounts?|deals?|basket size|orders?|bookings?|sign-?ups?
        risks?|exposure|liability|fines?|penalt(?:y|ies)|compliance|audits?|regulators?|regulatory|safety|recalls?|outages?
        downtime|slas?|breach(?:es)?|fraud|loss(?:es)?|charge-?backs?|refunds?|claims?|waste|scrap|spoilage|fuel|energy
        returns|stock-?outs?|inventory|overstock|write-?offs?|throughput|yields?|growth|market share|market|competitors?
        okrs?|key results?|kpis?|north star|strategy|strategic|the board|investors?|targets?|company goals?|annual goals?
        reputation|trust|lawsuits?|complaints?|readmissions?|no-?shows?|delinquenc(?:y|ies)|defaults?|arrears|leakage
        cancellations?|shrinkage|theft|accidents?|injur(?:y|ies)|deaths?|lives|delays?|late deliver(?:y|ies)|demurrage
        time to market|unit economics|cac|ltv|arpu|gmv|nps|csat|satisfaction|engagement|adoption|uptake|occupancy
        launch date|go-?live|deadline|rollout|release date|expansion|new markets?|head ?count costs?|overtime|attrition
        emissions|carbon|over-?billing|mis-?pricing|false declines|blocked (?:cards|payments|orders)|penalties|q[1-4] goal
    """,
    "metric": r"""
        latency|accuracy|precision|recall|false (?:positives|alarms|alerts|negatives)|alerts?|errors?|error rates?|hours
        days|weeks|time|load|toil|bugs?|incidents?|quality|drift|on-?call|pages?|paging|tickets?|backlogs?|queues?|workload
        bandwidth|capacity|turnaround|wait(?:ing)?(?: times?)?|manual (?:work|checks?|review|steps?)|rework|noise|speed
        reliability|stability|coverage|efficiency|productivity|training time|compute|gpu|storage|cycle times?|response times?
        mistakes|misses|failures?|defects?|performance|velocity|delivery|predictions?|forecasts?|experience|bottlenecks?
        duplicates?|blind spots?|gaps?|surprises|firefighting|fires|workarounds?|pressure|burden|interruptions|handovers?
    """,
    # Verbs of effect: base form, third person and gerund, never the past.
    "better": r"""
        sav(?:e|es|ing)|reduc(?:e|es|ing)|lower(?:s|ing)?|shrink(?:s|ing)?|trim(?:s|ming)?|halv(?:e|es|ing)|cutting|cuts
        (?:to|would|could|will|can|'ll|'d|might|and|help|should|may) (?:also )?(?:cut|shed|drop|hit|let|put|beat)
        (?:bring|brings|bringing|take|takes|taking|drive|drives|push|pushes|get|gets|keep|keeps|keeping) <4>down
        rais(?:e|es|ing)|lift(?:s|ing)?|increas(?:e|es|ing)|boost(?:s|ing)?|grow(?:s|ing)?|improv(?:e|es|ing)|doubl(?:e|es|ing)
        speed(?:s|ing)? up|accelerat(?:e|es|ing)|protect(?:s|ing)?|prevent(?:s|ing)?|avoid(?:s|ing)?|stop(?:s|ping)?|catch(?:es|ing)?
        win(?:s|ning)?|recover(?:s|ing)?|reclaim(?:s|ing)?|earn(?:s|ing)?|unlock(?:s|ing)?|deliver(?:s|ing)?|reach(?:es|ing)?
        meet(?:s|ing)?|hit(?:s|ting)|support(?:s|ing)?|free(?:s|ing)?(?: up)?|unblock(?:s|ing)?|de-?risk(?:s|ing)?
        secur(?:e|es|ing)|strengthen(?:s|ing)?|mov(?:e|es|ing)|driv(?:e|es|ing)|push(?:es|ing)?|eliminat(?:e|es|ing)
        remov(?:e|es|ing)|minimi[sz](?:e|es|ing)|maximi[sz](?:e|es|ing)|limit(?:s|ing)?|eas(?:e|es|ing)|reliev(?:e|es|ing)
        serv(?:e|es|ing)|keep(?:s|ing)?|spar(?:e|es|ing)|tak(?:e|es|ing) (?:\w+ ){0,2}?(?:pressure|load|weight)|shorten(?:s|ing)?
        help(?:s|ing)?|benefit(?:s|ing)?|add(?:s|ing)?|creat(?:e|es|ing)|gain(?:s|ing)?|bring(?:s|ing)? in|defend(?:s|ing)?
        mean(?:s|ing)? (?:fewer|less|more|lower|higher|faster|better|no more)|lead(?:s|ing)? to|result(?:s|ing)? in
        (?:get|gets|getting|give|gives|giving|buy|buys|buying|leave|leaves) (?:us|you|the team|everyone|them|our)|safeguard(?:s|ing)?
        mak(?:e|es|ing) <4>(?:faster|cheaper|safer|easier|better|stronger|smoother|quicker|lighter|more|less|sure)|shav(?:e|es|ing)
        pay(?:s|ing)? (?:for itself|back|off)|slash(?:es|ing)?|curb(?:s|ing)?|contain(?:s|ing)?|offset(?:s|ting)?|retain(?:s|ing)?
    """,
    # What is said of people and plans to make them small.
    "insult": r"""
        stupid|idiotic|idiots?|dumb|foolish|ridiculous|absurd|nonsense|nonsensical|a joke|jokes|laughable|clueless|incompetent
        pathetic|short-?sighted|brain-?dead|moronic|morons?|insane|crazy|garbage|rubbish|worthless|pointless|a waste|bonkers|daft
        bullshit|bs|crap|embarrassing|embarrassment|cowardly|coward|spineless|gutless|useless|bogus|vanity|lame|disgrace(?:ful)?
        hopeless|ignorant|mindless|amateurish|amateur hour|out of touch|disaster|shambles|circus|clowns?|lunacy|madness|farce
        brainless|misguided|half-?baked|laughing stock|backwards|petty|toothless|theat(?:er|re)|busy-?work|dead end|silly
    """,
}

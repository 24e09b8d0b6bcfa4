"""`python -m tests.judges.verdicts`: writes down what the judges read today, so that a change of it is noticed.

`verdicts.txt` holds two lines, each an identity and the digest of what was read under it: the rules judge's verdicts,
and the words that the guard of both judges keeps. Code that changes either changes its version with it (`READING`,
`GUARD`); after that, or after a training, run this once and commit the file.
"""

import sys
from pathlib import Path

from coach.domain.agreement import LabelledReply
from coach.domain.attacks import FAMILIES, attacked
from coach.domain.judgement import Judgement
from coach.domain.junk import JUNK, junk_reply
from coach.domain.transcript import Reply
from coach.domain.value import digest
from coach.judges.evidence import GUARD, own_words, worthless
from coach.judges.rules import RulesJudge
from coach.judges.rules.judge import weights_digest
from coach.library.rubric import read_rubric

HERE = Path(__file__).parent
STORED = HERE / "verdicts.txt"


def replies() -> list[Reply]:
    """Return the replies that are read: labelled rows of our own, junk, and one reply under each attack."""
    lines = (HERE / "own_rows.jsonl").read_text("utf-8").splitlines()
    rows = [LabelledReply.model_validate_json(line).reply for line in lines if line]
    texts = [attacked(family, rows[0].text, place) for family in FAMILIES for place in range(3)]
    return [*rows, *map(junk_reply, JUNK.values()), *(rows[0].model_copy(update={"text": text}) for text in texts)]


def read_now() -> dict[str, str]:
    """Return the digest of what is read today, by the identity under which it is read."""
    judge, said = RulesJudge(read_rubric()), []
    for reply in replies():
        judgement = judge.read(reply)
        found = [f.verdict.value for f in judgement.findings] if isinstance(judgement, Judgement) else ["unjudged"]
        said.append(" ".join(found))
    kept = [f"{own} {worthless(own)}" for own in (own_words(reply.text) for reply in replies())]
    return {f"rules-{weights_digest()}": digest("\n".join(said)), f"guard-{GUARD}": digest("\n".join(kept))}


def read_then() -> dict[str, str]:
    """Return what was written down."""
    return dict(line.split() for line in STORED.read_text("utf-8").splitlines())


def unnamed_changes() -> list[str]:
    """Return the identities under which something else is read today than was written down."""
    then = read_then()
    return [identity for identity, read in read_now().items() if then.get(identity, read) != read]


def main() -> int:
    """Write down what is read today; refuse where the identity did not change with it."""
    if changed := unnamed_changes():
        print(f"{', '.join(changed)}: it reads otherwise under the same name. Raise READING or GUARD first.")  # noqa: T201
        return 1
    STORED.write_text("".join(f"{identity} {read}\n" for identity, read in read_now().items()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How far a judge is to be trusted, in words: from the figures of its card."""

from coach.domain.card import Trust

_KAPPA = ((0.8, "agrees closely"), (0.6, "agrees well"), (0.4, "agrees moderately"), (0.2, "agrees only a little"))
"""The least kappa for each word, after Landis and Koch (1977), a little plainer."""

_SHARES = (
    (0.03, "almost none"), (0.15, "about a tenth"), (0.23, "about a fifth"), (0.29, "about a quarter"),
    (0.4, "about a third"), (0.46, "about two fifths"), (0.55, "about half"), (0.72, "about two thirds"),
)  # fmt: skip
"""The largest share for each word."""


def trust_words(trust: Trust | None, judge: str) -> str:
    """Return in two or three sentences how far to trust the judge that scored."""
    if trust is None and judge == "rules":
        return (
            "How far the installed judge agrees with labelled replies has not been measured: read its score as a hint, "
            "and its quotes as what it saw."
        )
    if trust is None:
        return (
            f"How far this {judge} judge agrees with labelled replies has not been measured here. Read its score as a "
            "hint, and its quotes as what it saw; `coach calibrate ROWS --judge llm` measures it on rows of yours."
        )
    return f"{measured_words(trust)} So trust the band more than the number, and a quote more than either."


def measured_words(trust: Trust) -> str:
    """Return what was measured of a judge in two sentences: how far it agrees, and what it misses and makes up."""
    whom = trust.readers or "the labels"
    said = f"This judge {kappa_words(trust.kappa)} with {whom} (kappa {trust.kappa:.2f} over {trust.rows} replies)."
    if trust.missed is None:
        return said
    wrong = "" if trust.wrong is None else f", and {share_words(trust.wrong)} of those it names are none"
    return f"{said} It misses {share_words(trust.missed)} of the violations{wrong}."


def kappa_words(kappa: float) -> str:
    """Return Cohen's kappa in words that can follow “this judge”."""
    return next((words for least, words in _KAPPA if kappa >= least), "hardly agrees better than chance")


def share_words(share: float) -> str:
    """Return a share, 0 to 1, in words."""
    return next((words for most, words in _SHARES if share <= most), "most")

"""The floor: what is no reply at all earns nothing."""

from coach.judges.rules.sheet import Sheet, listed

_GLUE = listed(
    """
    i i'd i'm i'll i've you we the a an to of and in on for is are was be it that this my your our with as at so
    if but not can could would will do have has from or me us what how by about up just there they he she
    """
)


def junk(sheet: Sheet) -> bool:
    """Whether a reply is empty, one word, gibberish, a heap of terms, or one thing said over and over."""
    words = sheet.words
    if len(words) < 2:
        return True
    glue = sum(w in _GLUE for w in words)
    if len(words) >= 6 and glue < len(words) * 0.12:
        return True
    said = [" ".join(s.text.split()).strip(" .!?,;") for s in sheet.sentences if s.text.strip()]
    if len(said) >= 4 and len(set(said)) <= len(said) / 2:
        return True
    return len(words) >= 12 and len(set(words)) < len(words) * 0.25

"""The colour of a band, beside its word and never instead of it."""

from coach.domain.scorecard import Band

_STYLES = {
    Band.NOT_YET: "$text-error",
    Band.UNEVEN: "$text-warning",
    Band.SOLID: "$text-success",
    Band.STRONG: "bold $text-success",
}


def band_style(band: Band | None) -> str:
    """Return the style of a band, muted where there is none."""
    return _STYLES[band] if band else "$text-muted"

"""Reads how terms are used in what an engineer says: offline, by what a small model learned from labelled sentences."""

from coach.judges.vocabulary.reader import WordsReader, preload, weights_digest

__all__ = ["WordsReader", "preload", "weights_digest"]

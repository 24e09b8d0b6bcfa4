"""The judges: the instant rules and the language model, behind one door."""

"""What comes after a talk: report, replay, another answer beside it, progress."""

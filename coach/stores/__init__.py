"""Where sessions and the verdicts of measurements are kept."""

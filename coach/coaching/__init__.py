"""The coach: what both front ends call to rehearse, resume, report, judge again, score and calibrate."""

from coach.coaching.calibrating import JudgedRows, Measurement
from coach.coaching.choice import Choice
from coach.coaching.coach import Coach
from coach.coaching.diagnosis import Check, Diagnosis
from coach.coaching.judging import Progress, Rejudged, SessionJudged
from coach.coaching.setup import Connection, Setting

__all__ = [
    "Check",
    "Choice",
    "Coach",
    "Connection",
    "Diagnosis",
    "JudgedRows",
    "Measurement",
    "Progress",
    "Rejudged",
    "SessionJudged",
    "Setting",
]

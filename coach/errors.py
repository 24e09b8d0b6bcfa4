"""The errors that the coach raises, each with words fit for its user and an exit code.

CoachError                exit 1
├── UsageError            exit 2  the request does not fit: a wrong option, a setting that is no number
│   ├── NotFound                  no scenario, session or file of that name
│   └── FileRefused               a file that is no valid scenario, transcript, row file or configuration
├── StoreError            exit 1  the database refused
│   └── Damaged                   its file is no database any more, or not a whole one
└── ModelError            exit 3  the language model did not answer as it must; `fault` is one of a closed set
"""

from typing import Literal, get_args

from coach.text import clean

ModelFault = Literal[
    "rate_limited", "quota", "auth", "not_found", "bad_request", "too_long", "filtered", "refused", "truncated",
    "malformed", "cut_off", "timed_out", "unreachable", "server", "too_large", "empty", "not_installed",
]  # fmt: skip
MODEL_FAULTS: tuple[ModelFault, ...] = get_args(ModelFault)


class CoachError(Exception):
    """What went wrong (`str(error)`), and what to do about it (`repair`, possibly empty)."""

    exit_code = 1

    def __init__(self, message: str, repair: str = "") -> None:
        """Take words in which a file's name, a setting or a server's answer may stand: they are cleaned here."""
        super().__init__(clean(message))
        self.repair = clean(repair)

    @property
    def sentence(self) -> str:
        """The message and the repair as one text for the screen."""
        return f"{self} {self.repair}".strip()


class UsageError(CoachError):
    """The request cannot be carried out as it was put."""

    exit_code = 2


class NotFound(UsageError):
    """Nothing goes by that name."""


class FileRefused(UsageError):
    """A file that the coach will not take; the message names file, place and reason."""


class StoreError(CoachError):
    """The database could not be opened, read or written."""


class Damaged(StoreError):
    """The database's file is no database any more, or not a whole one."""


class ModelError(CoachError):
    """A call to the language model failed; the fault is one of `MODEL_FAULTS`."""

    exit_code = 3

    def __init__(self, fault: ModelFault, message: str, repair: str = "") -> None:
        super().__init__(message, repair)
        self.fault = fault

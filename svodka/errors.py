"""Every error that svodka raises on purpose.

SvodkaError
├── InputError          what was given cannot be read or is not what it should be
├── OptionError         an unknown or impossible option (also a ValueError)
├── CheckpointError     a model is missing, broken, or of the wrong kind
│   └── HubError        the model hub does not answer, refuses, or sends the wrong bytes
├── EngineError         decoding failed
├── EndpointError       a chat server is not there, refuses, or does not run the model
├── PromptError         a template is missing, malformed, or its variables do not match
├── StoreError          a run's database cannot be used
├── FactsError          a fact ledger cannot be built
└── MissingExtraError   an optional dependency is not installed (also an ImportError)

A message says what was found, what was expected, and how to fix it. Exceptions of other libraries are translated
where they enter svodka, once, with ``raise ... from``.
"""


def first_line(error: BaseException) -> str:
    """The first line of an exception's message that says anything; of one without a message its type."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


class SvodkaError(Exception):
    """Base of every error that svodka raises on purpose."""


class InputError(SvodkaError):
    """What was given cannot be read, or is not what it should be."""


class OptionError(SvodkaError, ValueError):
    """An option is unknown or its value is impossible."""


class CheckpointError(SvodkaError):
    """A checkpoint is missing, broken, or of the wrong kind."""


class HubError(CheckpointError):
    """The model hub does not answer, refuses, or sent bytes that do not match their hash."""


class EngineError(SvodkaError):
    """An engine could not be started or could not decode."""


class EndpointError(SvodkaError):
    """A chat server is not there, refuses, does not run the model, or speaks another protocol."""


class PromptError(SvodkaError):
    """A prompt template is missing or malformed, or its variables do not match."""


class StoreError(SvodkaError):
    """A run's database cannot be opened, read or written."""


class FactsError(SvodkaError):
    """A fact ledger cannot be built, for example for an unknown language."""


class MissingExtraError(SvodkaError, ImportError):
    """An optional dependency is not installed; the message is its install line."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs an optional dependency that is not installed; run: pip install 'svodka[{extra}]'"
        )
        self.extra = extra

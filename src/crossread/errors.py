"""What can go wrong, as one tree.

Every message says where, what was found, what was expected, and what to do.

    CrossreadError
    ├── InputError        something given to us cannot be read (a file, a line, a page)
    ├── FormatError       a JSON file is not in the form crossread writes
    ├── UsageError        a call that makes no sense (an unknown rule, no reports at all)
    └── ResourceError     a table or model shipped with crossread is missing or damaged
"""

__all__ = ["CrossreadError", "FormatError", "InputError", "ResourceError", "UsageError"]


class CrossreadError(Exception):
    """The base of every error that crossread raises on purpose."""


class InputError(CrossreadError):
    """A file, line or page that cannot be read as a report."""


class FormatError(CrossreadError):
    """A JSON document that is not in one of the formats of ``docs/formats/``."""


class UsageError(CrossreadError):
    """A call with arguments that cannot be meant."""


class ResourceError(CrossreadError):
    """A file that is shipped with crossread is missing, damaged or of another version."""

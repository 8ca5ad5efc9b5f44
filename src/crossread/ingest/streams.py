"""Streams of bytes that can be looked at before they are read."""

from __future__ import annotations

import io
from typing import BinaryIO

__all__ = ["LARGEST", "peekable", "put_back"]

# The most bytes of one document: 50 MB. A book is 1 MB; past this it is a dump or a mistake.
LARGEST = 50_000_000
_BUFFER = 1 << 16


class _Chained(io.RawIOBase):
    """Bytes already read, then the stream that they came from."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read from the head while it lasts, then from the rest."""
        if self._head:
            taken = min(len(self._head), len(buffer))
            buffer[:taken] = self._head[:taken]
            self._head = self._head[taken:]
            return taken
        read = self._rest.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)


def put_back(head: bytes, rest: BinaryIO) -> io.BufferedReader:
    """Return a stream that reads ``head`` and then ``rest``."""
    return io.BufferedReader(_Chained(head, rest), _BUFFER)


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """Return a stream whose beginning can be looked at by ``peek``."""
    return stream if isinstance(stream, io.BufferedReader) else put_back(b"", stream)

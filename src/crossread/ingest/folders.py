"""The files of a folder, in order, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crossread.ingest.sources import NAME
from crossread.model import Skipped

__all__ = ["Found", "find_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read: its path as named, as resolved, and the folders whose sources.csv may name it, nearest first."""

    path: Path
    real: Path
    folders: tuple[Path, ...]
    asked: bool = False


def find_files(path: Path) -> Iterator[Found | Skipped]:
    """Yield the file that ``path`` is, or all files in the folder that it is, sorted by path.

    Hidden files and folders and ``sources.csv`` are no reports. A link that leads back into a folder it
    stands in is followed once.
    """
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield Found(path=path, real=path.resolve(), folders=(path.parent,), asked=True)
        else:
            reason = (
                "a link that leads nowhere" if path.is_symlink() else "there is no such file or folder; check the path"
            )
            yield Skipped(path=str(path), reason=reason)
    except (OSError, ValueError, RuntimeError) as error:  # a null byte, a name too long, links in a circle
        yield Skipped(path=str(path), reason=f"cannot be read: {_why(error)}")


def _in_folder(top: Path) -> Iterator[Found | Skipped]:
    waiting: list[tuple[Path, tuple[Path, ...], frozenset[Path]]] = [(top, (), frozenset())]
    any_file = False
    while waiting:
        path, parents, above = waiting.pop()
        if not path.is_dir():
            any_file = True
            yield _one(path, parents)
            continue
        real = path.resolve()
        if real in above:
            continue
        inside = _listed(path)
        if isinstance(inside, Skipped):
            any_file = True
            yield inside
            continue
        waiting += [(each, (path, *parents), above | {real}) for each in reversed(inside)]
    if not any_file:
        yield Skipped(
            path=str(top),
            reason="the folder holds no files; expected .txt, .md, .html, .json or .jsonl files",
        )


def _listed(folder: Path) -> list[Path] | Skipped:
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        return Skipped(path=str(folder), reason=f"the folder cannot be read: {_why(error)}")
    return [folder / name for name in names if not name.startswith(".") and name != NAME]


def _one(path: Path, folders: tuple[Path, ...]) -> Found | Skipped:
    try:
        if path.is_file():
            return Found(path=path, real=path.resolve(), folders=folders)
        reason = "a link that leads nowhere" if path.is_symlink() else "neither a file nor a folder"
    except OSError as error:
        reason = f"cannot be read: {_why(error)}"
    return Skipped(path=str(path), reason=reason)


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)

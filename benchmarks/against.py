"""What a scorer shows besides its scores: the commonest kinds of error, and examples gained and lost.

A scorer notes every example it asks about: a key, whether it was right, the kind of error, the words. ``--save``
keeps which were right; ``--against`` compares a later run with that.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

__all__ = ["Notes", "add_options", "parsed"]


class Notes:
    """The examples of one run."""

    def __init__(self) -> None:
        self.right: dict[str, bool] = {}
        self.kinds: Counter[str] = Counter()
        self.shown: dict[str, list[str]] = {}

    def note(self, key: str, right: bool, kind: str = "", words: str = "") -> None:
        """Note one example; what is wrong has a kind and the words to show."""
        while key in self.right:
            key += "+"
        self.right[key] = right
        if not right:
            self.kinds[kind] += 1
            self.shown.setdefault(kind, []).append(f"{key}: {words}")

    def show(self, options: argparse.Namespace) -> None:
        """Print what the options ask for: kinds of error with examples, and what moved since a saved run."""
        for kind, count in self.kinds.most_common(options.kinds):
            print(f"{count:5} {kind}")
            for line in self.shown[kind][: options.errors]:
                print(f"        {line}")
        if options.against:
            before = json.loads(options.against.read_text(encoding="utf-8"))
            both = sorted(self.right.keys() & before.keys())
            gained = [key for key in both if self.right[key] and not before[key]]
            lost = [key for key in both if before[key] and not self.right[key]]
            print(f"gained {len(gained)}, lost {len(lost)} against {options.against}")
            for word, keys in (("gained", gained), ("lost", lost)):
                for key in keys:
                    print(f"  {word} {key}")
        if options.save:
            options.save.write_text(json.dumps(self.right, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that every scorer of this kind has."""
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--kinds", type=int, default=0, metavar="N", help="count the N commonest kinds of error")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors of each kind (ten kinds)")
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep which examples were right")
    parser.add_argument("--against", type=Path, metavar="FILE", help="print examples gained and lost since --save")
    parser.add_argument("--json", action="store_true")


def parsed(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Return the options; errors are shown under their ten commonest kinds unless told otherwise."""
    options = parser.parse_args()
    if options.errors and not options.kinds:
        options.kinds = 10
    return options

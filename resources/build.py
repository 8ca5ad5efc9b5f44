"""Turn the hand-kept YAML of this folder into the JSON tables that crossread ships.

python resources/build.py            write src/crossread/data/tables/*.json
python resources/build.py --check    fail if what is committed differs from what would be written
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
TABLES = HERE.parent / "src" / "crossread" / "data" / "tables"


# The event types of PLOVER, and the groups of entries that resources/events.yaml explains.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
VERB_GROUPS = ("verbs", "persons", "alone", "both", "suffered")
NOUN_GROUPS = ("nouns", "nouns_done", "nouns_suffered", "nouns_both")


def problems_of_events(words: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the event table: unknown types, groups, classes; what stands in it twice."""
    types = {name: groups for name, groups in words.items() if name.isupper() or name == "none"}
    found = [f"{name}: no type of PLOVER" for name in types if name not in (*TYPES, "none")]
    found += [f"{name}: missing" for name in TYPES if name not in types]
    entries: Counter[tuple[str, ...]] = Counter()
    for name, groups in types.items():
        found += [f"{name}: {group}: unknown group" for group in groups
                  if group not in ("whom", *VERB_GROUPS, *NOUN_GROUPS)]  # fmt: skip
        for group, entry in ((group, entry) for group, those in groups.items() if group != "whom" for entry in those):
            own, *others = entry.split()[:: -1 if group in NOUN_GROUPS else 1]
            entries["noun" if group in NOUN_GROUPS else "verb", own, *sorted(others)] += 1
            found += [f"{name}: {entry}: no class {word}" for word in others
                      if word.startswith("$") and word[1:] not in words["classes"]]  # fmt: skip
    found += [f"{' '.join(entry)}: stands {count} times" for entry, count in entries.items() if count > 1]
    lists = itertools.chain(words["classes"].items(), words["moods"].items(), [("light", words["light"])])
    found += [f"{name}: {word}: stands twice" for name, those in lists for word, n in Counter(those).items() if n > 1]
    return found


def main() -> int:
    """Write every table, or only compare; return the exit code."""
    check = "--check" in sys.argv[1:]
    stale = []
    TABLES.mkdir(parents=True, exist_ok=True)
    wanted = {source.stem: source for source in sorted(HERE.glob("*.yaml"))}
    for name, source in wanted.items():
        content = yaml.safe_load(source.read_text(encoding="utf-8"))
        problems = problems_of_events(content) if name == "events" else []
        if problems:
            print("\n".join(f"{source.name}: {problem}" for problem in problems))
            return 1
        written = json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
        target = TABLES / f"{name}.json"
        if not target.exists() or target.read_text(encoding="utf-8") != written:
            stale.append(name)
            if not check:
                target.write_text(written, encoding="utf-8")
    orphans = [path.stem for path in TABLES.glob("*.json") if path.stem not in wanted]
    if check and (stale or orphans):
        print(f"tables out of step with resources/: {', '.join(stale + orphans)}; run: python resources/build.py")
        return 1
    for name in orphans:
        (TABLES / f"{name}.json").unlink()
    print(f"{len(wanted)} tables, {len(stale)} changed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

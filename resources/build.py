"""Turn the hand-kept YAML of this folder into the JSON tables that crossread ships.

python resources/build.py            write src/crossread/data/tables/*.json
python resources/build.py --check    fail if what is committed differs from what would be written
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).parent
TABLES = HERE.parent / "src" / "crossread" / "data" / "tables"


def main() -> int:
    """Write every table, or only compare; return the exit code."""
    check = "--check" in sys.argv[1:]
    stale = []
    TABLES.mkdir(parents=True, exist_ok=True)
    wanted = {source.stem: source for source in sorted(HERE.glob("*.yaml"))}
    for name, source in wanted.items():
        content = yaml.safe_load(source.read_text(encoding="utf-8"))
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

"""The quality gate: measure everything, compare with the pinned floors, refuse a drop.

    python benchmarks/gate.py [--data ../shared/data] [--only NAME ...]
    python benchmarks/gate.py --update [--allow-regression]      pin what is measured now

Every benchmark is a script of this folder that prints ``{"metric": value}`` with ``--json``; its metrics
start with its name (``times.value_f1``). ``floors.json`` holds, for each metric, the floor it must not fall
below, the aim, the tolerance (``epsilon``) and the fingerprint of the data it was measured on. A floor is
raised by ``--update``; it is lowered only with ``--allow-regression``, and then the reason belongs in the
commit. What a benchmark measures of something else (``webpages.plain_trafilatura.title``), and the precision
and recall of an F1, are shown and not pinned. Data is not in the repository: where it is absent, only the
example is measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

__all__ = ["BENCHMARKS", "Verdict", "fingerprint", "judge", "main", "measure", "pin", "table"]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FLOORS = HERE / "floors.json"
EXAMPLES = ROOT / "examples"

# Benchmark -> the files or folders it reads, below the data folder. Those with none bring their own (``OWN``).
BENCHMARKS: dict[str, tuple[str, ...]] = {
    "example": (),
    "events": (),
    "webpages": ("html/fundus", "html/htmldate"),
    "sentences": (
        "ewt/dev.conllu.gz",
        "gum/dev.conllu.gz",
        "polnear/dev.jsonl.gz",
        "polnear/silver_dev.jsonl.gz",
    ),
    "times": ("timex/dev.jsonl.gz",),
    "when": ("timex/dev.jsonl.gz",),
    "quantities": ("muc/dev.jsonl.gz", "gva/dev.jsonl.gz", "idmc/dev.jsonl.gz"),
    "attributions": ("polnear/dev.jsonl.gz",),
    "encoder": (
        "polnear/dev.jsonl.gz",
        "uner/dev.jsonl.gz",
        "ewt/dev.conllu.gz",
        "gum/dev.conllu.gz",
        "nli/sts.dev.jsonl.gz",
    ),
    "places": ("gva/dev.jsonl.gz",),
    "names": ("uner/dev.jsonl.gz", "ewt/dev.conllu.gz", "gum/dev.conllu.gz"),
    "speakers": ("stories/basil.jsonl.gz",),
    "coreference": ("gum/dev.conllu.gz",),
    "stories": ("stories/basil.jsonl.gz", "stories/neus.jsonl.gz", "gva/dev.jsonl.gz"),
    "points": ("ecb/dev.jsonl.gz",),
    "merging": ("stories/newswcl50.jsonl.gz", "ecb/dev.jsonl.gz"),
    "variants": ("names/translit_ru.dev.tsv.gz", "names/translit_ar.dev.tsv.gz", "names/translit_he.dev.tsv.gz"),
    "copies": ("gva/dev.jsonl.gz", "gva/copies_dev.jsonl.gz"),
    "speed": ("polnear/dev.jsonl.gz",),
}

# Measured before the others, with nothing running beside it, and with these options.
ALONE: dict[str, tuple[str, ...]] = {"speed": ("--limit", "84", "--same", "10")}

OWN = {"example": EXAMPLES, "events": HERE / "events.jsonl"}

# Scores are deterministic; this only allows for another version of a library between two machines. What hangs on the
# encoder is pinned with .01 in floors.json: 8-bit products are rounded by what the processor has for them.
EPSILON = 0.002
UPDATE = "python benchmarks/gate.py --update"

# Shown, not pinned: what something else than crossread reaches (after the benchmark's name), the two halves of an F1
# that is pinned itself, and what is the better the less it is (a budget's share of it is pinned).
REFERENCE = "plain_"
NOT_PINNED = ("_precision", "_recall", "_seconds", "_mb")

State = Literal["held", "better", "dropped", "no floor", "reference", "other data", "gone", "not measured"]
FAILING: tuple[State, ...] = ("dropped", "other data", "gone")
Floors = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one metric stands to its floor."""

    metric: str
    state: State
    floor: float | None = None
    measured: float | None = None
    aim: float | None = None

    @property
    def problem(self) -> str | None:
        """Say what is wrong and what to do, if anything is."""
        if self.state == "dropped":
            return (
                f"{self.metric}: found {self.measured:.4f}, expected at least {self.floor:.4f}. If the drop is meant, "
                f"say why in the commit and re-pin: {UPDATE} --allow-regression"
            )
        if self.state == "other data":
            return f"{self.metric}: the data is not what the floor was measured on; re-measure and re-pin: {UPDATE}"
        if self.state == "gone":
            return f"{self.metric}: has a floor but is no longer measured; restore it, or take it out of {FLOORS.name}"
        return None


def fingerprint(paths: Iterable[Path]) -> str:
    """Return 16 hex digits of the SHA-256 of these files (folders: of all files in them, by name)."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def judge(measured: Mapping[str, float], floors: Floors, prints: Mapping[str, str]) -> list[Verdict]:
    """Compare what was measured with the floors; ``prints`` maps each benchmark that ran to its data's fingerprint."""
    verdicts = []
    for metric in sorted({*measured, *floors}):
        pinned, value = floors.get(metric, {}), measured.get(metric)
        ran = _benchmark(metric) in prints
        state = "reference" if _is_reference(metric) else _state(value, pinned, prints.get(_benchmark(metric)), ran)
        verdicts.append(Verdict(metric, state, pinned.get("floor"), value, pinned.get("aim")))
    return verdicts


def _state(value: float | None, pinned: Mapping[str, Any], data: str | None, ran: bool) -> State:
    if not ran:
        return "not measured"
    if value is None:
        return "gone"
    if "floor" not in pinned:
        return "no floor"
    if pinned.get("data") != data:
        return "other data"
    epsilon = pinned.get("epsilon", EPSILON)
    if value < pinned["floor"] - epsilon:
        return "dropped"
    return "better" if value > pinned["floor"] + epsilon else "held"


def pin(
    measured: Mapping[str, float], floors: Floors, prints: Mapping[str, str], *, allow_regression: bool = False
) -> tuple[Floors, list[str]]:
    """Return new floors at what was measured, and the metrics whose floor would have gone down and did not.

    A changed corpus pins anew, up or down: the old number was of other data.
    """
    new, refused = {metric: dict(pinned) for metric, pinned in floors.items()}, []
    for metric, value in measured.items():
        if _is_reference(metric):
            continue
        pinned = new.setdefault(metric, {"aim": None, "epsilon": EPSILON})
        data = prints[_benchmark(metric)]
        lower = "floor" in pinned and value < pinned["floor"] and pinned.get("data") == data
        if lower and not allow_regression:
            if value < pinned["floor"] - pinned.get("epsilon", EPSILON):
                refused.append(metric)
            continue
        kept = {"aim": pinned.get("aim"), "epsilon": pinned.get("epsilon", EPSILON)}
        new[metric] = {"floor": round(value, 4), **kept, "data": data}
    return dict(sorted(new.items())), refused


def _benchmark(metric: str) -> str:
    return metric.split(".", 1)[0]


def _is_reference(metric: str) -> bool:
    return metric.partition(".")[2].startswith(REFERENCE) or metric.endswith(NOT_PINNED)


def measure(name: str, data: Path) -> dict[str, float]:
    """Run one benchmark in its own process and return its metrics."""
    options = (*ALONE.get(name, ()), *(("--data", str(data)) if BENCHMARKS[name] else ()))
    command = [sys.executable, str(HERE / f"{name}.py"), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"gate: {name} failed\n  {' '.join(command)}\n{done.stderr}")
    found = json.loads(done.stdout)
    return {metric: float(value) for metric, value in found.items() if isinstance(value, (int, float))}


def table(verdicts: Iterable[Verdict]) -> str:
    """Return the printed table."""
    rows = [("metric", "floor", "measured", "aim", "")]
    rows += [(v.metric, _number(v.floor), _number(v.measured), _number(v.aim), v.state) for v in verdicts]
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"{a:{width}}{b:>9}{c:>10}{d:>8}  {e}".rstrip() for a, b, c, d, e in rows)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}".rstrip("0").rstrip(".") if value in (0, 1) else f"{value:.4f}"


def main(arguments: list[str] | None = None) -> int:
    """Measure, then judge or pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--only", nargs="+", choices=sorted(BENCHMARKS), help="measure these alone")
    parser.add_argument("--update", action="store_true", help="pin what is measured; never lowers a floor")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors too")
    options = parser.parse_args(arguments)
    names = options.only or list(BENCHMARKS)
    if not options.data.is_dir():
        names = [name for name in names if not BENCHMARKS[name]]
        print(f"gate: no data in {options.data}; measuring only: {', '.join(names) or 'nothing'}")
    prints = {name: fingerprint([options.data / path for path in BENCHMARKS[name]] or [OWN[name]]) for name in names}
    found = [measure(name, options.data) for name in names if name in ALONE]
    beside = [name for name in names if name not in ALONE]
    with ThreadPoolExecutor(2) as pool:
        found += pool.map(measure, beside, [options.data] * len(beside))
    measured = {metric: value for metrics in found for metric, value in metrics.items()}
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if options.update:
        return _update(measured, floors, prints, allow_regression=options.allow_regression)
    verdicts = judge(measured, floors, prints)
    print(table(verdicts))
    problems = [verdict.problem for verdict in verdicts if verdict.state in FAILING]
    print("\n".join(["", *map(str, problems)]) if problems else "\ngate: every floor holds")
    return 1 if problems else 0


def _update(measured: dict[str, float], floors: Floors, prints: dict[str, str], *, allow_regression: bool) -> int:
    new, refused = pin(measured, floors, prints, allow_regression=allow_regression)
    rows = ",\n".join(f" {json.dumps(metric)}: {json.dumps(pinned)}" for metric, pinned in new.items())
    FLOORS.write_text("{\n" + rows + "\n}\n", encoding="utf-8")
    print(table(judge(measured, new, prints)))
    for metric in refused:
        print(f"{metric}: {measured[metric]:.4f} is below its floor {floors[metric]['floor']:.4f}; floor kept. "
              f"To lower it: {UPDATE} --allow-regression")  # fmt: skip
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

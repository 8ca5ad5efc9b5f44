"""The command line: options in, results on standard output, progress on standard error. No logic."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click

from crossread import pipeline
from crossread.errors import CrossreadError, FormatError, UsageError
from crossread.explain import explain
from crossread.ingest.load import DUPLICATE, iter_reports, load_reports
from crossread.model import Brief, Claim, Loaded, Reading, Reason, Report, Skipped
from crossread.present.as_json import render_json_array
from crossread.present.inert import inert
from crossread.verify import verify as check
from crossread.version import __version__

__all__ = ["main"]

# Exit codes, as the contract has them: fine; some input unreadable or a brief unsound; wrong usage.
FINE, UNSOUND, USAGE = 0, 1, 2

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
TODAY = click.option(
    "--today", metavar="DATE", help="Anchor relative dates of undated reports on this day (2021-03-04)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The options of ``crossread brief``."""

    output: str | None
    format_: str | None
    as_json: bool
    split: bool
    rule: str
    until: str | None
    today: str | None

    @property
    def format(self) -> str:
        """The format asked for, else the one the file's ending names, else HTML for a file and text for a screen."""
        if self.as_json or self.format_:
            return self.format_ or "json"
        endings = {".md": "markdown", ".json": "json", ".csv": "csv", ".txt": "text"}
        return endings.get(Path(self.output).suffix.lower(), "html") if self.output else "text"


class _Group(click.Group):
    """Turns our own errors into one line on standard error and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        try:
            return super().invoke(ctx)
        except CrossreadError as error:
            raise click.UsageError(str(error)) from error
        except BrokenPipeError:
            # The reader (``| head``) has gone: stop quietly, as other tools do.
            sys.stderr.close()
            raise SystemExit(FINE) from None


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="crossread")
def main() -> None:
    """Read many reports of the same events against each other.

    crossread says who said what, when, with which numbers; what independent origins agree on, what is
    contested and by whom, and who copied whom. Every line it prints rests on words that stand in a report.

    \b
    Start here:
      crossread brief reports/ -o brief.html       one page about everything in a folder
      crossread brief a.txt b.html                 the same in the terminal
      crossread why brief.json c3f9                what is behind one line

    A PATH is a file, a folder or - (standard input): plain text, Markdown, HTML, or JSON Lines with a report
    a line. A sources.csv beside the files (file,outlet,published,zone,url) tells what they do not say.
    Nothing is fetched, nothing is sent.
    """


@main.command()
@PATHS
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; its ending chooses the format.")
@click.option(
    "--format", "format_", type=click.Choice(list(pipeline.FORMATS)), help="html, markdown, json, csv or text."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--split", is_flag=True, help="One brief for each story found, instead of one of everything.")
@click.option(
    "--rule", default="as-reported", show_default=True, help="How vague words count: as-reported, acled, ucdp."
)
@click.option("--until", metavar="TIME", help="The brief as it could be known then (2021-03-04 or 2021-03-04T18:00).")
@TODAY
def brief(paths: Sequence[str], **options: Any) -> None:  # noqa: ANN401 - click passes them by name
    """Make one account of reports that tell one story.

    All PATHs are taken to tell the same story, since you chose them; one that seems to tell another is kept
    and named among what is left over. With --split, each story found gets a brief of its own.

    \b
    Examples:
      crossread brief reports/ -o brief.html
      crossread brief monday/ tuesday/ --until 2021-03-04T18:00
      crossread brief reports/ --format json | crossread verify -
      cat reports.jsonl | crossread brief - --split --format json
    """
    asked = _Asked(**options)
    loaded = _load(paths)
    if loaded.skipped and not loaded.reports:
        _exit(loaded.skipped)  # nothing to make a brief of: say why, file by file
    readings = _read(loaded, asked.today)
    briefs = [
        pipeline.build_brief(group, loaded.skipped, asked.rule, until=asked.until, today=asked.today)
        for group in (_split(readings) if asked.split else [readings])
    ]
    _write_briefs(briefs, asked)
    _exit(loaded.skipped)


@main.command()
@PATHS
@AS_JSON
@TODAY
def read(paths: Sequence[str], as_json: bool, today: str | None) -> None:
    """Read each report by itself: its parts, names, times, numbers, attributions, claims.

    With --json, one JSON object a line in the order of input; memory stays flat however many there are.

    \b
    Examples:
      crossread read report.txt
      crossread read reports.jsonl --json > readings.jsonl
    """
    skipped: list[Skipped] = []
    with _progress("reading") as step:
        for reading in pipeline.iter_readings(_reports(paths, skipped), today):
            _print(json.dumps(reading.to_dict(), ensure_ascii=False) if as_json else _summary(reading))
            step()
    _exit(skipped)


@main.command()
@PATHS
@AS_JSON
def stories(paths: Sequence[str], as_json: bool) -> None:
    """Say which reports tell the same story.

    \b
    Examples:
      crossread stories inbox/
      crossread stories inbox.jsonl --json
    """
    loaded = _load(paths)
    names = {report.id: report.given_id or report.id for report in loaded.reports}
    shown = {report.id: report.path or names[report.id] for report in loaded.reports}
    for story in pipeline.find_stories(_read(loaded, None)):
        row = {"story": story.id, "title": story.title, "first": story.first, "last": story.last}
        if as_json:
            _print(json.dumps({**row, "reports": [names[id] for id in story.reports]}, ensure_ascii=False))
        else:
            _print(f"{story.title or 'untitled'}  ({story.first or 'no date'} to {story.last or 'no date'})")
            for path in sorted(shown[id] for id in story.reports):
                _print(f"  {path}")
    _exit(loaded.skipped)


@main.command()
@click.argument("brief_file", metavar="BRIEF.json")
@click.argument("id", metavar="ID")
@AS_JSON
def why(brief_file: str, id: str, as_json: bool) -> None:
    """Show the exact words, rules and scores behind one line of a brief.

    ID is the id of a line, or the beginning of one; ids stand in the JSON and beside each line of the page.

    \b
    Example:
      crossread why brief.json p1a2b
    """
    reasons = explain(_load_brief(brief_file), id)
    if as_json:
        _print(json.dumps([reason.to_dict() for reason in reasons], ensure_ascii=False, indent=1))
        return
    for reason in reasons:
        _print(_reason(reason))


@main.command()
@click.argument("brief_file", metavar="BRIEF.json")
@AS_JSON
def verify(brief_file: str, as_json: bool) -> None:
    """Check every citation of a brief against the reports inside it.

    Prints each problem with its id, what was found and what was expected, and exits with 1 if there is one.

    \b
    Examples:
      crossread verify brief.json
      crossread brief reports/ --format json | crossread verify -
    """
    problems = check(_load_brief(brief_file))
    if as_json:
        _print(json.dumps([problem.to_dict() for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            _print(f"{brief_file}: {problem}")
        _print(f"{brief_file}: {'sound' if not problems else f'{len(problems)} problems'}")
    sys.exit(UNSOUND if problems else FINE)


# ------------------------------------------------------------------------------------------- input


def _load(paths: Sequence[str]) -> Loaded:
    return load_reports(list(paths), stdin=sys.stdin.buffer)


def _reports(paths: Sequence[str], skipped: list[Skipped]) -> Iterator[Report]:
    """Reports one by one, in input order; what could not be read is added to ``skipped``."""
    for item in iter_reports(list(paths), stdin=sys.stdin.buffer):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item


def _read(loaded: Loaded, today: str | None) -> tuple[Reading, ...]:
    with _progress("reading", len(loaded.reports)) as step:
        return pipeline.read_reports(loaded.reports, lambda _: step(), today=today)


def _split(readings: Sequence[Reading]) -> list[tuple[Reading, ...]]:
    by_id = {reading.report.id: reading for reading in readings}
    return [tuple(by_id[id] for id in story.reports) for story in pipeline.find_stories(readings)]


def _load_brief(path: str) -> Brief:
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        data = json.loads(raw)
    except OSError as error:
        raise FormatError(f"{path}: {error.strerror or error}; expected a brief written with --format json") from error
    except ValueError as error:
        raise FormatError(f"{path}: not JSON ({error}); expected a brief written with --format json") from error
    if isinstance(data, list):
        raise FormatError(f"{path}: found {len(data)} briefs (--split); give them one at a time")
    if not isinstance(data, dict) or data.get("format") != "crossread.brief/1":
        found = data.get("format") if isinstance(data, dict) else type(data).__name__
        raise FormatError(
            f"{path}: found format {found!r}, expected 'crossread.brief/1' (crossread brief --format json)"
        )
    return Brief.from_dict(data)


# ------------------------------------------------------------------------------------------ output


def _write_briefs(briefs: Sequence[Brief], asked: _Asked) -> None:
    """One file, or standard output; with --split a JSON array, or a numbered file for each story."""
    if asked.split and asked.format == "json":
        _write(render_json_array(briefs), asked.output)
    elif asked.split and asked.output:
        path = Path(asked.output)
        for number, item in enumerate(briefs, 1):
            _write(pipeline.render(item, asked.format), str(path.with_stem(f"{path.stem}-{number}")))
    else:
        _write("\n".join(pipeline.render(item, asked.format) for item in briefs), asked.output)


def _write(text: str, output: str | None) -> None:
    if output is None:
        _print(text, end="")
        return
    try:
        # Lone surrogates, which a broken page can hold, cannot be written as UTF-8.
        Path(output).write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(
            f"-o {output}: {error.strerror or error}; name a file in a folder that can be written"
        ) from error
    click.echo(str(Path(output).resolve()), err=True)


def _print(text: str, end: str = "\n") -> None:
    sys.stdout.buffer.write((text + end).encode("utf-8", "replace"))


def _summary(reading: Reading) -> str:
    report = reading.report
    when = report.published or report.updated
    lines = [
        f"{report.path or report.id}",
        f"  {report.kind}: {report.title or 'no title'}",
        f"  {report.outlet.name if report.outlet else 'outlet unknown'}, {when.start if when else 'no date'}",
    ]
    lines += [f"  credit: {credit.to} ({credit.relation})" for credit in report.credits]
    lines += [f"  {claim.text}{_said_by(claim)}" for claim in reading.claims]
    lines += [f"  not read: {item.reason}" for item in reading.skipped if item.reason.startswith("not read")]
    return inert("\n".join(lines))


def _said_by(claim: Claim) -> str:
    return f"  [{claim.source.text}]" if claim.source else ""


def _reason(reason: Reason) -> str:
    words = f"\n      “{reason.span.text}”" if reason.span is not None and reason.span.text else ""
    return inert(f"{reason.kind:>6}  {reason.text}{words}")


def _exit(skipped: Iterable[Skipped]) -> NoReturn:
    """Name what could not be read, then leave with the right code."""
    unread = False
    for item in skipped:
        place = f"{item.path}:{item.line}" if item.line else item.path or "-"
        click.echo(inert(f"crossread: {place}: {item.reason}"), err=True)
        unread = unread or not item.reason.startswith(DUPLICATE)
    sys.exit(UNSOUND if unread else FINE)


@contextmanager
def _progress(what: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """A bar on standard error where that is a terminal and there is enough to wait for, else nothing."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(what), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)

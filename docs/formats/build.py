"""Write ``reading.schema.json`` and ``brief.schema.json`` from the nouns of ``crossread.model``.

    python docs/formats/build.py

A test compares the files with what this makes, so the schemas cannot fall behind the code.
"""

from __future__ import annotations

import dataclasses
import inspect
import json
import types
import typing
from pathlib import Path
from typing import Any, Literal, Union

from crossread import model
from crossread.codec import Noun

HERE = Path(__file__).parent
DIALECT = "https://json-schema.org/draft/2020-12/schema"

# What a field's name and its noun's description do not already say.
SAID = {
    "Span.report": "Id of the report. Left out inside a report's own object, where it can only be that one.",
    "Span.start": "First character, counted in Unicode code points of `Report.text` from 0.",
    "Span.end": "One past the last character.",
    "Span.text": "The words themselves, exactly; only where they are worth repeating.",
    "Interval.start": "`YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM` with `Z` or `+HH:MM` only where a zone is given.",
    "Interval.end": "One past the end: half-open.",
    "Interval.basis": "How the date was come by. `context`: inferred from the other reports.",
    "Interval.evidence": "The words that say so; null where metadata or the user did.",
    "Amount.low": "Lowest number the words allow; null: open.",
    "Amount.high": "Highest number the words allow; null: open.",
    "Amount.hedge": "The words that make it vague (`at least`, `dozens`).",
    "Report.id": "Made of text, outlet and address, so one text in two outlets is two reports.",
    "Report.given_id": "The `id` that came with the report in JSON Lines.",
    "Report.sha256": "Of the bytes received.",
    "Report.text": "The text that all spans count in: exactly as decoded, or as `extractor` gave it.",
    "Report.left_out": "Visible characters of the page that the extractor left out.",
    "Report.terms_of_use": "Where the report says what may be done with its text.",
    "Entry.time": "When the post was made; null where it has no clock time.",
    "Furniture.reason": "Why this is not reporting (`view_count`, `follow_us` ...).",
    "Sentence.section": "Id of the live-blog entry it stands in.",
    "Mention.entity": "Id of the entity it stands for; null where we refuse to say.",
    "TimeExpression.value": "TIMEX3 value (TimeML); null where it could not be resolved.",
    "TimeExpression.interval": "Null for durations and sets, and for what could not be resolved.",
    "Quantity.of": "The words for what is counted.",
    "Quantity.part_of": "Id of the quantity that this one is a part of.",
    "Attribution.speaker": "Entity id.",
    "Attribution.addressee": "Entity id.",
    "Attribution.denies": "The cue denies its content.",
    "Attribution.said": "When it was said.",
    "Attribution.inside": "Id of the attribution it is nested in.",
    "Claim.attribution": "Attribution id; null: the report's own voice.",
    "Claim.chain": "Holders by name: the outlet first, the original speaker last.",
    "Claim.origin": "The named holder at the far end of the chain; null where none is named.",
    "Claim.event": "PLOVER event type.",
    "Claim.who": "Entity ids.",
    "Claim.whom": "Entity ids.",
    "Claim.where": "Entity ids.",
    "Claim.when": "When it happened, or is to happen.",
    "Claim.quantities": "Quantity ids.",
    "Alias.used_by": "Who uses this name; empty: everyone.",
    "Entity.part_of": "Id of the party it counts as one with.",
    "Entity.place": "The gazetteer's place; its name there is one of many, and not the one to print.",
    "Place.id": "`geonames:N`, `iso:XX` or `iso:XX-YY`, `district:...`; `open:name` where several bear it.",
    "Place.kind": "A district is of the second level: a county, a department.",
    "Reading.place": "Null where no name stands out or is known.",
    "Link.score": "0 to 1.",
    "Copy.coverage": "Share of the words of `left`, 0 to 1.",
    "Copy.source": "The report id or the name it was taken from, where that can be told.",
    "Point.origins": "One name for each independent origin.",
    "Point.standing": "How it stands by independent origins, not by number of outlets.",
    "TimelineEntry.background": "Before the story's own days.",
    "Figure.low": "Low end of the range under `rule`; null: open.",
    "Figure.high": "High end of the range under `rule`; null: open.",
    "FigureReading.as_of": "The time the count was known at.",
    "FigureReading.unverified": "The report says that it could not be verified.",
    "Dispute.about": "What it is about, in words of a report.",
    "Dispute.cause": "What kind of disagreement it is. There is no winner.",
    "Dispute.compared": "What was compared: field to the values of the sides.",
    "Side.holders": "Entity ids.",
    "LeftOver.claim": "Claim id, where it is a claim.",
    "RestsOn.origins": "Names of all independent origins.",
    "MadeWith.digest": "SHA-256 of all else in the brief.",
    "Brief.reports": "Each report and what was read in it, as one object.",
    "Agreement.terms": "Claim ids.",
}  # fmt: skip


class Schemas:
    """Collects the definitions that a root noun needs, each once."""

    def __init__(self) -> None:
        self.definitions: dict[str, Any] = {}

    def refer(self, noun: type[Noun]) -> dict[str, Any]:
        """Return a reference to the definition of ``noun``, making it first if need be."""
        if noun.__name__ not in self.definitions:
            self.definitions[noun.__name__] = {}
            self.definitions[noun.__name__] = self.describe(noun)
        return {"$ref": f"#/$defs/{noun.__name__}"}

    def describe(self, noun: type[Noun]) -> dict[str, Any]:
        """Return the schema of one noun."""
        properties, required = self.fields(noun)
        return {
            "title": noun.__name__,
            "description": " ".join(inspect.getdoc(noun).split()),  # type: ignore[union-attr]  # every noun has one
            "type": "object",
            "properties": properties,
            "required": required,
        }

    def fields(self, noun: type[Noun]) -> tuple[dict[str, Any], list[str]]:
        """Return properties and the required ones; an inline field is spread into its owner."""
        hints = typing.get_type_hints(noun)
        properties: dict[str, Any] = {}
        required: list[str] = []
        for field in dataclasses.fields(noun):  # type: ignore[arg-type]  # every noun is a dataclass
            if field.metadata.get("unwritten"):
                continue
            if field.metadata.get("inline"):
                inner, needed = self.fields(hints[field.name])
                properties |= inner
                required += needed
                continue
            key = field.metadata.get("key", field.name)
            properties[key] = self.kind(hints[field.name])
            if said := SAID.get(f"{noun.__name__}.{field.name}"):
                properties[key]["description"] = said
            if field.default is field.default_factory is dataclasses.MISSING and (noun, key) != (model.Span, "report"):
                required.append(key)
        return properties, required

    def kind(self, hint: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the schema of one type hint."""
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin in (Union, types.UnionType):
            kinds = [self.kind(option) for option in inner]
            names = [kind.get("type") for kind in kinds]
            # 14 is a number and an integer; one word for both is enough.
            if "number" in names:
                kinds = [kind for kind in kinds if kind.get("type") != "integer"]
            return {"anyOf": kinds}
        if origin is tuple:
            return {"type": "array", "items": self.kind(inner[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.kind(inner[1])}
        if origin is Literal:
            return {"enum": list(inner)}
        if isinstance(hint, type) and issubclass(hint, Noun):
            return self.refer(hint)
        names = {str: "string", int: "integer", float: "number", bool: "boolean", types.NoneType: "null"}
        return {"type": names[hint]}


def reading_schema() -> dict[str, Any]:
    """Return the schema of one line of ``crossread read --json``."""
    schemas = Schemas()
    root = schemas.describe(model.Reading)
    return _page("reading", root, schemas, "One report and what crossread found in it (`crossread read --json`).")


def brief_schema() -> dict[str, Any]:
    """Return the schema of ``crossread brief --format json``: there, a report and its reading are one object."""
    schemas = Schemas()
    root = schemas.describe(model.Brief)
    report, required = schemas.fields(model.Report)
    reading, _ = schemas.fields(model.Reading)
    spread = {key: value for key, value in reading.items() if key not in ("report", "entities", "claims")}
    schemas.definitions["ReportRead"] = {
        "title": "ReportRead",
        "description": "A report and what was read in it; its entities and claims stand in the brief.",
        "type": "object",
        "properties": {**report, **spread},
        "required": required,
    }
    root["properties"]["reports"]["items"] = {"$ref": "#/$defs/ReportRead"}
    schemas.definitions.pop("Reading", None)
    schemas.definitions.pop("Report", None)
    return _page("brief", root, schemas, "What reports of one story add up to (`crossread brief --format json`).")


def _page(name: str, root: dict[str, Any], schemas: Schemas, title: str) -> dict[str, Any]:
    written = {"const": f"crossread.{name}/1", "description": "The name and version of this format."}
    return {
        "$schema": DIALECT,
        "$id": f"urn:crossread:{name}:1",
        **root,
        "title": title,
        "properties": {"format": written, **root["properties"]},
        "required": ["format", *root["required"]],
        "$defs": dict(sorted(schemas.definitions.items())),
    }


def main() -> None:
    """Write both files."""
    for name, schema in (("reading", reading_schema()), ("brief", brief_schema())):
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (HERE / f"{name}.schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

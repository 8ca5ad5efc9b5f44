"""The gate is code too: what holds, what is refused, and what may be pinned."""

import json

import pytest

import gate

PRINTS = {"times": "aaaa"}


def floors(floor=0.8, data="aaaa", epsilon=0.002, aim=0.9):
    return {"times.value_f1": {"floor": floor, "aim": aim, "epsilon": epsilon, "data": data}}


@pytest.mark.parametrize(
    ("measured", "pinned", "prints", "state"),
    [
        # at the floor, and within the tolerance below it
        (0.8, floors(), PRINTS, "held"),
        (0.7985, floors(), PRINTS, "held"),
        # clearly above: may be pinned
        (0.85, floors(), PRINTS, "better"),
        # below
        (0.79, floors(), PRINTS, "dropped"),
        # the corpus changed: the old number says nothing, even if it looks fine
        (0.85, floors(data="bbbb"), PRINTS, "other data"),
        # a new metric
        (0.85, {}, PRINTS, "no floor"),
        # its benchmark did not run (no data here)
        (None, floors(), {}, "not measured"),
        # its benchmark ran and the metric is no longer there
        (None, floors(), PRINTS, "gone"),
    ],
)
def test_state(measured, pinned, prints, state):
    found = {} if measured is None else {"times.value_f1": measured}
    (verdict,) = gate.judge(found, pinned, prints)
    assert verdict.state == state
    assert bool(verdict.problem) == (state in gate.FAILING)


def test_a_drop_names_metric_found_expected_and_the_command():
    (verdict,) = gate.judge({"times.value_f1": 0.71}, floors(), PRINTS)
    for words in ("times.value_f1", "0.7100", "0.8000", "gate.py --update --allow-regression"):
        assert words in verdict.problem


def test_changed_data_says_how_to_pin_again():
    (verdict,) = gate.judge({"times.value_f1": 0.85}, floors(data="bbbb"), PRINTS)
    assert "re-measure and re-pin: python benchmarks/gate.py --update" in verdict.problem


def test_pin_raises_and_keeps_aim_and_tolerance():
    new, refused = gate.pin({"times.value_f1": 0.85}, floors(epsilon=0.01), PRINTS)
    assert not refused
    assert new["times.value_f1"] == {"floor": 0.85, "aim": 0.9, "epsilon": 0.01, "data": "aaaa"}


def test_pin_never_lowers_silently():
    new, refused = gate.pin({"times.value_f1": 0.7}, floors(), PRINTS)
    assert refused == ["times.value_f1"]
    assert new == floors()


def test_pin_does_not_creep_down_within_the_tolerance():
    # A floor lowered by a hair at every pin would fall without anybody allowing it.
    new, refused = gate.pin({"times.value_f1": 0.7985}, floors(), PRINTS)
    assert not refused
    assert new == floors()


def test_pin_lowers_when_allowed():
    new, refused = gate.pin({"times.value_f1": 0.7}, floors(), PRINTS, allow_regression=True)
    assert not refused
    assert new["times.value_f1"]["floor"] == 0.7


def test_pin_on_other_data_starts_anew():
    new, refused = gate.pin({"times.value_f1": 0.7}, floors(data="bbbb"), PRINTS)
    assert not refused
    assert (new["times.value_f1"]["floor"], new["times.value_f1"]["data"]) == (0.7, "aaaa")


def test_pin_leaves_floors_of_benchmarks_that_did_not_run():
    other = {"copies.f1": {"floor": 0.8, "aim": None, "epsilon": 0.002, "data": "cccc"}}
    new, _ = gate.pin({"times.value_f1": 0.9}, {**floors(), **other}, PRINTS)
    assert new["copies.f1"] == other["copies.f1"]


@pytest.mark.parametrize("metric", ["times.plain_parser.value_f1", "times.value_precision", "times.value_recall"])
def test_comparisons_and_halves_are_shown_and_not_pinned(metric):
    found = {metric: 0.4}
    assert [verdict.state for verdict in gate.judge(found, {}, PRINTS)] == ["reference"]
    assert gate.pin(found, {}, PRINTS) == ({}, [])


def test_fingerprint_sees_words_and_names_and_nothing_else(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    first = gate.fingerprint([folder])
    assert gate.fingerprint([folder]) == first
    (folder / "a.txt").write_text("two")
    changed = gate.fingerprint([folder])
    (folder / "a.txt").rename(folder / "b.txt")
    assert len({first, changed, gate.fingerprint([folder])}) == 3


@pytest.fixture
def one_benchmark(tmp_path, monkeypatch):
    """A gate of one benchmark whose value the test sets."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "dev.txt").write_text("gold")
    value = {"times.value_f1": 0.8}
    monkeypatch.setattr(gate, "BENCHMARKS", {"example": (), "times": ("dev.txt",)})
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    found = {"example": {"example.score": 0.5}, "times": value}
    monkeypatch.setattr(gate, "measure", lambda name, data: found[name])
    return data, value


def test_the_whole_way(one_benchmark, capsys):
    data, value = one_benchmark
    assert gate.main(["--data", str(data), "--update"]) == 0
    assert gate.main(["--data", str(data)]) == 0
    value["times.value_f1"] = 0.6
    assert gate.main(["--data", str(data)]) == 1
    assert gate.main(["--data", str(data), "--update"]) == 1
    assert gate.main(["--data", str(data), "--update", "--allow-regression"]) == 0
    (data / "dev.txt").write_text("other gold")
    assert gate.main(["--data", str(data)]) == 1
    assert "re-measure and re-pin" in capsys.readouterr().out


def test_without_data_the_example_alone_is_measured(one_benchmark, tmp_path, capsys):
    data, _ = one_benchmark
    assert gate.main(["--data", str(data), "--update"]) == 0
    assert gate.main(["--data", str(tmp_path / "nowhere")]) == 0
    said = capsys.readouterr().out
    assert "measuring only: example" in said
    assert "times.value_f1" in said
    assert "not measured" in said


def test_the_pinned_floors_are_well_formed():
    for metric, pinned in json.loads(gate.FLOORS.read_text(encoding="utf-8")).items():
        assert metric.split(".")[0] in gate.BENCHMARKS
        assert set(pinned) == {"floor", "aim", "epsilon", "data"}
        assert pinned["floor"] >= 0
        assert pinned["floor"] <= 1 or metric.startswith("speed.")  # reports a second, shares of a budget


def test_every_benchmark_of_the_gate_is_a_script():
    missing = [name for name in gate.BENCHMARKS if not (gate.HERE / f"{name}.py").exists()]
    assert not missing

"""The encoder: what is wrong with a model is said, and no answer hangs on its neighbours."""

import json

import pytest

from crossread.encoder import FORMAT, Encoder, Text
from crossread.errors import ResourceError

pytest.importorskip("numpy")
pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

STATEMENT = (
    "Mayor Ana Oduya said on Tuesday that the bridge at Velmora had been closed. “We could not wait,” she told the "
    "Velmora Herald. “It was unsafe.”\n\nAccording to the police, two people were hurt. The ministry denied it."
)


def cut(text):
    """Cut at full stops: rough, and enough here."""
    ends = [n + 2 for n in range(len(text) - 1) if text[n] in ".”" and text[n + 1] in " \n"]
    starts = [0, *ends]
    return [(a, b) for a, b in zip(starts, [*ends, len(text)], strict=True) if text[a:b].strip()]


@pytest.fixture(scope="module")
def encoder():
    from crossread.encoder import shipped_encoder

    try:
        return shipped_encoder()
    except ResourceError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), ("{", "Expecting"), ('{"format": "other/9"}', "found 'other/9'"), ("[]", "found 'list'")],
)
def test_a_missing_or_damaged_model_is_named(tmp_path, content, said):
    if content is not None:
        (tmp_path / "encoder.json").write_text(content)
    with pytest.raises(ResourceError, match="make train") as error:
        Encoder(tmp_path)
    assert said in str(error.value)
    assert str(tmp_path) in str(error.value)


def test_a_model_without_its_tokenizer_is_named(tmp_path):
    (tmp_path / "encoder.json").write_text(json.dumps({"format": FORMAT}))
    with pytest.raises(ResourceError, match=r"tokenizer\.json"):
        Encoder(tmp_path)


def facts(said):
    return (
        said.words, said.sentence, said.parts_of_speech, said.heads, said.labels, said.names, said.attributions,
        said.loose, said.begins.tolist(), said.vectors.tolist(),
    )  # fmt: skip


def test_a_text_is_read_alike_alone_together_and_in_reverse(encoder):
    texts = [Text(t, cut(t)) for t in (STATEMENT, STATEMENT[::-1], "No.", STATEMENT * 9, STATEMENT.upper())]
    together = [facts(said) for said in encoder.encode(texts)]
    assert together == [facts(encoder.encode([text])[0]) for text in texts]
    assert together == [facts(said) for said in encoder.encode(texts[::-1])][::-1]


def test_who_said_what(encoder):
    said = encoder.encode([Text(STATEMENT, cut(STATEMENT))])[0]
    found = [
        ([STATEMENT[s.start : s.end] for s in group.sources], STATEMENT[group.cue.start : group.cue.end])
        for group in said.attributions
    ]
    assert (["Mayor Ana Oduya"], "said") in found or (["Ana Oduya"], "said") in found
    assert (["she"], "told") in found
    assert "Ana Oduya" in [STATEMENT[name.start : name.end] for name in said.names if name.kind == "person"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "—", "a\ud800b", "é" * 3, "x" * 5000, "word " * 900, "\u0301"])
def test_any_text_can_be_read(encoder, text):
    said = encoder.encode([Text(text, [(0, len(text))] if text.strip() else [])])[0]
    assert len(said.words) == len(said.heads) == len(said.labels) == len(said.sentence)
    assert all(0 <= head < len(said.words) for head in said.heads)
    assert said.vectors.shape[0] == bool(text.strip())


@pytest.mark.parametrize("text", ["", STATEMENT, STATEMENT * 9])
def test_vectors_alone_are_those_of_a_whole_reading(encoder, text):
    spans = cut(text)
    assert encoder.vectors(Text(text, spans)).tolist() == encoder.encode([Text(text, spans)])[0].vectors.tolist()


def test_trees_have_one_root_a_sentence(encoder):
    said = encoder.encode([Text(STATEMENT, cut(STATEMENT))])[0]
    roots = [said.sentence[word] for word, head in enumerate(said.heads) if head == word]
    assert roots == sorted(set(said.sentence))
    assert [label == "root" for label in said.labels] == [head == word for word, head in enumerate(said.heads)]

"""Bytes to characters: what a file is by its first bytes, and which encoding its text is in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from crossread.errors import InputError

__all__ = ["Decoded", "binary_kind", "decode"]

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt)"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh91AY&SY", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"(\xb5/\xfd", "zstd-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"ID3\x03", "MP3 audio"),
    (b"ID3\x04", "MP3 audio"),
    (b"\xff\xfb", "MP3 audio"),
    (b"fLaC", "FLAC audio"),
    (b"OggS\x00", "Ogg audio or video"),
    (b"\x1aE\xdf\xa3", "Matroska or WebM video"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1\x15", "a Parquet table"),
)
_RIFF = {b"WAVE": "WAV audio", b"AVI ": "AVI video", b"WEBP": "a WebP image"}
_IN_ZIP = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"mimetypeapplication/epub", "an EPUB book"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What charset-normalizer may choose from: encodings that news has been kept in. Left alone it may name
# rarities (cp775, mac_iceland) that are byte-for-byte possible and wrong.
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "iso8859_2",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp", "tis_620",
]  # fmt: skip
# The marks that word processors put into otherwise plain English in Windows-1252: dashes, curly quotes,
# ellipsis, bullet, euro, trade mark, no-break space, pound, section, copyright, degree, half and the like.
# As letters of another code page they would be isolated capitals, so English with these alone is cp1252.
_CP1252_MARKS = re.compile(rb"[\x00-\x7f\x80\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb1\xb7\xbb-\xbe]*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
# Of the characters of a text, at most this share (or this few) may be controls. Not tuned: text has none or a
# stray few, and compressed or compiled data about a tenth.
_MOST_CONTROLS = 0.02
_FEW_CONTROLS = 4
_BINARY = "this is binary data of an unknown kind, not text; give text, HTML or JSON Lines"
# A UTF-8 file with a few bytes damaged (a cut, a stray byte) stays UTF-8 as long as at least so many good
# multi-byte characters stand against each bad byte. Below that it is taken for another encoding.
_GOOD_FOR_BAD = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in; ``problem`` says what was damaged."""

    text: str
    encoding: str
    problem: str | None = None


def binary_kind(raw: bytes) -> str | None:
    """Name what ``raw`` is by its first bytes, where it is a known kind of file that is not text."""
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return kind
    if raw.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _IN_ZIP if mark in raw[:4096]), "a ZIP archive")
    if raw.startswith(b"RIFF"):
        return _RIFF.get(raw[8:12], "a RIFF media file")
    if raw[:1] == b"\0" and raw[4:8] == b"ftyp":
        return "MP4 video or audio"
    return None


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Decode ``raw`` exactly (byte-order mark and line ends stay), ``declared`` being what it says it is in.

    Order: byte-order mark, UTF-16 without a mark, strict UTF-8 (chance hardly makes it, and pages declare what
    they no longer are), the declared encoding, UTF-8 with a few damaged bytes, then the likeliest code
    page. Raises ``InputError`` for what is not text.
    """
    kind = binary_kind(raw)
    if kind is not None:
        raise InputError(f"this is {kind}, not text; convert it to text or HTML first")
    decoded = _decode(raw, declared)
    controls = len(_CONTROLS.findall(decoded.text)) - decoded.text.count("\ufffd") * (decoded.problem is not None)
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(decoded.text)):
        raise InputError(_BINARY)
    return decoded


def _decode(raw: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _with_damage(raw, encoding)
    wide = _unmarked_utf16(raw)
    if wide is not None:
        return _with_damage(raw, wide)
    for name in filter(None, ("iso2022_jp" if b"\x1b$" in raw else None, "utf-8", declared)):
        try:
            return Decoded(raw.decode(name), name)
        except (UnicodeError, LookupError):
            continue
    damaged = raw.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    good = len(damaged) - bad - sum(map(str.isascii, damaged))
    if good >= _GOOD_FOR_BAD * bad:
        return _with_damage(raw, "utf-8")
    return _by_code_page(raw)


def _with_damage(raw: bytes, encoding: str) -> Decoded:
    """Decode what can be decoded; U+FFFD stands for what cannot, and the problem says where."""
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        at = error.start
    text = raw.decode(encoding, "replace")
    problem = f"not all of it is valid {encoding.upper()}: byte {at + 1} is the first that is damaged"
    return Decoded(text, encoding, f"{problem}; U+FFFD stands in its place")


def _unmarked_utf16(raw: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes: nearly all on one side, nearly none on the other."""
    sample = raw[:4096]
    pairs = len(sample) // 2
    if pairs == 0:
        return None
    left, right = sample[0::2].count(0), sample[1::2].count(0)
    if right > 0.4 * pairs and left < 0.05 * pairs:
        return "utf-16-le"
    if left > 0.4 * pairs and right < 0.05 * pairs:
        return "utf-16-be"
    return None


def _by_code_page(raw: bytes) -> Decoded:
    if _CP1252_MARKS.fullmatch(raw):
        return Decoded(raw.decode("cp1252"), "cp1252")
    if len(_CONTROLS.findall(raw.decode("latin-1"))) > max(_FEW_CONTROLS, _MOST_CONTROLS * len(raw)):
        raise InputError(_BINARY)
    from charset_normalizer import from_bytes

    best = from_bytes(raw, cp_isolation=_CANDIDATES, threshold=0.5).best()
    if best is None:
        raise InputError(
            "the bytes are in no encoding that we know (tried UTF-8, UTF-16 and the common code pages); "
            "save the file as UTF-8"
        )
    return Decoded(raw.decode(best.encoding), best.encoding)

"""Which language a text is in."""

import pytest

from crossread.ingest.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("At least 12 people were hurt in Dorvath, Mayor Ilgar Tasmetov said.", "en"),
        ("The shelling of Dorvath killed Anselm Okoru, Ishe Bratan and Wi Tanaku.", "en"),
        ("Drei Menschen starben bei dem Einsturz der Brücke am Dienstag", "de"),
        ("El alcalde dijo ayer que doce personas resultaron heridas", "es"),
        ("По словам мэра города, не менее двенадцати человек пострадали при обрушении моста во вторник утром.", "ru"),
        ("قال رئيس البلدية إن اثني عشر شخصا على الأقل أصيبوا في انهيار الجسر", "ar"),
        ("市长表示,星期二早上大桥倒塌,至少有十二人受伤", "zh"),
        ("", None),
        ("DORVATH (Orle News)", None),
        ("12.40 p.m.:", None),
        ("Ilgar Tasmetov, Orkhan Vezirly, Samira Quluzada", None),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22", None),
    ],
)
def test_detect(text, language):
    assert detect(text) == language


def test_the_prose_counts_and_not_the_furniture_around_it():
    furniture = "Главная\nНовости\nПодписаться\n" * 20
    prose = "The bridge over the Orle fell on Tuesday morning and twelve people were hurt, the mayor of Dorvath said.\n"
    assert detect(furniture + prose * 2) == "en"


def test_the_same_text_gives_the_same_answer():
    text = "The mayor of Dorvath met the governor of Imsel province on Friday."
    assert {detect(text) for _ in range(5)} == {"en"}

"""A message never breaks WhatsApp's limits, however much there is to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.content import MAX_CHOICES_TEXT, MAX_TEXT, Content, Option


@given(st.text(min_size=1, max_size=4000), st.booleans())
def test_any_text_fits(text: str, has_options: bool) -> None:
    options = (Option("yes", "Ya"),) if has_options else ()
    content = Content.fitting(text, options=options)
    assert 1 <= len(content.text) <= (MAX_CHOICES_TEXT if has_options else MAX_TEXT)


def test_the_question_at_the_end_stays() -> None:
    text = "\n".join(
        ["Dari Batik Budi:"] + [f"{n} x K{n:04d} Kain tulis buketan merah" for n in range(100)] + ["Sudah benar?"]
    )
    content = Content.fitting(text, options=(Option("yes", "Ya"),))
    assert content.text.startswith("Dari Batik Budi") and content.text.endswith("Sudah benar?")


@pytest.mark.parametrize(
    "options",
    [
        (Option("a", "x" * 21),),
        (Option("a", "x"), Option("a", "y")),
        tuple(Option(str(n), str(n)) for n in range(11)),
        (Option("i" * 201, "x"),),
    ],
)
def test_choices_that_whatsapp_would_refuse_are_refused_here(options: tuple[Option, ...]) -> None:
    with pytest.raises(ValueError):
        Content("Yang mana?", options=options)


def test_it_comes_back_from_the_outbox_as_it_was() -> None:
    content = Content("Yang mana?", options=(Option("a", "Ya", "lagi"),), list_title="Pilih")
    assert Content.from_json(content.to_json()) == content

"""English and German, both whole: every text is marked, stands in the catalogue, and says the same there."""

import re
import runpy
from collections.abc import Iterator
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import django
import pytest
from django.template.base import Lexer, Token, TokenType
from django.utils import translation

from access.vocabulary import vocabulary
from tests.architecture.code import ROOT, listed, name_of, templates
from trail.verbs import all_verbs

tool: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "messages.py"))

PLACES = re.compile(r"%\(\w+\)[a-z]|(?<!\{)\{\w+\}|<[^>]+>")
ENDINGS = ".?!:…"
# The same words in both languages, or names, also of keys: nothing to translate.
SAME_EVERYWHERE = {
    "Tab",
    "Esc",
    "Ctrl",
    "K",
    "UTC",
    "CSV",
    "API",
    "English",
    "Deutsch",
    "Entra",
    "ID",
    "Okta",
    *"npjkdycx",
}
# Not HTML by itself: attributes of the tag it is included in.
PIECES = {ROOT / "templates" / "components" / "opens.html"}
# Pages of development and tests show invented content in English.
ONLY_FOR_DEVELOPMENT = ROOT / "templates" / "kit"
SILENT = re.compile(r"(end)?(blocktranslate|comment)\b.*|(end)?block body_class")
SPOKEN_ATTRIBUTES = {"title", "placeholder", "aria-label", "alt", "label", "data-confirm"}
SPOKEN_ARGUMENTS = re.compile(r"\b(?:title|text|label|help|caption|name)=(?:\"([^\"]*)\"|'([^']*)')")


def catalogue(language: str) -> Any:
    return tool["read"](tool["catalogue_path"](language), language)


def messages(language: str) -> list[Any]:
    return [message for message in catalogue(language) if message.id]


@pytest.mark.parametrize("language", tool["LANGUAGES"])
def test_the_catalogue_is_current(language: str) -> None:
    known = {(each.context, each.id if isinstance(each.id, tuple) else (each.id,)) for each in messages(language)}
    texts = set(tool["extracted"]())
    found = [f"new: {strings[0]}" for _context, strings in sorted(texts - known, key=str)]
    found += [f"gone: {strings[0]}" for _context, strings in sorted(known - texts, key=str)]
    assert not found, listed(found, "Run `make messages`, then translate what is new in locale/.")
    assert not catalogue(language).obsolete, "Remove the obsolete messages (#~): `make messages`."


@pytest.mark.parametrize("language", tool["LANGUAGES"])
def test_every_text_is_translated(language: str) -> None:
    found = [str(each.id) for each in tool["missing"](catalogue(language))]
    assert not found, listed(found, f"Translate them in locale/{language}, none may be fuzzy.")


@pytest.mark.parametrize("language", tool["LANGUAGES"])
def test_translations_keep_places_and_marks(language: str) -> None:
    found = []
    for message in messages(language):
        sources = list(message.id) if isinstance(message.id, tuple) else [message.id]
        translations = list(message.string) if isinstance(message.string, tuple | list) else [message.string]
        for source, translated in zip(sources, translations, strict=True):
            if sorted(PLACES.findall(source)) != sorted(PLACES.findall(translated)):
                found.append(f"{source} -> {translated}: other places")
            if (source[-1:] in ENDINGS or translated[-1:] in ENDINGS) and source[-1:] != translated[-1:]:
                found.append(f"{source} -> {translated}: ends differently")
            if source.strip() == source and translated.strip() != translated:
                found.append(f"{source} -> {translated}: space at the edge")
    assert not found, listed(found, "Keep every %(name)s, {name} and tag, and how the text ends.")


@pytest.mark.parametrize("language", tool["LANGUAGES"])
def test_no_text_of_django_is_changed(language: str) -> None:
    """Our catalogue comes before Django's: "May" as a heading would rename a month."""
    with (Path(django.__file__).parent / "conf" / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        theirs = GNUTranslations(file)
    found = []
    for message in messages(language):
        source = message.id[0] if isinstance(message.id, tuple) else message.id
        ours = message.string[0] if isinstance(message.string, tuple | list) else message.string
        known = theirs.gettext(source) if message.context is None else source
        if known not in {source, ours}:
            found.append(f"{source}: Django says {known}, we say {ours}")
    assert not found, listed(found, "Say it as Django does, choose other words, or give the text a context (pgettext).")


def test_verbs_and_permissions_are_told_in_german() -> None:
    sentences = [
        *(verb.sentence for verb in all_verbs().values()),
        *(permission.sentence for permission in vocabulary().values()),
    ]
    with translation.override("en"):
        english = [str(each) for each in sentences]
    with translation.override("de"):
        german = [str(each) for each in sentences]
    same = [text for text, other in zip(english, german, strict=True) if text == other]
    assert not same, listed(same, "Not translated, or the catalogue is not compiled: `make static`.")


class Spoken(HTMLParser):
    """Gathers what a reader would see or hear of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in {"script", "style", "code", "pre"}
        self.found += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style", "code", "pre"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def unmarked(path: Path) -> Iterator[str]:
    """Yield the texts of a template that stand outside of translate tags."""
    html, inside = [], False
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        name = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type is TokenType.BLOCK and SILENT.fullmatch(token.contents):
            inside = not name.startswith("end")
        elif token.token_type is TokenType.TEXT and not inside:
            html.append(token.contents)
        elif token.token_type is TokenType.BLOCK and name in {"include", "badge", "status"}:
            yield from arguments(token)
    parser = Spoken()
    parser.feed("".join(html))
    yield from parser.found


def arguments(token: Token) -> Iterator[str]:
    for double, single in SPOKEN_ARGUMENTS.findall(token.contents):
        if " " in double + single or (double + single)[:1].isupper():
            yield double + single


def test_templates_hold_no_bare_text() -> None:
    found = [
        f"{name_of(path)}: {' '.join(text.split())}"
        for path in templates()
        if not path.is_relative_to(ONLY_FOR_DEVELOPMENT) and path not in PIECES
        for text in unmarked(path)
        if set(re.findall(r"[^\W\d_]+", text)) - SAME_EVERYWHERE
    ]
    assert not found, listed(found, "Put it into {% translate %} or {% blocktranslate %}.")

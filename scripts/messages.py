"""Bring the catalogues up to date: gather every marked text of the code and the templates into locale/*/…/django.po.

`messages.py` writes the catalogues and says how much is left to translate; `messages.py --check` only says it. A text
that is gone leaves the catalogue, a text that changed is new: nothing is guessed. Needs neither Debian's gettext nor a
configured Django.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("de",)
WIDTH = 120
NOT_OURS = {"build", "node_modules", "var", "tests", "bench", "scripts", "docs", ".venv"}

# Which arguments of a call are texts; `_t` and `_m` are what modules call a second marker, `marked` marks refusals.
SINGLE = {"_", "_t", "_m", "marked", "gettext", "gettext_lazy", "gettext_noop"}
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(SINGLE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
NAMED_PLACE = re.compile(r"(?<!%)(?:%%)*%\(\w+\)")

Text = tuple[str | None, tuple[str, ...]]


def extracted(root: Path = ROOT) -> dict[Text, set[str]]:
    """Return every marked text with its context and the files it stands in."""
    found: dict[Text, set[str]] = {}
    # The plain parts of mails are templates, too.
    templates = [path for pattern in ("*.html", "*.txt") for path in _files(root / "templates", pattern)]
    for path in [*_files(root, "*.py"), *templates]:
        for text in texts_of(path):
            found.setdefault(text, set()).add(path.relative_to(root).as_posix())
    return found


def texts_of(path: Path) -> Iterator[Text]:
    """Yield the texts marked in one Python file or template, as (context, (singular, plural when there is one))."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of the page around its texts would be odd Python: indentation is taken away.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    calls: Any = extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {})
    for _line, function, strings, _comments in calls:
        text = _text_of(function, strings if isinstance(strings, tuple) else (strings,))
        if text:
            yield text


def _text_of(function: str, strings: tuple[str | None, ...]) -> Text | None:
    places = KEYWORDS[function] or (1,)
    chosen = [strings[(place[0] if isinstance(place, tuple) else place) - 1 :][:1] for place in places]
    values = [value[0] if value else None for value in chosen]
    if not all(values):
        return None
    contextual = isinstance(places[0], tuple)
    texts = tuple(str(value) for value in (values[1:] if contextual else values))
    return (str(values[0]) if contextual else None, texts)


def _files(folder: Path, pattern: str) -> Iterator[Path]:
    for path in sorted(folder.rglob(pattern)):
        if not NOT_OURS & set(path.relative_to(folder).parts):
            yield path


def catalogue_path(language: str, root: Path = ROOT) -> Path:
    """Return where the catalogue of a language lies."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """Return a catalogue, an empty one where there is no file yet."""
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def merged(known: Catalog, texts: dict[Text, set[str]], language: str) -> Catalog:
    """Return a catalogue of exactly these texts, with the translations that are known."""
    renewed = Catalog(locale=language)
    for (context, strings), files in texts.items():
        text = strings if len(strings) > 1 else strings[0]
        before = known.get(text, context)
        kept = before.string if before is not None and before.pluralizable == (len(strings) > 1) else None
        renewed.add(text, kept, locations=[(name, 0) for name in sorted(files)], flags=_flags(strings), context=context)
    return renewed


def _flags(strings: tuple[str, ...]) -> set[str]:
    return {"python-format"} if any(NAMED_PLACE.search(text) for text in strings) else set()


def written(catalogue: Catalog, language: str) -> str:
    """Return the catalogue as a file holds it: sorted, without dates and line numbers, so that a diff shows texts."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    )
    return f"{header}\n{buffer.getvalue().decode().strip()}\n"


def missing(catalogue: Catalog) -> list[Message]:
    """Return the messages without a (whole, certain) translation."""
    return [each for each in catalogue if each.id and (each.fuzzy or not _is_whole(each.string))]


def _is_whole(translation: Any) -> bool:
    return all(translation) if isinstance(translation, tuple | list) else bool(translation)


def main(arguments: list[str] | None = None) -> int:
    """Write or check each catalogue."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a catalogue is not current")
    options = parser.parse_args(arguments)
    settings.configure(USE_I18N=False)
    texts, behind = extracted(), False
    for language in LANGUAGES:
        path = catalogue_path(language)
        catalogue = merged(read(path, language), texts, language)
        content = written(catalogue, language)
        behind |= not path.is_file() or path.read_text(encoding="utf-8") != content
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(texts)} texts, {len(missing(catalogue))} without a translation")
    return 1 if options.check and behind else 0


if __name__ == "__main__":
    sys.exit(main())

"""Compile locale/*/LC_MESSAGES/*.po with Babel: Debian's gettext is not needed.

Fuzzy translations are left out, as msgfmt does.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Compile each catalogue beside itself."""
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        try:
            with source.open("rb") as file:
                catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        except PoFileError as error:
            print(f"{source.relative_to(ROOT)}: {error}", file=sys.stderr)
            return 1
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    return 0


if __name__ == "__main__":
    sys.exit(main())

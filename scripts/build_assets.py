"""Copy what the pages need out of node_modules into build/assets, and draw the icons into one sprite.

`static/vendor.txt` lists the files, `static/icons.txt` the icons; nothing else of node_modules is shipped.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
ASSETS = ROOT / "build" / "assets"
SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S*|/\*# sourceMappingURL=\S* ?\*/)\s*$")
ICON = re.compile(r"<svg[^>]*>(?P<drawing>.*)</svg>", re.DOTALL)
FRAME = re.compile(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')
LINE = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'


def listed(name: str) -> list[str]:
    """Return the lines of a list under static/, without comments."""
    lines = (ROOT / "static" / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def copy_vendored() -> None:
    """Copy each listed file; scripts and style sheets lose the address of their source map, which is not shipped."""
    for line in listed("vendor.txt"):
        source, target = line.split()
        place = ASSETS / target
        place.parent.mkdir(parents=True, exist_ok=True)
        content = (MODULES / source).read_bytes()
        place.write_bytes(SOURCE_MAP.sub(b"\n", content) if place.suffix in {".js", ".css"} else content)


def symbol(name: str) -> str:
    """Return one icon as a symbol; `name-filled` names the filled drawing."""
    style, file = ("filled", name.removesuffix("-filled")) if name.endswith("-filled") else ("outline", name)
    drawing = ICON.search((MODULES / "@tabler/icons/icons" / style / f"{file}.svg").read_text(encoding="utf-8"))
    if drawing is None:
        raise ValueError(f"{name}: not an icon")
    inner = re.sub(r"\s*\n\s*", "", FRAME.sub("", drawing["drawing"]))
    paint = 'fill="currentColor"' if style == "filled" else LINE
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{inner}</symbol>'


def draw_sprite() -> None:
    """Write every listed icon into one file, in alphabetical order."""
    symbols = "\n".join(symbol(name) for name in sorted(set(listed("icons.txt"))))
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    (ASSETS / "vendor" / "icons.svg").write_text(sprite, encoding="utf-8")


def main() -> int:
    """Build everything anew."""
    shutil.rmtree(ASSETS, ignore_errors=True)
    try:
        copy_vendored()
        draw_sprite()
    except FileNotFoundError as error:
        print(f"{error.filename} is missing: a name in static/ that node_modules does not hold.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How anybody computes the hash of a version again: one line, in any shell, on the file that is taken away."""

from dataclasses import dataclass

from django.urls import reverse

from registers.models import UseCaseVersion

# docs/registers.md holds the same line.
COMMAND = (
    'python3 -c \'import hashlib,json,sys; print(hashlib.sha256(json.dumps(json.load(sys.stdin.buffer)["content"],'
    'sort_keys=True,separators=(",",":"),ensure_ascii=False).encode()).hexdigest())\' < {file}'
)


@dataclass(frozen=True, slots=True)
class Recomputing:
    """The hash of a version, the file it is computed from, and the line that does it."""

    content_hash: str
    url: str
    command: str


def recomputing(version: UseCaseVersion) -> Recomputing:
    """Return how the hash of a version is computed again."""
    url = reverse("registers:version-export", args=[version.use_case_id, version.number])
    return Recomputing(
        version.content_hash, url, COMMAND.format(file=f"{version.use_case.code}-v{version.number}.json")
    )

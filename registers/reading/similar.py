"""Who does something alike already? Asked before somebody begins a request."""

from registers.models import UseCase
from registers.querysets.use_cases import UseCaseQuerySet
from registers.rules.similar import beginning_of, likeness, places_of_alike, telling_words

# Of those that share any word, as many as are looked at closely.
LOOKED_AT = 60


def similar_among(rows: UseCaseQuerySet, text: str, most: int) -> list[UseCase]:
    """Return the use cases that are really like a text, the most alike first, in one query."""
    words = telling_words(text)
    if not words:
        return []
    found = list(rows.similar_to([f"{beginning_of(word)}:*" for word in words])[:LOOKED_AT])
    likenesses = [likeness(words, each.title, each.purpose) for each in found]
    return [found[place] for place in places_of_alike(likenesses)[:most]]

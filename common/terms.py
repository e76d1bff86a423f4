"""Words of ours among recorded values: shown in the reader's language; what people typed stays as they typed it."""

TERM = "term"


class Term(str):
    """A text of ours, marked for translation, such as the name of a built-in role; English as it stands."""

    __slots__ = ()

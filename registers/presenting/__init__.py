"""How the registers look on pages: tones, words, cards, the matrix."""

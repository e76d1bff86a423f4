"""Pure decisions about people, access and identity, by noun."""

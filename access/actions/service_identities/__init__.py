"""Service identities: programs that call the portal, each with somebody who answers for it."""

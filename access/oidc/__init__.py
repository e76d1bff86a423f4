"""Signing in through the corporate identity provider (OpenID Connect Core 1.0)."""

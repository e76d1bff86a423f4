"""Signing in through the identity provider."""

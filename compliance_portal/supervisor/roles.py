"""The two roles and the database of a server that is ours to set up."""

import psycopg
from psycopg import sql

ROLES = ("portal_owner", "portal_app")


def make_roles(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Make the roles that are missing; called as the superuser, safe to repeat."""
    for role in ROLES:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))


def make_database(connection: psycopg.Connection[tuple[object, ...]], name: str, template: str = "template0") -> None:
    """Make the portal's database unless it is there; its public schema belongs to the owner's role alone."""
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
        statement = "CREATE DATABASE {} OWNER portal_owner TEMPLATE {}"
        connection.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(template)))

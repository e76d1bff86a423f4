"""What the portal brings along: the built-in roles."""

from access.actions.roles import install_builtin_roles


def install() -> None:
    """Enter what is missing; called after every migration."""
    install_builtin_roles()

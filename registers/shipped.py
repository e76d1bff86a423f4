"""What the portal brings along: the classification levels."""

from registers.actions.levels import install_levels


def install() -> None:
    """Enter what is missing; called after every migration."""
    install_levels()

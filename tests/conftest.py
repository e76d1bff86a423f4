"""What every test can use."""

pytest_plugins = ["tests.servers", "tests.databases", "tests.order", "tests.cast", "tests.rendering"]

"""The registers' documents."""

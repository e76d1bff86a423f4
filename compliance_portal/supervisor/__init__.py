"""Running the portal: its home, the embedded PostgreSQL, and the processes that `manage.py up` keeps alive."""

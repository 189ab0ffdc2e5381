"""The door for servers and for the `flask` command: the application, built from the environment."""

from app import create_app

app = create_app()

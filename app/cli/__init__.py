"""The commands: `flask demo`, `serve`, `found`, `register`, `assets`."""

from app.cli import assets, found, register, serve


def init_app(app):
    for command in (serve.demo, serve.serve, found.found, register.register, assets.assets):
        app.cli.add_command(command)

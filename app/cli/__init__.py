"""The commands: `flask demo`, `serve`, `found`, `register`, `assets`, `translate`."""

from app.cli import assets, found, register, serve, translate


def init_app(app):
    for command in (serve.demo, serve.serve, found.found, register.register, assets.assets, translate.translate):
        app.cli.add_command(command)

"""The commands: `flask demo`, `serve`, `found`, `import`, `export`, `register`, `assets`, `translate` …"""

from app.cli import assets, found, register, retention, serve, sheets, translate, worker

COMMANDS = (
    assets.assets,
    found.found,
    register.register,
    retention.retention,
    serve.demo,
    serve.serve,
    sheets.export_sheet,
    sheets.import_sheet,
    translate.translate,
    worker.worker,
)


def init_app(app):
    for command in COMMANDS:
        app.cli.add_command(command)

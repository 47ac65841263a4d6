"""The one command, ``gongkai``. Commands that need the district's database load Django when they run, not before."""

import typer

from gongkai.commands import account, begin, check, demo, doctor, render, rulebook, serve, setup, worker
from gongkai.retrospect.command import audit

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="政务公开 · Open government affairs for a whole district.",
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("setup")(setup.setup)
app.command("begin")(begin.begin)
app.command("demo")(demo.demo)
app.command("render")(render.render)
app.command("check")(check.check)
app.command("doctor")(doctor.doctor)
app.command("audit")(audit)
app.add_typer(account.app, name="account")
app.add_typer(rulebook.app, name="rulebook")


def main() -> None:
    """Entry point of the console script."""
    app()

# needs: click
"""click: groups, options, types, prompts, help pages and errors, through its test runner."""
import click
from click.testing import CliRunner


@click.group(invoke_without_command=True, help="A program with commands.")
@click.option("--verbose/--quiet", default=False, show_default=True)
@click.version_option("1.2", prog_name="prog")
@click.pass_context
def cli(context, verbose):
    context.obj = {"verbose": verbose}
    if context.invoked_subcommand is None:
        click.echo("nothing to do")


@cli.command()
@click.argument("names", nargs=-1, required=True)
@click.option("-n", "--count", type=click.IntRange(1, 5), default=1, help="How often.")
@click.option("--style", type=click.Choice(["plain", "loud"], case_sensitive=False), default="plain")
@click.pass_obj
def greet(obj, names, count, style):
    """Greets NAMES."""
    for _ in range(count):
        for name in names:
            text = f"Hello {name}"
            click.secho(text.upper() if style == "loud" else text, fg="green", bold=obj["verbose"])


@cli.command(name="sum", short_help="Adds numbers.")
@click.argument("numbers", type=float, nargs=-1)
@click.option("--output", type=click.File("w"), default="-")
def total(numbers, output):
    click.echo(sum(numbers), file=output)


@cli.command()
@click.option("--name", prompt="Your name", default="nobody")
@click.password_option()
@click.confirmation_option(prompt="Sure?")
def register(name, password):
    click.echo(f"{name}: {'*' * len(password)}")


runner = CliRunner()
for arguments, text in (
    ([], None), (["--help"], None), (["--version"], None), (["greet", "--help"], None), (["greet", "Ann", "Bob", "-n2"], None),
    (["--verbose", "greet", "Ann", "--style", "LOUD"], None), (["greet"], None), (["greet", "x", "-n", "9"], None), (["greet", "x", "--style", "odd"], None),
    (["sum", "1", "2.5", "-0.5"], None), (["sum", "one"], None), (["nope"], None), (["sum", "3", "--output", "out.txt"], None),
    (["register"], "Zoe\nsecret\nsecret\ny\n"), (["register"], "\na\nb\nc\nc\nn\n"),
):
    result = runner.invoke(cli, arguments, input=text, color=True)
    print(arguments, result.exit_code, repr(result.exception))
    print(result.output)
print(open("out.txt").read())

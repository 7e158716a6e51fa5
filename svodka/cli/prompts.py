"""``svodka prompts list|show``: the templates that instruct and T5 summarizers use."""

from __future__ import annotations

from typing import Annotated

import typer

from svodka.cli.parts.destination import writing
from svodka.cli.parts.options import variables


def register(app: typer.Typer) -> None:
    """Add the group ``prompts``."""
    group = typer.Typer(no_args_is_help=True, help="Show the prompt templates of instruct and T5 summarizers.")

    @group.command("list")
    def list_prompts() -> None:
        """One line for each template: its name and what it is for."""
        from prompts import load_prompt, prompt_names

        names = prompt_names()
        width = max(map(len, names))
        with writing(None) as out:
            out.writelines(f"{name:<{width}}  {load_prompt(name).description}\n" for name in names)

    @group.command("show")
    def show(
        name: Annotated[str, typer.Argument(help="A template's name, or the path of a TOML file.")],
        var: Annotated[
            list[str] | None, typer.Option("--var", metavar="NAME=VALUE", help="Fill in a variable (repeatable).")
        ] = None,
    ) -> None:
        """Print a template as the model would get it, variables not given shown as {name}."""
        from prompts import load_prompt

        prompt = load_prompt(name)
        values = {v: f"{{{v}}}" for v in prompt.variables} | dict(variables(var))
        messages = prompt.render(values)
        with writing(None, reads=[name]) as out:
            out.write(f"# {prompt.name}: {prompt.description}\n")
            out.write(f"# needs: {', '.join(prompt.variables)}\n")
            out.writelines(f"# default: {key} = {value}\n" for key, value in prompt.defaults)
            out.writelines(f"\n[{message.role}]\n{message.content}\n" for message in messages)

    app.add_typer(group, name="prompts")

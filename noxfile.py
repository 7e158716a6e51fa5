"""What a contributor runs: ``nox -l`` lists it. In the environment that is active, as .ci/run does in a fresh one."""

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "tests"]


@nox.session
def tests(session: nox.Session) -> None:
    """The tests, or those of the paths given."""
    session.run("python", "-m", "pytest", "-q", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """ruff: the rules, and the form."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict."""
    session.run("mypy")


@nox.session
def coverage(session: nox.Session) -> None:
    """The share of the packages' lines that the tests run, or those of the paths given."""
    session.run("python", "-m", "coverage", "run", "-m", "pytest", "-q", *session.posargs)
    session.run("python", "-m", "coverage", "report")


@nox.session
def package(session: nox.Session) -> None:
    """Build what would be published, check it, install it in both ways, and run what README shows."""
    session.run("bash", ".ci/install", external=True)

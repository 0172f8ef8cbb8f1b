"""What the package promises to type checkers: it is strictly typed, and the stubs are those of the compiled part."""

import os
import pathlib
import subprocess
import sys

import amnok

HERE = pathlib.Path(__file__).parents[1]

USE = """
import amnok

scenario: amnok.Scenario = amnok.load()
result: amnok.Result = amnok.run(scenario.with_(bribe__theta=0.4), replicates=2, progress=True)
median: float = result.summary["crossed"]["median"]
differences: list[amnok.Difference] = amnok.compare(scenario, None)
amnok.run(scenario, replicates="two")
"""


def checked(*arguments, place):
    """What a type checker says, with its cache out of the tree."""
    command = [sys.executable, "-m", *arguments]
    environment = {**os.environ, "MYPY_CACHE_DIR": str(place / "cache")}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_package_is_strictly_typed(tmp_path):
    settings = f"--config-file={HERE / 'pyproject.toml'}"
    code, said = checked("mypy", settings, "-p", "amnok", place=tmp_path)
    assert code == 0, said


def test_stubs_are_those_of_the_compiled_part(tmp_path):
    settings = f"--mypy-config-file={HERE / 'pyproject.toml'}"
    code, said = checked("mypy.stubtest", settings, "amnok", place=tmp_path)
    assert code == 0, said


def test_use_of_the_package_is_checked(tmp_path):
    assert amnok.Result.__module__  # what is checked below is the package that is installed
    (tmp_path / "use.py").write_text(USE, encoding="utf-8")
    settings = f"--config-file={HERE / 'pyproject.toml'}"
    code, said = checked("mypy", settings, "use.py", place=tmp_path)
    errors = [line for line in said.splitlines() if ": error: " in line]
    assert code == 1 and len(errors) == 1 and errors[0].startswith("use.py:8: error: ") and "replicates" in errors[0], said

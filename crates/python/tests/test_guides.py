"""The blocks of the guides are run, and what they print is what stands there."""

import contextlib
import io
import os
import pathlib
import re
import shutil

import amnok
import pytest

GUIDES = pathlib.Path(__file__).parents[3] / "docs/guide"
BLOCK = re.compile(r"```(python|sql)\n(.*?)```\n```text\n(.*?)```\n", re.S)


def leave_results(name, short):
    """The folders that the blocks of a guide read."""
    shutil.copytree(GUIDES.parents[1] / "examples/flee", "examples/flee")
    if name == "sweeps.md":  # the sweep that stands there as a command, which crates/cli/tests/guides.rs carries out
        vary = ["bribe.theta", "attempt.leave_per_year", "force.border-guard.detection"]
        amnok.sweep(short.with_({"period.end": "2019-01-10"}), vary=vary, points=64, out="amnok-sweep")
    else:
        amnok.run(short, replicates=2, seed=7, fixed=True, out="amnok-out")


@pytest.mark.parametrize(("name", "blocks"), [("python.md", 9), ("notebook.md", 4), ("analysis.md", 4), ("sweeps.md", 1)])
def test_guide(name, blocks, short, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    leave_results(name, short)
    scope = {}

    def run(block):
        language, code, _ = block.groups()
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            if language == "sql":
                import duckdb

                for row in duckdb.sql(code).fetchall():
                    print(*row, sep=" | ")
            else:
                exec(compile(code, name, "exec"), scope)
        return f"```{language}\n{code}```\n```text\n{said.getvalue()}```\n"

    path = GUIDES / name
    stands = path.read_text(encoding="utf-8")
    assert len(BLOCK.findall(stands)) == blocks
    made = BLOCK.sub(run, stands)
    if os.environ.get("AMNOK_PICTURES"):
        for picture in tmp_path.glob("*.png"):
            shutil.copy(picture, os.environ["AMNOK_PICTURES"])
    if os.environ.get("AMNOK_WRITE_DOCS"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8"), f"{name} is not current: AMNOK_WRITE_DOCS=1 cargo xtask python"

"""The blocks of the guides are run, and what they print is what stands there."""

import contextlib
import io
import os
import pathlib
import re

import amnok
import pytest

GUIDES = pathlib.Path(__file__).parents[3] / "docs/guide"
BLOCK = re.compile(r"```(python|sql)\n(.*?)```\n```text\n(.*?)```\n", re.S)


@pytest.mark.parametrize("name", ["python.md", "analysis.md"])
def test_guide(name, result, short, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    amnok.run(short, replicates=2, seed=7, out="amnok-out")
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
    assert len(BLOCK.findall(stands)) >= 3
    made = BLOCK.sub(run, stands)
    if os.environ.get("AMNOK_WRITE_DOCS"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8"), f"{name} is not current: AMNOK_WRITE_DOCS=1 cargo xtask python"

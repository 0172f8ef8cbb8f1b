"""What the JSON Schema refuses the loader refuses, and the other way round but for what no schema can say."""

import copy
import json
import pathlib
import random
import re

import amnok
import jsonschema
import pytest
from amnok import _amnok

try:
    import tomllib
except ImportError:  # Python 3.10
    tomllib = pytest.importorskip("tomli")

SCENARIOS = pathlib.Path(__file__).parents[3] / "scenarios"
VALIDATOR = jsonschema.Draft202012Validator(amnok.schema())

# Refused by the loader alone: what refers to another place, adds up over several, or is a date that does not exist.
BEYOND_A_SCHEMA = re.compile(
    r"unknown (force|command|province|river|place|county)|sum to|for the second time|watches itself|not in the evidence"
    r"|may not order|range from|for the first force|before it starts|a period of|strata|for `(start|end|until)`"
    r"|no province|no river|trade|order"
)


def files_of(name):
    folder = SCENARIOS / name
    found = (path for path in folder.rglob("*") if path.suffix in (".toml", ".csv"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def toml(value):
    """A value as TOML in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {toml(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def refusals(files, document):
    """What the loader says of these files with this scenario.toml, one text for each thing."""
    text = "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in document.items())
    try:
        _amnok.from_files({**files, "scenario.toml": text.encode()}, [], 1)
    except amnok.ScenarioError as error:
        return [one.found for one in error.diagnostics]
    return []


def places(value, path=()):
    """Every place in a document."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield (*path, key)
        yield from places(entry, (*path, key))


def mutated(document, random):
    """The document with one thing changed, and what was changed."""
    document = copy.deepcopy(document)
    path = random.choice(list(places(document)))
    parent = document
    for key in path[:-1]:
        parent = parent[key]
    key = path[-1]
    kind = random.choice(["drop", "type", "far", "empty", "unknown", "many"])
    if kind == "drop":
        del parent[key]
    elif kind == "type":
        parent[key] = random.choice(["word", "", True, 3, 0.5, [], {}, [0.5], {"value": 0.5}])
    elif kind == "far":
        parent[key] = random.choice([-1, -1e13, 1e13, 1.5, 2**63 - 1])
    elif kind == "empty" and isinstance(parent[key], (str, list, dict)):
        parent[key] = type(parent[key])()
    elif kind == "unknown" and isinstance(parent, dict):
        parent["unheard-of"] = 1
    elif kind == "many" and isinstance(parent[key], list) and parent[key]:
        parent[key] = [*parent[key]] + [parent[key][-1]] * 120
    return document, f"{kind} at {path}"


@pytest.mark.parametrize("name", ["sino-korean", "sered-line"])
def test_schema_takes_the_scenarios(name):
    document = tomllib.loads(files_of(name)["scenario.toml"].decode())
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert refusals(files_of(name), document) == []


@pytest.mark.parametrize("name", ["sino-korean", "sered-line"])
def test_schema_and_loader_agree(name):
    files = files_of(name)
    right = tomllib.loads(files["scenario.toml"].decode())
    luck = random.Random(202)
    refused = 0
    for _ in range(400):
        document, change = mutated(right, luck)
        by_schema = [error.message for error in VALIDATOR.iter_errors(document)]
        by_loader = refusals(files, document)
        if by_schema:
            refused += 1
            assert by_loader, f"{change}: the schema alone refuses it: {by_schema[0]}"
        elif by_loader:
            assert all(map(BEYOND_A_SCHEMA.search, by_loader)), f"{change}: the loader alone refuses it: {by_loader}"
    assert refused > 200  # the changes are not so mild that nothing is shown

"""What is installed: one wheel for every Python from 3.10 on, typed, with stubs and words for all that it has."""

import ast
import importlib.metadata
import inspect
import pathlib

import amnok
import pytest
from amnok import _amnok

STUBS = ast.parse((pathlib.Path(amnok.__file__).parent / "_amnok.pyi").read_text(encoding="utf-8"))
FUNCTIONS = (ast.FunctionDef,)


def test_the_wheel_is_for_every_python_from_3_10_on():
    wheel = importlib.metadata.distribution("amnok").read_text("WHEEL")
    assert "Tag: cp310-abi3-" in wheel
    assert ".abi3." in pathlib.Path(_amnok.__file__).name or _amnok.__file__.endswith(".pyd")


def test_it_is_typed_and_ray_is_an_extra():
    place = pathlib.Path(amnok.__file__).parent
    assert (place / "py.typed").exists() and (place / "_amnok.pyi").exists()
    extras = [one for one in importlib.metadata.requires("amnok") if "extra == 'ray'" in one.replace('"', "'")]
    assert len(extras) == 1 and extras[0].startswith("ray>=")
    assert amnok.__version__ == importlib.metadata.version("amnok")


def members(made):
    """What a class or module of the compiled part has, but for what every object has."""
    special = {"__getitem__", "__iter__", "__len__", "__fspath__", "__arrow_c_stream__", "__arrow_c_schema__"}
    return {name for name in vars(made) if not name.startswith("_") or name in special}


def parameters(stub):
    given = stub.args
    named = [argument.arg for argument in [*given.posonlyargs, *given.args, *given.kwonlyargs]]
    return [name for name in named if name != "self"]


@pytest.mark.parametrize("name", sorted(members(_amnok)))
def test_stubs_have_all_that_there_is_and_nothing_else(name):
    made = getattr(_amnok, name)
    [stub] = [node for node in STUBS.body if name in (getattr(node, "name", ""), getattr(getattr(node, "target", ""), "id", ""))]
    if inspect.isclass(made):
        stubs = {node.name: node for node in stub.body if isinstance(node, FUNCTIONS)}
        private = {name for name in stubs if name.startswith("_") and not name.startswith("__")}
        assert set(stubs) - private - {"__new__"} == members(made)
        assert all(hasattr(made, name) for name in private)
        pairs = [(getattr(made, member), stubs[member]) for member in members(made)]
    else:
        pairs = [(made, stub)]
    for one, its in pairs:
        if callable(one) and not its.name.startswith("__"):
            real = [p.name for p in inspect.signature(one).parameters.values() if p.name != "self" and p.kind != p.VAR_KEYWORD]
            assert real == parameters(its), its.name


@pytest.mark.parametrize("name", amnok.__all__)
def test_everything_says_what_it_is(name):
    made = getattr(amnok, name)
    assert made.__doc__ and made.__doc__.strip()
    if inspect.isclass(made) and made.__module__ == "amnok":
        for member in members(made):
            if not member.startswith("__"):
                assert getattr(made, member).__doc__, f"{name}.{member}"


def test_ray_says_what_it_is():
    pytest.importorskip("ray")
    import amnok.ray

    assert all(getattr(amnok.ray, name).__doc__ for name in amnok.ray.__all__)

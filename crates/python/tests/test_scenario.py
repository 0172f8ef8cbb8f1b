import pickle

import amnok
import pytest


def test_embedded_scenario():
    scenario = amnok.load()
    assert scenario.days > 1000 and str(scenario.start) == "2019-01-01"
    assert len(scenario.digest) == 64 and scenario.set == []
    assert "Hyesan" in scenario.counties and len(scenario.forces) >= 3
    assert "values" in scenario.summary() and "Scenario" in repr(scenario)


def test_with_gives_another_scenario():
    scenario = amnok.load()
    other = scenario.with_(bribe__theta=0.35)
    assert other["bribe.theta"] == 0.35 != scenario["bribe.theta"]
    assert other.set == ["bribe.theta=0.35"] and other.digest == scenario.digest
    assert other == scenario.with_({"bribe.theta": 0.35}) != scenario


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"bribe.tetha": 1}, "did you mean bribe.theta?"),
        ({"bribe.theta": 7}, "between 0 and 1"),
        ({"bribe.theta": float("nan")}, "between 0 and 1"),
        ({"bribe.theta": "much"}, "not a number"),
        ({"period.end": "soon"}, "not a date"),
    ],
)
def test_what_cannot_be_set(asked, says):
    with pytest.raises(amnok.ScenarioError, match="(?s)" + says.replace("?", r"\?")) as error:
        amnok.load().with_(asked)
    assert isinstance(error.value, ValueError) and error.value.diagnostics == ()


def test_explain():
    scenario = amnok.load()
    assert scenario.explain("bribe.theta").startswith("bribe.theta = ")
    with pytest.raises(KeyError, match="did you mean bribe.theta"):
        scenario.explain("bribe.tetha")
    with pytest.raises(KeyError):
        scenario["nothing"]


def test_values_and_ranges():
    scenario = amnok.load()
    assert len(scenario.ranges) > 300 and set(scenario.ranges) <= set(scenario.values)
    low, high = scenario.ranges["bribe.theta"]
    assert low <= scenario["bribe.theta"] <= high


def test_pickle_keeps_everything(short):
    scenario = short.with_(bribe__theta=0.3)
    again = pickle.loads(pickle.dumps(scenario))
    assert again == scenario and again.set == scenario.set and again.days == 31


def test_every_diagnostic_of_a_wrong_folder(tmp_path):
    amnok.load().write(tmp_path)
    assert amnok.load(tmp_path).digest == amnok.load().digest
    path = tmp_path / "scenario.toml"
    text = path.read_text()
    path.write_text(text.replace("replicates", "replicats", 1).replace("seed", "sead", 1))
    with pytest.raises(amnok.ScenarioError) as error:
        amnok.load(str(tmp_path))
    found = error.value.diagnostics
    assert len(found) >= 2 and all(d.file == "scenario.toml" and d.line > 0 and d.mend for d in found)
    assert "scenario.toml" in str(error.value)
    again = pickle.loads(pickle.dumps(error.value))
    assert again.diagnostics == found and str(again) == str(error.value)


def test_no_folder(tmp_path):
    with pytest.raises(amnok.ScenarioError):
        amnok.load(tmp_path / "nowhere")

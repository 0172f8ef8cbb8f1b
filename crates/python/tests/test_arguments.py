"""An argument of the wrong type or size says its name, its bounds and what was found, before anything is done."""

import errno

import amnok
import pytest


@pytest.mark.parametrize("wrong", [-1, 0, 100_001, 2**32, 2**64, -(2**70)])
def test_numbers_out_of_bounds(wrong, tmp_path):
    calls = [
        lambda: amnok.run(replicates=wrong),
        lambda: amnok.sweep(out=tmp_path / "s", points=4, vary=["bribe.theta"], replicates=wrong),
        lambda: amnok.compare(None, None, replicates=wrong),
        lambda: amnok.flee("nothing", "nothing", replicates=wrong),
    ]
    for call in calls:
        with pytest.raises(ValueError, match=rf"replicates must lie between [12] and 100000, not {wrong}"):
            call()
    with pytest.raises(ValueError, match="seed must lie between 0 and"):
        amnok.run(seed=-1)
    with pytest.raises(ValueError, match="days must lie between 1 and 36500"):
        amnok.flee("nothing", "nothing", days=36_501)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wrong", [1.0, "1", [1], b"1"])
def test_numbers_of_another_type(wrong, tmp_path):
    for call in [lambda: amnok.run(replicates=wrong), lambda: amnok.sweep(out=tmp_path / "s", points=wrong)]:
        with pytest.raises(TypeError, match="(replicates|points) must be a whole number, not "):
            call()


def test_one_text_is_no_list_of_folders(tmp_path):
    """Once it was taken letter by letter."""
    with pytest.raises(TypeError, match="folders must be a list of folders, not the one 'ab'"):
        amnok.merge(tmp_path / "m", "ab")
    with pytest.raises(TypeError, match="folders"):
        amnok.Sweep.merge(tmp_path / "m", "ab")


def test_files_that_cannot_be_written_are_named(tmp_path):
    scenario = amnok.load()
    there = tmp_path / "there"
    there.write_text("precious")
    with pytest.raises(OSError) as error:
        scenario.write(there)
    assert error.value.errno == errno.EEXIST and error.value.filename == str(there)
    result = amnok.run(scenario.with_({"period.end": "2019-01-05"}), replicates=1)
    nowhere = tmp_path / "no/such/page.html"
    with pytest.raises(OSError) as error:
        result.report(nowhere)
    assert error.value.errno == errno.ENOENT and error.value.filename == str(nowhere)
    link = tmp_path / "link"
    link.symlink_to(there)
    with pytest.raises(amnok.ResultError, match="no plain file"):
        result.report(link)
    assert there.read_text() == "precious"

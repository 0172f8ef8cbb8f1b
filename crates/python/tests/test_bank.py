"""Banks and fits: an invented border of ten months, three quarters of arrivals observed of it, 200 points."""

import math
import pathlib
import shutil

import pytest

import amnok

ROOT = pathlib.Path(__file__).resolve().parents[3]
ARRIVALS = """# unit: persons
start,end,value,source
2031-04-01,2031-06-30,60,gazette-rangers
2031-07-01,2031-09-30,60,gazette-rangers
2031-10-01,2031-12-31,60,gazette-rangers
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A scenario, its bank and a fit, whose posterior is kept in the scenario."""
    place = tmp_path_factory.mktemp("bank")
    scenario = place / "s"
    shutil.copytree(ROOT / "scenarios/sered-line", scenario)
    written = (scenario / "scenario.toml").read_text().replace("2032-08-31", "2031-12-31")
    (scenario / "scenario.toml").write_text(written)
    (scenario / "observed").mkdir()
    (scenario / "observed/arrivals.csv").write_text(ARRIVALS)
    bank = amnok.bank(scenario, points=200, out=place / "b")
    amnok.fit(bank, out=place / "f", draws=200, keep=scenario)
    return place


def test_a_bank_opens_as_tables(place):
    bank = amnok.Bank(place / "b")
    points, columns = bank.points.to_pyarrow(), bank.columns.to_pyarrow()
    assert (len(bank), points.num_rows) == (200, 200)
    assert len(bank.runs) == 200 * columns.num_rows
    assert columns["name"].to_pylist()[0] == "arrivals 2031-04-01"
    assert bank.scenario.title in repr(bank.scenario)


def test_a_bank_from_which_nothing_can_be_learned_says_so_first(tmp_path):
    """The command did, Python made it in silence."""
    (tmp_path / "s").mkdir()
    for file in (ROOT / "scenarios/sered-line").glob("*.*"):
        shutil.copy(file, tmp_path / "s")
    with pytest.warns(UserWarning, match="nothing was observed of the scenario"):
        amnok.bank(tmp_path / "s", points=2, out=tmp_path / "b")


def test_parts_are_one_bank(place, tmp_path):
    for part in (1, 2):
        amnok.bank(place / "s", points=200, part=f"{part}/2", out=tmp_path / str(part), vary=["abroad.*"])
    whole = amnok.Bank.merge(tmp_path / "m", [tmp_path / "2", tmp_path / "1"])
    assert len(whole) == 200


def test_a_wave_is_fitted_with_its_bank(place, tmp_path):
    wave = amnok.wave(place / "b", points=40, out=tmp_path / "w")
    assert len(wave) == 40
    with pytest.raises(amnok.ResultError, match="none of the runs is of the prior"):
        amnok.fit(wave, out=tmp_path / "f")
    with pytest.raises(amnok.ResultError, match="it is no wave"):
        amnok.Bank(place / "b", waves=[place / "b"])
    with pytest.raises(ValueError, match="temper: write a number"):
        amnok.wave(place / "b", points=40, temper=2, out=tmp_path / "w2")
    both = amnok.Bank(place / "b", waves=[tmp_path / "w"])
    assert len(both) == 240
    assert amnok.fit(both, out=tmp_path / "f", draws=100).summary["runs_of_waves"] == [200, 40]


def test_a_fit_says_what_was_learned(place):
    fit = amnok.Fit(place / "f")
    arrivals = [of for of in fit.nowcast(only=["arrivals"])]
    assert [of.start.isoformat() for of in arrivals] == ["2031-03-01", "2031-04-01", "2031-07-01", "2031-10-01"]
    assert arrivals[0].learned > 0.5 and list(arrivals[0].posterior) == sorted(arrivals[0].posterior)
    assert "contradicts" in fit.misfit and fit.forecast() == []
    with pytest.raises(ValueError, match="there are arrests, arrivals"):
        fit.nowcast(only=["arrivls"])
    with pytest.raises(ValueError, match="Upland"):
        fit.nowcast(place="Uplands")


def test_a_fit_is_shown_and_drawn_prior_beside_posterior(place):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    fit = amnok.Fit(place / "f")
    shown = fit._repr_html_()
    assert "<td>2031-10-01</td>" in shown and "2031-07-01" not in shown and fit.misfit[:40] in shown
    axes = fit.plot("arrivals")
    middles = [line.get_ydata()[0] for line in axes.get_lines() if line.get_marker() == "o"]
    quarters = [e for e in fit.nowcast(only=["arrivals"]) if (e.end - e.start).days < 100]
    assert middles == [getattr(e, which)[2] for which in ("prior", "posterior") for e in quarters]
    with pytest.raises(ValueError, match="there is no arrivls; there are"):
        fit.plot("arrivls")


def test_a_run_lives_through_what_is_kept(place):
    short = amnok.load(place / "s").with_({"period.end": "2031-03-20"})
    learned, prior = amnok.run(short, replicates=2), amnok.run(short, replicates=2, prior=True)
    assert (learned.manifest["values"], prior.manifest["values"]) == ("posterior", "drawn")
    assert not learned.ledger.to_pyarrow().equals(prior.ledger.to_pyarrow())
    with pytest.raises(ValueError, match="not both"):
        amnok.run(short, fixed=True, prior=True)


def test_what_cannot_be_estimated_is_refused_with_the_reason(place, tmp_path):
    with pytest.raises(amnok.ResultError, match="nothing was observed"):
        amnok.fit(place / "b", out=tmp_path / "f", until="2031-03-31")
    with pytest.raises(ValueError, match="no such series; there are arrivals"):
        amnok.fit(place / "b", out=tmp_path / "f", without=["arrivls"])
    with pytest.raises(ValueError, match="draws must lie between 100 and 20000"):
        amnok.fit(place / "b", out=tmp_path / "f", draws=5)
    assert not (tmp_path / "f").exists()


def test_the_record_is_held_against_histories():
    scenario = amnok.load().with_({"period.end": "2019-01-31"})
    rows = amnok.check_record(scenario, draws=2, prior=True)
    assert len(rows) > 40 and {row.verdict for row in rows} <= {"agrees", "too low", "too high", "missing"}
    missing = next(row for row in rows if row.verdict == "missing")
    assert missing.simulated is None and missing.why
    assert len(amnok.check_record(scenario, draws=2, prior=True, engine="counts")) == len(rows)
    with pytest.raises(ValueError, match="engine \"fast\": write"):
        amnok.check_record(scenario, draws=2, engine="fast")


def test_pairs_for_a_neural_posterior(place):
    numpy = pytest.importorskip("numpy")
    bank = amnok.Bank(place / "b")
    pairs = bank.to_sbi(keys=["abroad.stock", "abroad.onward_per_year"])
    theta, x, x_o = (numpy.asarray(of) for of in pairs[:3])
    assert theta.shape == (200, 2) and x.shape == (200, 3) and x_o.shape == (3,)
    assert pairs.ids == ["arrivals 2031-04-01", "arrivals 2031-07-01", "arrivals 2031-10-01"]
    # Standard normals: 200 of a Latin hypercube, whose mean is off by less than a hundredth.
    assert abs(theta.mean()) < 0.02 and abs(theta.std() - 1.0) < 0.05
    assert x_o == pytest.approx([math.log(60.5)] * 3)
    # Arrivals rise with the stock abroad.
    assert numpy.corrcoef(theta[:, 0], x.sum(axis=1))[0, 1] > 0.3
    assert (numpy.asarray(bank.to_sbi(seed=1).x) != numpy.asarray(bank.to_sbi(seed=2).x)).any()
    with pytest.raises(ValueError, match="does not vary abroad.stok"):
        bank.to_sbi(keys=["abroad.stok"])


def test_arviz_reads_a_fit(place):
    arviz = pytest.importorskip("arviz")
    fit, bank = amnok.Fit(place / "f"), amnok.Bank(place / "b")
    data = fit.to_arviz(bank)
    keys = fit.summary["active"]
    posterior = data["posterior"]
    assert set(keys) <= set(posterior.data_vars) and posterior.sizes["draw"] == 200
    summary = arviz.summary(data, var_names=keys[:1], kind="stats")
    assert keys[0] in summary.index[0]
    assert data["prior"].sizes["draw"] == 200
    arrivals = data["posterior_predictive"]["arrivals"]
    assert arrivals.sizes["draw"] == 200 and float(arrivals.min()) >= 0.0


def test_a_neural_posterior_agrees_with_the_fit(place):
    """sbi's neural posterior on the same pairs: the stock abroad lies where the fit has it, within the width of both."""
    torch = pytest.importorskip("torch")
    inference = pytest.importorskip("sbi.inference")
    torch.manual_seed(1)
    pairs = amnok.Bank(place / "b").to_sbi(keys=["abroad.stock", "abroad.onward_per_year"])
    prior = torch.distributions.MultivariateNormal(torch.zeros(2), torch.eye(2))
    trained = inference.NPE(prior=prior, density_estimator="mdn").append_simulations(pairs.theta, pairs.x).train()
    neural = inference.DirectPosterior(trained, prior).sample((500,), x=pairs.x_o, show_progress_bars=False)
    assert neural.shape == (500, 2) and torch.isfinite(neural).all()
    assert neural.std(dim=0).max() < 1.5 and neural.mean(dim=0).abs().max() < 2.5

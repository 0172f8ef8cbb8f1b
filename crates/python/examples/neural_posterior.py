"""What a bank teaches of the hidden by a neural posterior, beside what `amnok fit` learned of it.

    python neural_posterior.py BANK FIT

needs amnok and flowjax (`pip install amnok flowjax`). It shares nothing with the fit but the runs of the prior and the errors of what was
observed: a masked autoregressive flow is trained on pairs of hidden quantities and what would have been observed with them, the latter by one
linear summary for each hidden quantity. Floors and ceilings are no numbers and left out; of the waves it knows nothing, so that it is wider.
"""

import datetime
import json
import pathlib
import sys

import amnok
import jax
import jax.numpy as jnp
import jax.random as jr
import numpy as np
import pyarrow as pa
from flowjax.distributions import Normal
from flowjax.flows import masked_autoregressive_flow
from flowjax.train import fit_to_data

#: Sets of observations that are made up of each run, each with errors of its own.
SETS = 8
#: Penalty of the linear summaries, of as many as there are pairs.
RIDGE = 0.05


def hidden_of(bank):
    """Runs x hidden quantities of all observed days on the whole border, as ln(x + shift), and their names and shifts."""
    columns = [row for row in pa.table(bank.columns).to_pylist() if row["what"] == "hidden" and not row["place"]]
    first = columns[0]
    columns = [row for row in columns if (row["from"], row["to"]) == (first["from"], first["to"])]
    runs = pa.table(bank.runs)
    point, column, value = (runs[name].to_numpy(zero_copy_only=False) for name in ("point", "column", "value"))
    table = np.full((len(bank), len(columns)), np.nan)
    for place, row in enumerate(columns):
        own = column == row["column"]
        table[point[own], place] = value[own].astype(float)
    table = np.where(np.isnan(table), np.nanmedian(table, axis=0), table)
    shifts = np.array([0.5 if row["unit"] not in ("share", "USD") else 0.01 * np.median(table[:, k]) for k, row in enumerate(columns)])
    return np.log(table + shifts), [row["name"] for row in columns], shifts


def main(bank_folder, fit_folder):
    jax.config.update("jax_enable_x64", True)
    bank = amnok.Bank(bank_folder)
    summary = json.loads((pathlib.Path(fit_folder) / "fit.json").read_text())
    hidden, names, shifts = hidden_of(bank)
    pairs = [bank.to_sbi(seed=seed) for seed in range(SETS)]
    seen = np.concatenate([np.asarray(of.x, dtype=float) for of in pairs])
    observed = np.asarray(pairs[0].x_o, dtype=float)
    target = np.tile(hidden, (SETS, 1))
    whole = np.isfinite(seen).all(axis=1) & np.isfinite(target).all(axis=1)
    seen, target = seen[whole], target[whole]
    # One summary for each hidden quantity: its ridge regression on everything observed, lines and curves.
    centre, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-9
    features = lambda x: (lambda z: np.concatenate([z, z * z - 1.0], axis=-1))(np.clip((x - centre) / spread, -4.0, 4.0))
    middle, wide = target.mean(axis=0), target.std(axis=0) + 1e-9
    x, y = features(seen), (target - middle) / wide
    weights = np.linalg.solve(x.T @ x + RIDGE * len(x) * np.eye(x.shape[1]), x.T @ y)
    summaries, seen_summary = x @ weights, features(observed) @ weights
    scale = summaries.std(axis=0) + 1e-9
    keys = jr.split(jr.key(0), 3)
    flow = masked_autoregressive_flow(
        keys[0], base_dist=Normal(jnp.zeros(y.shape[1])), cond_dim=summaries.shape[1], flow_layers=4, nn_width=48
    )
    flow, losses = fit_to_data(
        keys[1], flow, (jnp.asarray(y), jnp.asarray(summaries / scale)), learning_rate=1e-3, max_epochs=60, max_patience=6, show_progress=False
    )
    draws = np.asarray(flow.sample(keys[2], (4000,), condition=jnp.asarray(seen_summary / scale)))
    draws = np.exp(draws * wide + middle) - shifts
    print(f"{len(bank)} runs of the prior, {seen.shape[1]} observations, {datetime.date.today()}; loss {losses['val'][-1]:.2f}")
    print(f"{'':34}{'by the fit: 5, 50, 95 %':>34}{'by the flow: 5, 50, 95 %':>34}  medians in each other's 90 %")
    agreed = 0
    for place, name in enumerate(names):
        of = [e for e in summary["estimates"] if e["name"] == name and not e["place"]][0]
        low, _, median, _, high = of["posterior"]
        other = np.quantile(draws[:, place], [0.05, 0.5, 0.95])
        agrees = low <= other[1] <= high and other[0] <= median <= other[2]
        agreed += agrees
        show = lambda three: "".join(f"{v:>11.3g}" for v in three)
        print(f"{name:34}{show((low, median, high)):>34}{show(other):>34}  {'yes' if agrees else 'NO'}")
    print(f"{agreed} of {len(names)} agree")


if __name__ == "__main__":
    main(*sys.argv[1:3])

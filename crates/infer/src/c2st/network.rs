//! A network of two hidden layers for a yes-or-no question, trained by Adam.
use super::shuffled;
use crate::purpose::{Purpose, stream};

/// Draws in one batch.
const BATCH: usize = 200;
/// Step size of Adam.
const RATE: f32 = 1e-3;
/// Penalty on the square of the weights.
const PENALTY: f32 = 1e-4;
/// Rounds without gain after which training ends, and the gain that counts.
const PATIENCE: (usize, f64) = (10, 1e-4);
/// Rounds after which training ends in any case.
const ROUNDS: usize = 10_000;

/// One layer: `weights[input][output]`, stored by inputs, and a bias for each output.
#[derive(Clone)]
struct Layer {
    outputs: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

/// A network: quantities in, the logit of "second set" out.
pub(super) struct Network {
    layers: [Layer; 3],
}

/// Adam's memory of one layer: mean and mean square of its gradients.
struct Memory {
    mean: Layer,
    square: Layer,
}

impl Layer {
    fn zeros(inputs: usize, outputs: usize) -> Self {
        Layer {
            outputs,
            weights: vec![0.0; inputs * outputs],
            bias: vec![0.0; outputs],
        }
    }

    /// Uniform within ±√(6/(inputs + outputs)) (Glorot & Bengio 2010; √2 for the last layer, as scikit-learn does).
    fn drawn(inputs: usize, outputs: usize, gain: f32, luck: &mut impl FnMut() -> f32) -> Self {
        let bound = (gain / (inputs + outputs) as f32).sqrt();
        let mut layer = Self::zeros(inputs, outputs);
        let all = layer.weights.iter_mut().chain(layer.bias.iter_mut());
        all.for_each(|weight| *weight = bound * (2.0 * luck() - 1.0));
        layer
    }

    fn forward(&self, input: &[f32], output: &mut [f32]) {
        output.copy_from_slice(&self.bias);
        for (x, row) in input.iter().zip(self.weights.chunks_exact(self.outputs)) {
            if *x != 0.0 {
                output.iter_mut().zip(row).for_each(|(o, w)| *o += x * w);
            }
        }
    }

    /// Adds the gradient of one draw: `input` came in, `error` is the derivative by the outputs.
    fn collect(&mut self, input: &[f32], error: &[f32]) {
        self.bias.iter_mut().zip(error).for_each(|(b, e)| *b += e);
        for (x, row) in input.iter().zip(self.weights.chunks_exact_mut(error.len())) {
            if *x != 0.0 {
                row.iter_mut().zip(error).for_each(|(w, e)| *w += x * e);
            }
        }
    }

    /// Derivative by the inputs, which are zero where the unit before is off.
    fn backward(&self, input: &[f32], error: &[f32], out: &mut [f32]) {
        for ((o, x), row) in out.iter_mut().zip(input).zip(self.weights.chunks_exact(self.outputs)) {
            *o = if *x > 0.0 { product(row, error) } else { 0.0 };
        }
    }
}

/// Σ aᵢ·bᵢ in eight running sums.
fn product(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// What one draw brings about in the network.
struct Trace {
    hidden: [Vec<f32>; 2],
    errors: [Vec<f32>; 2],
}

impl Network {
    /// Trains a network on draws and the set (0 or 1) of each.
    pub(super) fn trained(inputs: &[&[f32]], labels: &[f32], seed: u64, part: usize) -> Self {
        let size = inputs[0].len();
        let width = 10 * size;
        let mut luck = stream(seed, Purpose::Network, part, 0);
        let mut draw = || luck.uniform() as f32;
        let mut network = Network {
            layers: [
                Layer::drawn(size, width, 6.0, &mut draw),
                Layer::drawn(width, width, 6.0, &mut draw),
                Layer::drawn(width, 1, 2.0, &mut draw),
            ],
        };
        let shapes = [(size, width), (width, width), (width, 1)];
        let zeros = || shapes.map(|(a, b)| Layer::zeros(a, b));
        let mut memory = shapes.map(|(a, b)| Memory {
            mean: Layer::zeros(a, b),
            square: Layer::zeros(a, b),
        });
        let (mut best, mut waited, mut steps) = (f64::INFINITY, 0, 0);
        for round in 0..ROUNDS {
            let order = shuffled(inputs.len(), seed, 1 + part * ROUNDS + round);
            let mut loss = 0.0;
            for batch in order.chunks(BATCH) {
                let mut gradient = zeros();
                loss += network.gather(batch, inputs, labels, &mut gradient);
                steps += 1;
                network.learn(&gradient, &mut memory, batch.len() as f32, steps);
            }
            loss /= inputs.len() as f64;
            waited = if loss > best - PATIENCE.1 { waited + 1 } else { 0 };
            best = best.min(loss);
            if waited > PATIENCE.0 {
                break;
            }
        }
        network
    }

    /// Loss of a batch (with the penalty's share), its gradient added to `gradient`.
    fn gather(&self, batch: &[usize], inputs: &[&[f32]], labels: &[f32], gradient: &mut [Layer; 3]) -> f64 {
        let width = self.layers[0].outputs;
        let zero = || [vec![0.0f32; width], vec![0.0f32; width]];
        let mut trace = Trace {
            hidden: zero(),
            errors: zero(),
        };
        let mut loss = 0.0;
        for i in batch {
            let logit = self.pass(inputs[*i], &mut trace.hidden);
            let chance = 1.0 / (1.0 + libm::expf(-logit));
            let right = if labels[*i] > 0.5 { chance } else { 1.0 - chance };
            loss -= f64::from(libm::logf(right.max(1e-12)));
            let error = [chance - labels[*i]];
            self.layers[2].backward(&trace.hidden[1], &error, &mut trace.errors[1]);
            let [before, after] = &mut trace.errors;
            self.layers[1].backward(&trace.hidden[0], after, before);
            gradient[2].collect(&trace.hidden[1], &error);
            gradient[1].collect(&trace.hidden[0], &trace.errors[1]);
            gradient[0].collect(inputs[*i], &trace.errors[0]);
        }
        let squares: f32 = self
            .layers
            .iter()
            .map(|layer| product(&layer.weights, &layer.weights))
            .sum();
        loss + f64::from(0.5 * PENALTY * squares)
    }

    fn pass(&self, input: &[f32], hidden: &mut [Vec<f32>; 2]) -> f32 {
        let [first, second] = hidden;
        self.layers[0].forward(input, first);
        first.iter_mut().for_each(|x| *x = x.max(0.0));
        self.layers[1].forward(first, second);
        second.iter_mut().for_each(|x| *x = x.max(0.0));
        let mut logit = [0.0];
        self.layers[2].forward(second, &mut logit);
        logit[0]
    }

    /// One step of Adam.
    fn learn(&mut self, gradient: &[Layer; 3], memory: &mut [Memory; 3], size: f32, step: i32) {
        let power = |base: f32| (0..step.min(20_000)).fold(1.0f32, |p, _| p * base);
        let rate = RATE * (1.0 - power(0.999)).sqrt() / (1.0 - power(0.9));
        for ((layer, gradient), memory) in self.layers.iter_mut().zip(gradient).zip(memory) {
            let move_one = |w: &mut f32, g: f32, m: &mut f32, s: &mut f32| {
                *m = 0.9 * *m + 0.1 * g;
                *s = 0.999 * *s + 0.001 * g * g;
                *w -= rate * *m / (s.sqrt() + 1e-8);
            };
            let Memory { mean, square } = memory;
            for (i, w) in layer.weights.iter_mut().enumerate() {
                let g = (gradient.weights[i] + PENALTY * *w) / size;
                move_one(w, g, &mut mean.weights[i], &mut square.weights[i]);
            }
            for (i, b) in layer.bias.iter_mut().enumerate() {
                move_one(b, gradient.bias[i] / size, &mut mean.bias[i], &mut square.bias[i]);
            }
        }
    }

    /// Logit of "second set".
    pub(super) fn score(&self, input: &[f32]) -> f32 {
        let width = self.layers[0].outputs;
        self.pass(input, &mut [vec![0.0; width], vec![0.0; width]])
    }
}

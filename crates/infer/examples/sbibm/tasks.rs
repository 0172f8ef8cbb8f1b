//! The simulators of the benchmark, written from their description in Lueckmann et al. 2021, "Benchmarking simulation-based
//! inference", appendix T. A point is a row of standard normals; the values that it stands for are `values`.
use amnok_chance::Stream;
use amnok_infer::likelihood::Scale;
use amnok_infer::linear::{Cholesky, Matrix};
use amnok_infer::prior::Shape;

/// Values that a point of standard normals stands for.
pub type Values = Box<dyn Fn(&[f64]) -> Vec<f64>>;
/// Data at values, with luck.
pub type Simulator = Box<dyn Fn(&[f64], &mut Stream) -> Vec<f64>>;

/// One task: its prior and its simulator.
pub struct Task {
    pub name: &'static str,
    pub size: usize,
    pub data: usize,
    /// The scale on which its data are smooth.
    pub scale: Scale,
    pub values: Values,
    pub simulate: Simulator,
}

/// The purpose of a simulation's draws.
pub const SIMULATION: u16 = 1;

/// All tasks; bernoulli_glm needs the design matrix of its folder.
pub fn tasks(design: Option<Vec<Vec<f64>>>) -> Vec<Task> {
    let mut tasks = vec![gaussian_linear(), gaussian_linear_uniform()];
    tasks.extend(design.map(|rows| bernoulli_glm(Matrix::from_rows(&rows))));
    tasks.extend([sir(), gaussian_mixture(), two_moons(), slcp(), lotka_volterra()]);
    tasks
}

fn by_shapes(shapes: Vec<Shape>) -> Values {
    Box::new(move |z| z.iter().zip(&shapes).map(|(z, shape)| shape.value(*z)).collect())
}

fn task(
    (name, size, data): (&'static str, usize, usize),
    scale: Scale,
    values: Values,
    simulate: impl Fn(&[f64], &mut Stream) -> Vec<f64> + 'static,
) -> Task {
    Task {
        name,
        size,
        data,
        scale,
        values,
        simulate: Box::new(simulate),
    }
}

fn noisy(theta: &[f64], luck: &mut Stream) -> Vec<f64> {
    theta.iter().map(|x| x + 0.1f64.sqrt() * luck.normal()).collect()
}

fn gaussian_linear() -> Task {
    let prior = Shape::Normal {
        mean: 0.0,
        deviation: 0.1f64.sqrt(),
    };
    task(
        ("gaussian_linear", 10, 10),
        Scale::Plain,
        by_shapes(vec![prior; 10]),
        noisy,
    )
}

fn gaussian_linear_uniform() -> Task {
    let prior = Shape::Uniform { low: -1.0, high: 1.0 };
    task(
        ("gaussian_linear_uniform", 10, 10),
        Scale::Plain,
        by_shapes(vec![prior; 10]),
        noisy,
    )
}

fn gaussian_mixture() -> Task {
    let prior = Shape::Uniform { low: -10.0, high: 10.0 };
    task(
        ("gaussian_mixture", 2, 2),
        Scale::Plain,
        by_shapes(vec![prior; 2]),
        |theta, luck| {
            let deviation = if luck.chance(0.5) { 1.0 } else { 0.1 };
            theta.iter().map(|x| x + deviation * luck.normal()).collect()
        },
    )
}

fn two_moons() -> Task {
    let prior = Shape::Uniform { low: -1.0, high: 1.0 };
    task(
        ("two_moons", 2, 2),
        Scale::Plain,
        by_shapes(vec![prior; 2]),
        |theta, luck| {
            let angle = std::f64::consts::PI * (luck.uniform() - 0.5);
            let radius = 0.1 + 0.01 * luck.normal();
            let root = std::f64::consts::FRAC_1_SQRT_2;
            vec![
                radius * libm::cos(angle) + 0.25 - (theta[0] + theta[1]).abs() * root,
                radius * libm::sin(angle) + (theta[1] - theta[0]) * root,
            ]
        },
    )
}

fn slcp() -> Task {
    let prior = Shape::Uniform { low: -3.0, high: 3.0 };
    task(
        ("slcp", 5, 8),
        Scale::Plain,
        by_shapes(vec![prior; 5]),
        |theta, luck| {
            let (first, second, rho) = (theta[2] * theta[2], theta[3] * theta[3], libm::tanh(theta[4]));
            let pair = |_| {
                let (a, b) = (luck.normal(), luck.normal());
                [
                    theta[0] + first * a,
                    theta[1] + second * (rho * a + (1.0 - rho * rho).sqrt() * b),
                ]
            };
            (0..4).flat_map(pair).collect()
        },
    )
}

/// z ~ N(0, I) becomes a draw of N(0, B⁻¹): B = diag(½, FᵀF), F = D² + diag(√(i/9)), D the first difference.
fn smooth_filter() -> impl Fn(&[f64]) -> Vec<f64> {
    let difference = Matrix::from_fn(9, 9, |i, j| match (i, j) {
        _ if i == j => 1.0,
        _ if i == j + 1 => -1.0,
        _ => 0.0,
    });
    let mut filter = difference.times(&difference);
    for i in 0..9 {
        filter[(i, i)] += (i as f64 / 9.0).sqrt();
    }
    let block = filter.cross(&[1.0; 9], &filter);
    let precision = Matrix::from_fn(10, 10, |i, j| match (i, j) {
        (0, 0) => 0.5,
        (0, _) | (_, 0) => 0.0,
        _ => block[(i - 1, j - 1)],
    });
    let inverse = Cholesky::of(&precision).expect("a precision").inverse();
    let factor = Cholesky::of(&inverse).expect("a covariance");
    move |z| factor.colour(z)
}

fn bernoulli_glm(design: Matrix) -> Task {
    let values = Box::new(smooth_filter());
    task(("bernoulli_glm", 10, 10), Scale::Plain, values, move |theta, luck| {
        let mut sums = vec![0.0; 10];
        for t in 0..design.rows() {
            let drive: f64 = design.row(t).iter().zip(theta).map(|(x, b)| x * b).sum();
            if luck.chance(1.0 / (1.0 + libm::exp(-drive))) {
                sums.iter_mut().zip(design.row(t)).for_each(|(sum, x)| *sum += x);
            }
        }
        sums
    })
}

/// Fourth-order Runge–Kutta from `state` over `steps` steps of `step`.
fn integrate<const N: usize>(state: &mut [f64; N], step: f64, steps: usize, slope: impl Fn(&[f64; N]) -> [f64; N]) {
    let ahead = |s: &[f64; N], k: &[f64; N], h: f64| std::array::from_fn::<f64, N, _>(|i| s[i] + h * k[i]);
    for _ in 0..steps {
        let first = slope(state);
        let second = slope(&ahead(state, &first, 0.5 * step));
        let third = slope(&ahead(state, &second, 0.5 * step));
        let fourth = slope(&ahead(state, &third, step));
        *state =
            std::array::from_fn(|i| state[i] + step / 6.0 * (first[i] + 2.0 * second[i] + 2.0 * third[i] + fourth[i]));
    }
}

fn sir() -> Task {
    let shapes = vec![
        Shape::LogNormal {
            median: 0.4,
            deviation: 0.5,
        },
        Shape::LogNormal {
            median: 0.125,
            deviation: 0.2,
        },
    ];
    task(("sir", 2, 10), Scale::Root, by_shapes(shapes), |theta, luck| {
        let people = 1e6;
        let mut state: [f64; 2] = [people - 1.0, 1.0];
        let mut seen = Vec::new();
        for _ in 0..10 {
            let share = (state[1] / people).clamp(0.0, 1.0);
            seen.push(f64::from(luck.binomial(1000, share)));
            integrate(&mut state, 0.25, 68, |s| {
                let infected = theta[0] * s[0] * s[1] / people;
                [-infected, infected - theta[1] * s[1]]
            });
        }
        seen
    })
}

fn lotka_volterra() -> Task {
    let shape = |mean: f64| Shape::LogNormal {
        median: libm::exp(mean),
        deviation: 0.5,
    };
    let shapes = vec![shape(-0.125), shape(-3.0), shape(-0.125), shape(-3.0)];
    task(
        ("lotka_volterra", 4, 20),
        Scale::Log { shift: 0.0 },
        by_shapes(shapes),
        |theta, luck| {
            let mut state: [f64; 2] = [30.0, 1.0];
            let mut rows = [Vec::new(), Vec::new()];
            for _ in 0..10 {
                for species in 0..2 {
                    let value = state[species].clamp(1e-10, 1e4);
                    rows[species].push(value * libm::exp(0.1 * luck.normal()));
                }
                integrate(&mut state, 0.01, 210, |s| {
                    [
                        theta[0] * s[0] - theta[1] * s[0] * s[1],
                        theta[3] * s[0] * s[1] - theta[2] * s[1],
                    ]
                });
            }
            rows.concat()
        },
    )
}

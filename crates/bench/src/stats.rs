//! Medians of rounds.

/// What a load measured.
pub(crate) struct Samples {
    pub(crate) seconds: f64,
    /// One per request.
    pub(crate) micros: Vec<u64>,
}

/// One round of one side.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Round {
    /// Requests, or rows of a sweep, per second.
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    /// CPU microseconds of the server per request.
    pub(crate) cpu_us: f64,
}

impl Round {
    /// A round over HTTP.
    #[expect(
        clippy::cast_precision_loss,
        reason = "far fewer requests than a double can count"
    )]
    pub(crate) fn of(samples: Samples, cpu_seconds: f64) -> Self {
        let Samples { seconds, mut micros } = samples;
        micros.sort_unstable();
        let count = micros.len() as f64;
        let at = |percent: usize| {
            micros
                .get(micros.len() * percent / 100)
                .map_or(0.0, |us| *us as f64 / 1_000.0)
        };
        Self {
            per_second: count / seconds,
            p50_ms: at(50),
            p99_ms: at(99),
            cpu_us: cpu_seconds * 1e6 / count,
        }
    }
}

/// Both sides, round by round.
#[derive(Debug, Default)]
pub(crate) struct Pair {
    pub(crate) ours: Vec<Round>,
    pub(crate) baseline: Vec<Round>,
}

impl Pair {
    /// The median of the rounds' ratios: neighbours in time share whatever else the machine does.
    pub(crate) fn ratio(&self) -> f64 {
        let pairs = self.ours.iter().zip(&self.baseline);
        median(
            pairs
                .map(|(ours, baseline)| ours.per_second / baseline.per_second)
                .collect(),
        )
    }

    /// The same of CPU time: how many times ours costs what the baseline costs.
    pub(crate) fn cpu_ratio(&self) -> f64 {
        let pairs = self.ours.iter().zip(&self.baseline);
        median(
            pairs
                .map(|(ours, baseline)| ours.cpu_us / baseline.cpu_us)
                .collect(),
        )
    }
}

/// The median of each figure.
pub(crate) fn medians(rounds: &[Round]) -> Round {
    let of = |figure: fn(&Round) -> f64| median(rounds.iter().map(figure).collect());
    Round {
        per_second: of(|round| round.per_second),
        p50_ms: of(|round| round.p50_ms),
        p99_ms: of(|round| round.p99_ms),
        cpu_us: of(|round| round.cpu_us),
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n if n.is_multiple_of(2) => f64::midpoint(values[n / 2 - 1], values[n / 2]),
        n => values[n / 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_take_the_middle() {
        for (values, expected) in [
            (vec![], 0.0),
            (vec![3.0, 1.0, 2.0], 2.0),
            (vec![4.0, 1.0, 2.0, 3.0], 2.5),
        ] {
            assert!((median(values.clone()) - expected).abs() < 1e-9, "{values:?}");
        }
    }
}

//! When death comes: at any moment, in the middle of a sweep, or before the server is up.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use duban_tests::Server;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Names a run to repeat; without it every run has moments of its own.
const SEED: &str = "DUBAN_KILL_SEED";
/// A life long enough to get something done and too short to get much done, on any machine.
const LIVES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_millis(900));
/// How long a start may take before it is cut off.
const START: Duration = Duration::from_millis(300);

/// How long lives last here.
pub(crate) struct Killer {
    seed: u64,
    life: Duration,
    sweep_us: Arc<AtomicU64>,
}

impl Killer {
    /// Told by how long a day of the script takes, and at any time the last sweep.
    pub(crate) fn on_a_machine_with(day: Duration, sweep_us: Arc<AtomicU64>) -> Self {
        let seed = match std::env::var(SEED) {
            Ok(seed) => seed.parse().expect("a whole number as seed"),
            Err(_) => rand::random::<u32>().into(),
        };
        let killer = Self {
            seed,
            life: day.clamp(LIVES.0, LIVES.1),
            sweep_us,
        };
        // Shown when the test fails, so that it can be run again with the same moments.
        eprintln!("{SEED}={seed}, lives up to {:?}", killer.life);
        killer
    }

    /// Every second death waits for a sweep to begin; every tenth comes twice, the second time during the start.
    /// Ends after the least number of deaths if they were enough, and after the greatest in any case.
    pub(crate) fn kill(
        &self,
        server: &mut Server,
        sweeping: &Receiver<()>,
        deaths: &Range<u32>,
        done: &AtomicU32,
        enough: impl Fn() -> bool,
    ) {
        let mut random = StdRng::seed_from_u64(self.seed);
        let mut moment = |most: Duration| {
            let most = u64::try_from(most.as_micros()).expect("less than a second");
            Duration::from_micros(random.random_range(0..most))
        };
        for death in 0..deaths.end {
            if death >= deaths.start && enough() {
                break;
            }
            match death % 10 {
                9 => {
                    std::thread::sleep(moment(self.life));
                    server.kill();
                    server.die_at_start(moment(START));
                }
                odd if odd % 2 == 1 => {
                    // What was announced before this life is no news; a life without a sweep ends all the same.
                    while sweeping.try_recv().is_ok() {}
                    let _ = sweeping.recv_timeout(LIVES.1 * 2);
                    let sweep = self.sweep_us.load(Ordering::SeqCst).max(1_000);
                    std::thread::sleep(moment(Duration::from_micros(sweep)));
                    server.kill();
                }
                _ => {
                    std::thread::sleep(moment(self.life));
                    server.kill();
                }
            }
            server.start_again();
            done.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// Lives of the server, each told by the number of deaths before it.
#[derive(Default)]
pub(crate) struct ServerRuns(Mutex<BTreeSet<u32>>);

impl ServerRuns {
    pub(crate) fn note(&self, life: u32) {
        self.0.lock().expect("no panic inside").insert(life);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.lock().expect("no panic inside").len()
    }
}

//! The table of faults, and how each happens.

use std::time::Duration;

use rand::Rng;
use tokio::time::{Instant, sleep};

use super::installation::TestInstallation;
use super::load::Load;
use duban_tests::proxy::Proxy;

/// A round.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) fault: Fault,
    /// How soon after its end everybody writes again.
    pub(crate) back_within: Duration,
    /// How long the people of the script wait for an answer before they turn to the other process.
    pub(crate) answered_within: Duration,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// Nothing.
    Quiet,
    /// Connections are reset while nobody writes, and nobody may notice.
    CutAtRest,
    /// Connections are reset while everybody writes, three times.
    Cut,
    /// New ones are reset as well.
    Refuse,
    /// Every piece comes late.
    Delay,
    /// `pg_ctl stop -m immediate`, and a start a while later.
    Stop,
    /// A process stands still in the middle of a write.
    FrozenWriter,
    /// A worker stands still.
    FrozenWorker,
    /// Others take all connections.
    Exhausted,
    /// The open connections fall silent, new ones pass.
    Silent,
}

const fn row(name: &'static str, fault: Fault, back_within_s: u64, answered_within_s: u64) -> Row {
    Row {
        name,
        fault,
        back_within: Duration::from_secs(back_within_s),
        answered_within: Duration::from_secs(answered_within_s),
    }
}

/// One for each day of the script.
pub(crate) const FAULTS: &[Row] = &[
    row("quiet", Fault::Quiet, 20, 30),
    row("cut at rest", Fault::CutAtRest, 20, 30),
    row("cut", Fault::Cut, 20, 30),
    row("stopped", Fault::Stop, 20, 30),
    row("refused", Fault::Refuse, 20, 30),
    row("slow", Fault::Delay, 20, 30),
    row("a writer frozen", Fault::FrozenWriter, 20, 5),
    row("stopped again", Fault::Stop, 20, 30),
    row("connections exhausted", Fault::Exhausted, 20, 30),
    row("a worker frozen", Fault::FrozenWorker, 20, 30),
    row("silent", Fault::Silent, 60, 65),
    row("stopped a third time", Fault::Stop, 20, 30),
    row("quiet at the end", Fault::Quiet, 20, 30),
];

/// How long the database is away, refuses, or is taken by others.
const AWAY: Duration = Duration::from_secs(4);
/// A write takes some twenty pieces.
const SLOW_BY: Duration = Duration::from_millis(40);
const SLOW_FOR: Duration = Duration::from_secs(5);
/// How soon another writes when one is frozen in the middle of a write.
const WRITES_WITHIN: Duration = Duration::from_secs(10);
/// Tries to freeze a process just then.
const TRIES: u32 = 200;
const FROZEN_FOR: Duration = Duration::from_secs(8);

impl Fault {
    /// Returns when it has ended, with that moment.
    pub(crate) async fn happen(self, installation: &mut TestInstallation, load: &Load) -> Instant {
        match self {
            Self::Quiet => {}
            Self::CutAtRest => cut_at_rest(installation, load).await,
            Self::Cut => {
                for _ in 0..3 {
                    sleep(Duration::from_millis(700)).await;
                    installation.each_proxy(Proxy::cut);
                }
            }
            Self::Refuse => {
                installation.each_proxy(Proxy::refuse);
                sleep(AWAY).await;
                installation.each_proxy(Proxy::pass);
            }
            Self::Delay => {
                installation.each_proxy(|proxy| proxy.delay(SLOW_BY));
                sleep(SLOW_FOR).await;
                installation.each_proxy(Proxy::pass);
            }
            Self::Stop => {
                installation.postgres.stop().await;
                sleep(AWAY).await;
                installation.postgres.start_again().await;
            }
            Self::FrozenWriter => freeze_a_writer(installation, load).await,
            Self::FrozenWorker => {
                installation.freeze_worker();
                sleep(FROZEN_FOR).await;
                installation.thaw_worker();
            }
            Self::Exhausted => {
                let cut = async {
                    // The free ones are taken by then.
                    sleep(Duration::from_secs(1)).await;
                    installation.each_proxy(Proxy::cut);
                };
                tokio::join!(installation.postgres.exhaust(AWAY + Duration::from_secs(1)), cut);
            }
            Self::Silent => installation.each_proxy(Proxy::freeze),
        }
        Instant::now()
    }
}

/// What died unused is replaced before anybody is told.
async fn cut_at_rest(installation: &TestInstallation, load: &Load) {
    load.rest(true).await;
    installation.each_proxy(Proxy::cut);
    sleep(Duration::from_millis(300)).await;
    load.first_try_of_each(installation).await;
    load.rest(false).await;
}

/// Until a process stands still that holds what the other one needs.
async fn freeze_a_writer(installation: &TestInstallation, load: &Load) {
    installation.may_be_silent(true);
    for _ in 0..TRIES {
        installation.apis[0].freeze();
        sleep(Duration::from_millis(120)).await;
        if installation.is_somebody_stuck_in_a_write().await {
            let began = Instant::now();
            load.write_at_the_second(WRITES_WITHIN).await;
            let took = began.elapsed();
            if took > Duration::from_millis(500) {
                // Long enough for what it held to be taken from it.
                sleep(FROZEN_FOR.saturating_sub(took)).await;
                installation.apis[0].thaw();
                eprintln!("with one process frozen the other wrote after {took:?}");
                // What people wait for at the frozen one may still be answered too late for them.
                sleep(Duration::from_secs(2)).await;
                return installation.may_be_silent(false);
            }
        }
        installation.apis[0].thaw();
        let run = rand::rng().random_range(10..120);
        sleep(Duration::from_millis(run)).await;
    }
    panic!("not frozen in the middle of a write in {TRIES} tries");
}

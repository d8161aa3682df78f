//! Every command of the product, failing at its first, second, third … statement until none is left, in every way a
//! database fails: afterwards nothing is half done, the next command works and the chain is whole.

mod commands;
mod snapshot;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use duban_app::event::verify;
use duban_app::store::{Fault, Faults, Point, Trouble};
use duban_app::{App, AppError, AppResult};
use tokio::sync::Notify;

use commands::{CASES, Case, Kind};
use snapshot::SnapshotReader;

use crate::support::{Fixture, fixture};

/// A command, ready to be carried out by any application on the database that it was made for.
pub(crate) type Work = Arc<dyn Fn(App) -> Pin<Box<dyn Future<Output = AppResult<()>> + Send>> + Send + Sync>;

/// No command takes so many statements; the loop ends long before.
const MOST: usize = 2_000;
/// A fault at no statement.
const NEVER: usize = usize::MAX;

/// Strikes at the n-th point from where it was armed.
struct FailAtStatement {
    fault: Fault,
    at: AtomicUsize,
    seen: AtomicUsize,
    died: Notify,
}

impl FailAtStatement {
    fn new(fault: Fault) -> Arc<Self> {
        Arc::new(Self {
            fault,
            at: AtomicUsize::new(NEVER),
            seen: AtomicUsize::new(0),
            died: Notify::new(),
        })
    }

    fn arm(&self, at: usize) {
        self.seen.store(0, Ordering::SeqCst);
        self.at.store(at, Ordering::SeqCst);
    }

    /// Whether there was such a point.
    fn struck(&self) -> bool {
        self.seen.load(Ordering::SeqCst) >= self.at.load(Ordering::SeqCst)
    }
}

impl Faults for FailAtStatement {
    fn at(&self, _: Point<'_>) -> Option<Fault> {
        let n = self.seen.fetch_add(1, Ordering::SeqCst) + 1;
        if n != self.at.load(Ordering::SeqCst) {
            return None;
        }
        if self.fault == Fault::Death {
            self.died.notify_one();
        }
        Some(self.fault)
    }
}

/// How a try ended.
enum Outcome {
    Done,
    Refused(AppError),
    Dead,
}

/// Tries the work with a fault at its n-th point.
async fn attempt(app: &App, work: &Work, nth: &FailAtStatement, at: usize) -> Outcome {
    nth.arm(at);
    let mut task = tokio::spawn(work(app.clone()));
    tokio::select! {
        done = &mut task => match done.expect("no panic") {
            Ok(()) => Outcome::Done,
            Err(error) => Outcome::Refused(error),
        },
        () = nth.died.notified() => {
            task.abort();
            assert!(task.await.is_err_and(|error| error.is_cancelled()));
            Outcome::Dead
        }
    }
}

/// What the database must say for each of them, so that the caller may come again.
fn fits(fault: Fault, error: &AppError) -> bool {
    let trouble = error.trouble();
    match fault {
        Fault::Full => trouble == Some(Trouble::Full),
        Fault::Busy => trouble == Some(Trouble::Busy),
        Fault::Io | Fault::Lost => trouble == Some(Trouble::Away),
        Fault::Death => false,
    }
}

async fn chain_is_whole(f: &Fixture) -> bool {
    let verdicts = verify::all(&f.app).await.expect("readable");
    verdicts.iter().all(|(_, verdict)| verdict.whole)
}

/// Makes the command fail at every point in turn; gives the number of points tried.
async fn exhaust(f: &Fixture, reader: &SnapshotReader, case: &Case, fault: Fault) -> usize {
    let name = &case.name;
    let nth = FailAtStatement::new(fault);
    let app = f.failing_app(nth.clone()).await;
    // What the command leaves behind when nothing fails. Not at the first time: the first number of a year makes a row
    // for its counter.
    let mut left = None;
    for _ in 0..2 {
        let work = (case.prepare)(f).await;
        let before = reader.read(f).await;
        match attempt(&app, &work, &nth, NEVER).await {
            Outcome::Done => {}
            Outcome::Refused(error) => panic!("{name} does not work: {error}"),
            Outcome::Dead => unreachable!("nothing kills it"),
        }
        left = Some(reader.read(f).await.since(&before));
    }
    let left = left.expect("carried out");

    let mut work = (case.prepare)(f).await;
    let mut before = reader.read(f).await;
    for at in 1..MOST {
        let place = || format!("{name}, {fault:?} at point {at}");
        let ended = attempt(&app, &work, &nth, at).await;
        if !nth.struck() {
            assert!(matches!(ended, Outcome::Done), "{} and nothing failed", place());
            return at - 1;
        }
        if matches!(ended, Outcome::Dead) {
            f.death_is_undone().await;
        }
        let after = reader.read(f).await;
        if let Outcome::Refused(error) = &ended {
            assert!(fits(fault, error), "{}: {error}", place());
        }
        let is_whole = after.since(&before) == left;
        match (&ended, case.kind) {
            (Outcome::Done, Kind::Command) => {
                assert!(is_whole, "{} half done: {:?}", place(), after.since(&before));
            }
            (Outcome::Refused(_) | Outcome::Dead, Kind::Command) => {
                let is_untouched = after == before;
                assert!(
                    is_whole || is_untouched,
                    "{} half done: {:?}",
                    place(),
                    after.since(&before)
                );
            }
            (_, Kind::Job) if is_whole => {}
            // Each of its steps is whole; what is missing is done when it comes again.
            (_, Kind::Job) => {
                f.wall.advance(case.comes_again_after());
                let again = attempt(&app, &work, &nth, NEVER).await;
                assert!(matches!(again, Outcome::Done), "{}", place());
                let done = reader.read(f).await.since(&before);
                assert_eq!(done, left, "{} and again", place());
            }
        }
        if is_whole || case.kind == Kind::Job {
            work = (case.prepare)(f).await;
            before = reader.read(f).await;
        }
    }
    panic!("{name} does not end");
}

/// One fault for all commands.
async fn survives(fault: Fault) {
    let mut points = 0;
    // A database that grows makes every look at it slower.
    for few in CASES.chunks(8) {
        let f = fixture().await;
        let reader = SnapshotReader::new(&f).await;
        for case in few {
            points += exhaust(&f, &reader, case, fault).await;
            assert!(chain_is_whole(&f).await, "{}, {fault:?}", case.name);
        }
    }
    println!("{fault:?}: {points} points of {} commands", CASES.len());
    assert!(
        points > 700,
        "{points} points are not every statement of every command"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_leaves_nothing_half_done() {
    survives(Fault::Full).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_disk_leaves_nothing_half_done() {
    survives(Fault::Io).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_lock_leaves_nothing_half_done() {
    survives(Fault::Busy).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_connection_leaves_nothing_half_done() {
    survives(Fault::Lost).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_leaves_nothing_half_done() {
    survives(Fault::Death).await;
}

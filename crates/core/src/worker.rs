//! Whether the worker does its work: the one judgement that pages, probes and measurements share.

use chrono::{DateTime, TimeDelta, Utc};

use crate::word::words;

/// A worker that has not swept for this long is late; it sweeps every few seconds.
const LATE_AFTER: TimeDelta = TimeDelta::seconds(60);
/// And after this long it has stopped, so that two minutes never pass without being told.
const STOPPED_AFTER: TimeDelta = TimeDelta::seconds(110);
/// What is due or on its way longer than this is not being worked on.
const WAITS_AFTER: TimeDelta = TimeDelta::seconds(120);
/// A process that has just started may answer before the first sweep.
const STARTING: TimeDelta = TimeDelta::seconds(60);
/// A heartbeat that lies further ahead was written by a wrong clock, or this one was set back.
const AHEAD: TimeDelta = TimeDelta::seconds(60);
/// Two clocks further apart delay leases and retries.
const SKEWED_SECONDS: i64 = 30;

words! {
    /// How the worker is.
    WorkerStatus {
        /// It does its work.
        Ok = "ok",
        /// It is behind.
        Late = "late",
        /// No worker sweeps.
        Stopped = "stopped",
        /// Some of its work cannot be done until somebody looks.
        Failing = "failing",
    }
    /// Why the worker is not well.
    WorkerReason {
        /// No sweep has ever ended on this database.
        NeverSwept = "never_swept",
        /// The last sweep was more than a minute ago.
        SweepLate = "sweep_late",
        /// The last sweep was almost two minutes ago or longer.
        SweepStopped = "sweep_stopped",
        /// A step has been due for more than two minutes and has not fired.
        StepsWaiting = "steps_waiting",
        /// A message has been on its way for more than two minutes.
        OutboxWaiting = "outbox_waiting",
        /// Messages were given up after their last attempt.
        DeadLetters = "dead_letters",
        /// Matters cannot be swept.
        FailingMatters = "failing_matters",
        /// The disk of the database is full.
        StorageFull = "storage_full",
        /// The database takes no writes, or its file was removed or replaced.
        StorageUnavailable = "storage_unavailable",
        /// The clocks of the machines, or of machine and database, differ.
        ClockSkew = "clock_skew",
    }
    /// Whether the database takes writes.
    StorageStatus {
        /// It does.
        Ok = "ok",
        /// Its disk is full.
        Full = "full",
        /// It does not, or is not the database that it was.
        Unavailable = "unavailable",
    }
}

/// What is known of the worker.
#[derive(Debug, Clone)]
pub struct WorkerObservation {
    /// The machine's present.
    pub wall: DateTime<Utc>,
    /// When this process started, by the same clock.
    pub started_at: DateTime<Utc>,
    /// When a sweep last ended, by the clock of the machine that made it.
    pub last_sweep_at: Option<DateTime<Utc>>,
    /// How long the oldest step had been due at that sweep.
    pub steps_wait: TimeDelta,
    /// How long the oldest message has been on its way.
    pub messages_wait: TimeDelta,
    /// Messages that were given up.
    pub dead_letters: u64,
    /// Matters that cannot be swept.
    pub failing_matters: u64,
    /// Whether the database takes writes.
    pub storage: StorageStatus,
    /// How far the database's clock is ahead of the machine's, where that is known.
    pub clock_skew_seconds: Option<i64>,
}

/// Judges by what weighs most: the database, then the sweep, then what it leaves undone.
pub fn judge(seen: &WorkerObservation) -> (WorkerStatus, Option<WorkerReason>) {
    let (status, reason) = match seen.storage {
        StorageStatus::Full => (WorkerStatus::Failing, WorkerReason::StorageFull),
        StorageStatus::Unavailable => (WorkerStatus::Failing, WorkerReason::StorageUnavailable),
        StorageStatus::Ok => match sweep(seen).or_else(|| backlog(seen)) {
            Some(found) => found,
            None => return (WorkerStatus::Ok, None),
        },
    };
    (status, Some(reason))
}

fn sweep(seen: &WorkerObservation) -> Option<(WorkerStatus, WorkerReason)> {
    let Some(last) = seen.last_sweep_at else {
        let status = if seen.wall - seen.started_at > STARTING {
            WorkerStatus::Stopped
        } else {
            WorkerStatus::Late
        };
        return Some((status, WorkerReason::NeverSwept));
    };
    let age = seen.wall - last;
    if age < -AHEAD {
        Some((WorkerStatus::Late, WorkerReason::ClockSkew))
    } else if age > STOPPED_AFTER {
        Some((WorkerStatus::Stopped, WorkerReason::SweepStopped))
    } else if age > LATE_AFTER {
        Some((WorkerStatus::Late, WorkerReason::SweepLate))
    } else {
        None
    }
}

fn backlog(seen: &WorkerObservation) -> Option<(WorkerStatus, WorkerReason)> {
    if seen.dead_letters > 0 {
        Some((WorkerStatus::Failing, WorkerReason::DeadLetters))
    } else if seen.failing_matters > 0 {
        Some((WorkerStatus::Failing, WorkerReason::FailingMatters))
    } else if seen.steps_wait > WAITS_AFTER {
        Some((WorkerStatus::Late, WorkerReason::StepsWaiting))
    } else if seen.messages_wait > WAITS_AFTER {
        Some((WorkerStatus::Late, WorkerReason::OutboxWaiting))
    } else if seen
        .clock_skew_seconds
        .is_some_and(|skew| skew.abs() > SKEWED_SECONDS)
    {
        Some((WorkerStatus::Late, WorkerReason::ClockSkew))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Up for an hour, swept two seconds ago, nothing waits.
    fn well() -> WorkerObservation {
        let wall = DateTime::from_timestamp(1_700_000_000, 0).expect("an instant");
        WorkerObservation {
            wall,
            started_at: wall - TimeDelta::hours(1),
            last_sweep_at: Some(wall - TimeDelta::seconds(2)),
            steps_wait: TimeDelta::zero(),
            messages_wait: TimeDelta::zero(),
            dead_letters: 0,
            failing_matters: 0,
            storage: StorageStatus::Ok,
            clock_skew_seconds: None,
        }
    }

    #[test]
    fn each_condition_has_its_status() {
        let check = |change: &dyn Fn(&mut WorkerObservation), expected: &str| {
            let mut seen = well();
            change(&mut seen);
            let (status, reason) = judge(&seen);
            let reported = reason.map_or_else(|| status.to_string(), |reason| format!("{status} {reason}"));
            assert_eq!(reported, expected, "{seen:?}");
        };
        let swept = |seconds_ago: i64| {
            move |seen: &mut WorkerObservation| {
                seen.last_sweep_at = Some(seen.wall - TimeDelta::seconds(seconds_ago));
            }
        };
        let never_swept = |up_for: i64| {
            move |seen: &mut WorkerObservation| {
                seen.last_sweep_at = None;
                seen.started_at = seen.wall - TimeDelta::seconds(up_for);
            }
        };
        check(&|_| {}, "ok");
        check(&swept(60), "ok");
        check(&swept(61), "late sweep_late");
        check(&swept(110), "late sweep_late");
        check(&swept(111), "stopped sweep_stopped");
        check(&swept(86_400), "stopped sweep_stopped");
        // A clock that was set back, or a worker on a machine whose clock is wrong.
        check(&swept(-60), "ok");
        check(&swept(-61), "late clock_skew");
        check(&swept(-86_400), "late clock_skew");
        check(&never_swept(0), "late never_swept");
        check(&never_swept(60), "late never_swept");
        check(&never_swept(61), "stopped never_swept");
        check(&never_swept(-3_600), "late never_swept");
        check(&|seen| seen.steps_wait = TimeDelta::seconds(120), "ok");
        check(
            &|seen| seen.steps_wait = TimeDelta::seconds(121),
            "late steps_waiting",
        );
        check(&|seen| seen.messages_wait = TimeDelta::seconds(120), "ok");
        check(
            &|seen| seen.messages_wait = TimeDelta::seconds(121),
            "late outbox_waiting",
        );
        check(&|seen| seen.dead_letters = 1, "failing dead_letters");
        check(&|seen| seen.failing_matters = 1, "failing failing_matters");
        check(&|seen| seen.clock_skew_seconds = Some(30), "ok");
        check(&|seen| seen.clock_skew_seconds = Some(-31), "late clock_skew");
        let full = |seen: &mut WorkerObservation| seen.storage = StorageStatus::Full;
        check(&full, "failing storage_full");
        let away = |seen: &mut WorkerObservation| seen.storage = StorageStatus::Unavailable;
        check(&away, "failing storage_unavailable");
        // What weighs most is told.
        check(
            &|seen| {
                swept(200)(seen);
                seen.dead_letters = 3;
                seen.steps_wait = TimeDelta::hours(1);
            },
            "stopped sweep_stopped",
        );
        check(
            &|seen| {
                never_swept(600)(seen);
                full(seen);
            },
            "failing storage_full",
        );
    }
}

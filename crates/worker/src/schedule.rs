//! The one table: which job, how often, why. What each API process must do for itself, because it lies in its memory,
//! stands in a table of the same shape in `api` (`background`).

use std::time::Duration;

use futures::future::BoxFuture;

use crate::jobs::{self, Counts, JobContext, JobResult};

/// A line of the schedule.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Name in logs and metrics.
    pub job: &'static str,
    /// Longest time between the end of one run and the start of the next.
    pub every: Duration,
    /// Longest time of one run. A run that takes longer is given up together with its connection: it may be waiting
    /// for an answer that never comes.
    pub limit: Duration,
    /// What else starts a run.
    pub wake: Wake,
    /// Why it runs, and why so often.
    pub why: &'static str,
    /// The job.
    pub run: fn(JobContext) -> BoxFuture<'static, JobResult<Counts>>,
}

/// What starts a job before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// Nothing.
    Never,
    /// A commit of this process.
    OnChange,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry")
            .field("job", &self.job)
            .field("every", &self.every)
            .finish_non_exhaustive()
    }
}

/// A sweep of ten thousand alerts takes a second; what takes this long waits for something.
const LIMIT: Duration = Duration::from_secs(45);

/// Every job that there is.
pub const SCHEDULE: &[Entry] = &[
    Entry {
        job: "alert_sweep",
        every: Duration::from_secs(5),
        limit: LIMIT,
        wake: Wake::OnChange,
        why: "Alerts fire on the hour; an order that is late from its first moment alerts at once.",
        run: |context| Box::pin(jobs::alert_sweep::run(context)),
    },
    Entry {
        job: "outbox_delivery",
        every: Duration::from_secs(1),
        limit: LIMIT,
        wake: Wake::OnChange,
        why: "People expect to see a message within a second, also one that another process wrote.",
        run: |context| Box::pin(jobs::outbox_delivery::run(context)),
    },
    Entry {
        job: "session_cleanup",
        every: Duration::from_secs(3600),
        limit: LIMIT,
        wake: Wake::Never,
        why: "An expired session is refused anyway, its row goes when convenient.",
        run: |context| Box::pin(jobs::session_cleanup::run(context)),
    },
    Entry {
        job: "sign_in_cleanup",
        every: Duration::from_secs(60),
        limit: LIMIT,
        wake: Wake::Never,
        why: "An office is to hear of a locked account while it is locked; attempts count for minutes.",
        run: |context| Box::pin(jobs::sign_in_cleanup::run(context)),
    },
    Entry {
        job: "idempotency_cleanup",
        every: Duration::from_secs(3600),
        limit: LIMIT,
        wake: Wake::Never,
        why: "A remembered answer is kept for a day; nobody repeats a request later than that.",
        run: |context| Box::pin(jobs::idempotency_cleanup::run(context)),
    },
    Entry {
        job: "outbox_cleanup",
        every: Duration::from_secs(6 * 3600),
        limit: LIMIT,
        wake: Wake::Never,
        why: "Delivered messages are kept for a month for whoever asks what was sent.",
        run: |context| Box::pin(jobs::outbox_cleanup::run(context)),
    },
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_job_has_a_name_a_reason_and_a_rhythm() {
        let mut names = HashSet::new();
        for entry in SCHEDULE {
            assert!(names.insert(entry.job), "{} stands in the table twice", entry.job);
            let plain = entry.job.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            assert!(plain, "{} is no metric label", entry.job);
            assert!(entry.why.ends_with('.'), "{} does not say why", entry.job);
            assert!(entry.every >= Duration::from_secs(1), "{} never rests", entry.job);
        }
    }

    #[test]
    fn what_people_wait_for_wakes_on_change() {
        let waking: Vec<_> = SCHEDULE
            .iter()
            .filter(|entry| entry.wake == Wake::OnChange)
            .map(|entry| entry.job)
            .collect();
        assert_eq!(waking, ["alert_sweep", "outbox_delivery"]);
    }

    #[test]
    fn every_file_of_jobs_stands_in_the_table() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/jobs");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of jobs")
            .map(|file| {
                file.expect("a file")
                    .path()
                    .file_stem()
                    .expect("a name")
                    .display()
                    .to_string()
            })
            .filter(|name| name != "mod")
            .collect();
        let mut jobs: Vec<String> = SCHEDULE.iter().map(|entry| entry.job.to_owned()).collect();
        files.sort();
        jobs.sort();
        assert_eq!(files, jobs);
    }
}

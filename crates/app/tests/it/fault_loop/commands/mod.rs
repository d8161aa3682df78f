//! Every command that writes, and how to get to where it can be carried out.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::TimeDelta;
use futures::future::BoxFuture;

use super::Work;
use crate::support::Fixture;

/// How much of itself a piece of work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One transaction: all or nothing.
    Command,
    /// Several, each of them whole; it comes again until nothing is left to do.
    Job,
}

/// Gets to where the command can be carried out.
type Prepare = Box<dyn for<'a> Fn(&'a Fixture) -> BoxFuture<'a, Work> + Send + Sync>;

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) prepare: Prepare,
}

impl Case {
    /// A lease or a wait after a failure that the next run must outlive.
    pub(crate) fn comes_again_after(&self) -> TimeDelta {
        TimeDelta::minutes(5)
    }
}

macro_rules! work {
    ([$($kept:ident),*] $app:ident => $body:expr) => {{
        $(let $kept = $kept.clone();)*
        let work: Work = std::sync::Arc::new(move |$app| {
            $(let $kept = $kept.clone();)*
            Box::pin(async move { let done: AppResult<_> = $body; done.map(drop) })
        });
        work
    }};
}

macro_rules! case {
    ($kind:ident, $name:expr, |$f:ident| $prepare:expr) => {
        Case {
            name: $name.to_owned(),
            kind: Kind::$kind,
            prepare: Box::new(|$f| Box::pin(async move { $prepare })),
        }
    };
}

mod accounts;
mod installation;
mod jobs;
mod matters;

/// A number that was not given before; for names.
fn fresh() -> u32 {
    static LAST: AtomicU32 = AtomicU32::new(1_000);
    LAST.fetch_add(1, Ordering::Relaxed)
}

pub(crate) static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut cases = matters::actions();
    cases.extend(matters::matters());
    cases.extend(accounts::accounts());
    cases.extend(accounts::sessions());
    cases.extend(installation::installation());
    cases.extend(jobs::jobs());
    cases
});

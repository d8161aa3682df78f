//! Refusals are part of the trail: who tried what was not theirs to do, or looked for what is not theirs to see. Links of
//! the chain stay for ever, so a person who tries the same again is counted, in the memory of the process that refused,
//! and told once a minute.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use duban_core::event::{EventData, RefusalReason, Refused, SystemEvent};
use duban_core::id::{MatterId, RegionId, UserId};

use super::{By, NewEvent};
use crate::error::AppResult;
use crate::unit_of_work::Work;
use crate::{App, Ctx};

/// What a refusal is in the chain. It may name a matter, but belongs to the trail and not to the matter's timeline.
pub(crate) const KIND: SystemEvent = SystemEvent::Refused;
/// How often the same refusals of a person are told.
const EVERY: TimeDelta = TimeDelta::minutes(1);
/// So many ids that lead nowhere within [`EVERY`] are no slip of the hand.
const MISSES: u32 = 20;
/// Matters that one event names at most.
const MAX_MATTERS: usize = 50;

/// What a person was refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Denial {
    /// Method and address, e.g. `POST /api/v1/matters/{id}/actions/{action}`.
    pub operation: String,
    /// The action on a matter, or the operation's id.
    pub action: Option<String>,
    /// The matter, where it was about one.
    pub matter: Option<MatterId>,
}

impl Denial {
    /// One that is told by its operation alone.
    pub fn new(operation: impl Into<String>) -> Self {
        Self {
            operation: operation.into(),
            ..Self::default()
        }
    }
}

/// What is counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Kind {
    /// The same action.
    Forbidden {
        operation: String,
        action: Option<String>,
    },
    /// Whatever was not found.
    NotFound,
}

type Key = (UserId, Kind);

/// Refusals that stand in no chain yet.
#[derive(Debug, Default)]
pub(crate) struct PendingDenials(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    bundles: HashMap<Key, Bundle>,
    /// Since when, and how many ids a person asked for that lead nowhere.
    misses: HashMap<UserId, (DateTime<Utc>, u32)>,
}

#[derive(Debug, Clone)]
struct Bundle {
    by: By,
    region: RegionId,
    recorded_at: Option<DateTime<Utc>>,
    times: u32,
    matters: BTreeSet<MatterId>,
    /// The operation that was tried last.
    operation: String,
}

impl Bundle {
    fn is_recent(&self, now: DateTime<Utc>) -> bool {
        self.recorded_at.is_some_and(|at| now - at < EVERY)
    }

    fn event(&self, kind: &Kind) -> NewEvent {
        let (action, reason) = match kind {
            Kind::Forbidden { action, .. } => (Some(action.clone()), None),
            Kind::NotFound => (None, Some(RefusalReason::NotFound)),
        };
        let several = self.matters.len() > 1;
        let data = EventData::Refused(Refused {
            operation: self.operation.clone(),
            action,
            reason,
            times: (self.times > 1).then_some(self.times),
            matter_ids: several.then(|| self.matters.iter().copied().collect()),
        });
        NewEvent {
            matter: self.matters.first().copied().filter(|_| !several),
            ..NewEvent::new(self.by.clone(), data)
        }
    }
}

impl PendingDenials {
    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts, and takes out what is to be told now.
    fn count(
        &self,
        ctx: &Ctx,
        kind: Kind,
        attempted: Denial,
        times: u32,
        now: DateTime<Utc>,
    ) -> DueDenials<'_> {
        let mut counts = self.lock();
        let key = (ctx.actor.user, kind);
        let bundle = counts.bundles.entry(key.clone()).or_insert_with(|| Bundle {
            by: By::from(&ctx.actor),
            region: ctx.actor.region,
            recorded_at: None,
            times: 0,
            matters: BTreeSet::new(),
            operation: String::new(),
        });
        bundle.times = bundle.times.saturating_add(times);
        bundle.operation = attempted.operation;
        if bundle.matters.len() < MAX_MATTERS {
            bundle.matters.extend(attempted.matter);
        }
        let due = (!bundle.is_recent(now)).then(|| (key, bundle.take(now)));
        DueDenials {
            bundles: due.into_iter().collect(),
            from: self,
        }
    }

    /// Counts an id that leads nowhere; gives how many are to be told together once they are too many.
    fn missed(&self, user: UserId, now: DateTime<Utc>) -> Option<u32> {
        let mut counts = self.lock();
        let (since, misses) = counts.misses.entry(user).or_insert((now, 0));
        if now - *since >= EVERY {
            (*since, *misses) = (now, 0);
        }
        *misses = misses.saturating_add(1);
        match *misses {
            ..MISSES => None,
            MISSES => Some(MISSES),
            _ => Some(1),
        }
    }

    /// Takes out what is to be told now, and forgets what need not be remembered.
    fn take(&self, which: Selection, now: DateTime<Utc>) -> DueDenials<'_> {
        let mut counts = self.lock();
        counts.misses.retain(|_, (since, _)| now - *since < EVERY);
        let bundles = &mut counts.bundles;
        bundles.retain(|_, bundle| bundle.times > 0 || bundle.is_recent(now));
        let due = bundles
            .iter_mut()
            .filter(|(_, bundle)| bundle.times > 0 && (which == Selection::All || !bundle.is_recent(now)));
        DueDenials {
            bundles: due.map(|(key, bundle)| (key.clone(), bundle.take(now))).collect(),
            from: self,
        }
    }
}

impl Bundle {
    /// What was counted so far; told now.
    fn take(&mut self, now: DateTime<Utc>) -> Self {
        let taken = self.clone();
        self.recorded_at = Some(now);
        self.times = 0;
        self.matters.clear();
        taken
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Selection {
    /// What was not told within the last minute.
    Due,
    /// Everything.
    All,
}

/// Refusals on their way to the chain. What is left in it when it is dropped was not told, whether the database failed or
/// the caller hung up, and is given back.
#[derive(Debug)]
struct DueDenials<'a> {
    bundles: Vec<(Key, Bundle)>,
    from: &'a PendingDenials,
}

impl Drop for DueDenials<'_> {
    fn drop(&mut self) {
        if self.bundles.is_empty() {
            return;
        }
        let mut counts = self.from.lock();
        for (key, taken) in self.bundles.drain(..) {
            let bundle = counts.bundles.entry(key).or_insert_with(|| Bundle {
                times: 0,
                ..taken.clone()
            });
            bundle.times = bundle.times.saturating_add(taken.times);
            bundle.matters.extend(taken.matters);
            bundle.recorded_at = taken.recorded_at;
        }
    }
}

/// Records that the caller was refused something: the first time at once, again within a minute with the others of it.
pub async fn record(app: &App, ctx: &Ctx, denial: Denial) -> AppResult<()> {
    let kind = Kind::Forbidden {
        operation: denial.operation.clone(),
        action: denial.action.clone(),
    };
    let taken = app.pending_denials().count(ctx, kind, denial, 1, app.wall_now());
    write(app, taken).await
}

/// Counts that the caller asked for something that is not there, or not theirs to know of. It is recorded when it happens
/// too often to be a slip: whoever guesses ids leaves a trace.
pub async fn not_found(app: &App, ctx: &Ctx, operation: String) -> AppResult<()> {
    let now = app.wall_now();
    let Some(times) = app.pending_denials().missed(ctx.actor.user, now) else {
        return Ok(());
    };
    let taken = app
        .pending_denials()
        .count(ctx, Kind::NotFound, Denial::new(operation), times, now);
    write(app, taken).await
}

/// Tells what was counted and whose time has come. Asked by a timer of every process that refuses.
pub async fn record_due(app: &App) -> AppResult<()> {
    write(app, app.pending_denials().take(Selection::Due, app.wall_now())).await
}

/// Tells all of it, before the process that counted it ends.
pub async fn record_all(app: &App) -> AppResult<()> {
    write(app, app.pending_denials().take(Selection::All, app.wall_now())).await
}

async fn write(app: &App, mut taken: DueDenials<'_>) -> AppResult<()> {
    let at = app.now().timestamp_millis();
    while let Some(region) = taken.bundles.last().map(|(_, bundle)| bundle.region) {
        let of_region = taken.bundles.iter().filter(|(_, bundle)| bundle.region == region);
        let events = of_region.map(|((_, kind), bundle)| bundle.event(kind)).collect();
        let work = Work::begin(app).await?;
        let recorded = work.record_at(region, at, events).await?;
        work.commit(recorded).await?;
        taken.bundles.retain(|(_, bundle)| bundle.region != region);
    }
    Ok(())
}

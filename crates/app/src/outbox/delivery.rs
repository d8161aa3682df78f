//! Delivery into the inbox: notification, the alert's delivery time and the row's end in one
//! transaction. A notification has its message's id, so that a repeat changes nothing.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::enqueue::{Payload, ROWS_PER_INSERT};
use super::entity::{Column, Entity, Model};
use super::lease::{self, ATTEMPTS, Lease};
use super::status::{DEAD, DONE, LEASED, PENDING};
use crate::App;
use crate::alert::entity as alert;
use crate::backoff::doubling;
use crate::error::{AppError, AppResult};
use crate::event;
use crate::event::head;
use crate::notification::entity as inbox;
use crate::store::Tx;
use crate::unit_of_work::{Unrecorded, Work};

/// After so many failures in a row the fault is not with the messages.
const GIVE_UP_AFTER: u32 = 3;
/// Wait after the first failure.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(2);

/// What a round of delivery did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Messages delivered.
    pub sent: u64,
    /// Messages that failed and will be tried again.
    pub failed: u64,
    /// Messages given up.
    pub dead: u64,
}

impl Delivered {
    /// Adds what another round did.
    pub fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.failed += other.failed;
        self.dead += other.dead;
    }
}

/// Delivers up to `limit` messages whose time has come. `worker` names this worker uniquely.
pub async fn deliver(app: &App, worker: &str, limit: u64) -> AppResult<Delivered> {
    let Lease { rows, dead } = lease::take(app, worker, limit).await?;
    let mut done = Delivered {
        dead,
        ..Delivered::default()
    };
    if rows.is_empty() {
        return Ok(done);
    }
    match write(app, worker, &rows).await {
        Ok(sent) => done.sent = sent,
        Err(together) => {
            tracing::debug!(error = %together, messages = rows.len(), "delivering one by one");
            done.add(one_by_one(app, worker, &rows).await?);
        }
    }
    if done.sent > 0 {
        app.changed();
    }
    Ok(done)
}

/// One bad message must not hold back the others: each gets its own chance. When several in a row
/// fail it is not them: the rest keeps its lease and comes again when that ends.
async fn one_by_one(app: &App, worker: &str, rows: &[Model]) -> AppResult<Delivered> {
    let mut done = Delivered::default();
    let mut in_a_row = 0;
    for (at, row) in rows.iter().enumerate() {
        if in_a_row == GIVE_UP_AFTER {
            lease::untried(app, worker, &rows[at..]).await?;
            done.failed += (rows.len() - at) as u64;
            break;
        }
        match write(app, worker, std::slice::from_ref(row)).await {
            Ok(sent) => {
                in_a_row = 0;
                done.sent += sent;
            }
            Err(error) => {
                in_a_row += 1;
                match give_back(app, worker, row, &error).await? {
                    DEAD => done.dead += 1,
                    _ => done.failed += 1,
                }
            }
        }
    }
    Ok(done)
}

/// Writes the messages that this worker still holds.
async fn write(app: &App, worker: &str, rows: &[Model]) -> AppResult<u64> {
    let work = Work::begin(app).await?;
    let held: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .filter(Column::Status.eq(LEASED))
        .filter(Column::LeaseBy.eq(worker))
        .lock_exclusive()
        .into_tuple()
        .all(work.tx())
        .await?;
    let held: std::collections::HashSet<Uuid> = held.into_iter().collect();
    let mut by_region: BTreeMap<Uuid, Vec<(&Model, Payload)>> = BTreeMap::new();
    for row in rows.iter().filter(|row| held.contains(&row.id)) {
        let payload: Payload = serde_json::from_str(&row.payload)
            .map_err(|error| AppError::Corrupt(format!("message {}: {error}", row.id)))?;
        by_region.entry(row.region_id).or_default().push((row, payload));
    }
    let mut alerts = Vec::new();
    for (region, messages) in by_region {
        alerts.extend(messages.iter().filter_map(|(_, payload)| payload.alert_id));
        fill_inbox(work.tx(), region, messages).await?;
    }
    let now = app.now().timestamp_millis();
    if !alerts.is_empty() {
        alert::Entity::update_many()
            .col_expr(alert::Column::DeliveredAt, now.into())
            .filter(alert::Column::Id.is_in(alerts))
            .filter(alert::Column::DeliveredAt.is_null())
            .exec(work.tx())
            .await?;
    }
    Entity::update_many()
        .col_expr(Column::Status, DONE.into())
        .col_expr(Column::DoneAt, app.wall_now().timestamp_millis().into())
        .filter(Column::Id.is_in(held.iter().copied()))
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Lease).await?;
    Ok(held.len() as u64)
}

/// Writes a region's notifications. Its head is locked, so that change numbers rise in the order in
/// which they become visible and a reader who resumes misses none.
async fn fill_inbox(tx: &Tx, region: Uuid, messages: Vec<(&Model, Payload)>) -> AppResult<()> {
    let mut head = event::lock(tx, region.into()).await?;
    let mut rows = Vec::with_capacity(messages.len());
    for (row, payload) in messages {
        head.change_seq += 1;
        let (matter_id, matter_number, matter_title) = match payload.matter {
            Some((id, number, title)) => (Some(id), Some(number), Some(title)),
            None => (None, None, None),
        };
        rows.push(inbox::ActiveModel {
            id: Set(row.id),
            user_id: Set(row.recipient_id),
            region_id: Set(region),
            change_seq: Set(head.change_seq),
            kind: Set(payload.kind.into()),
            severity: Set(payload.severity.into()),
            matter_id: Set(matter_id),
            matter_number: Set(matter_number),
            matter_title: Set(matter_title),
            title: Set(payload.title),
            body: Set(payload.body),
            why: Set(payload.why),
            alert_id: Set(payload.alert_id),
            created_at: Set(payload.at),
            read_at: Set(None),
        });
    }
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS_PER_INSERT));
        inbox::Entity::insert_many(rows)
            .on_conflict(OnConflict::column(inbox::Column::Id).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
        rows = rest;
    }
    head::Entity::update_many()
        .col_expr(head::Column::ChangeSeq, head.change_seq.into())
        .filter(head::Column::RegionId.eq(region))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives a failed message back for a later attempt or gives it up; tells its new status.
async fn give_back(app: &App, worker: &str, row: &Model, error: &AppError) -> AppResult<&'static str> {
    let status = if row.attempts >= ATTEMPTS { DEAD } else { PENDING };
    if status == DEAD {
        tracing::error!(message = %row.id, attempts = row.attempts, %error, "message given up");
    } else {
        tracing::warn!(message = %row.id, attempts = row.attempts, %error, "message not delivered");
    }
    let again = (app.wall_now() + wait(row.attempts)).timestamp_millis();
    let work = Work::begin(app).await?;
    Entity::update_many()
        .col_expr(Column::Status, status.into())
        .col_expr(Column::NextAttemptAt, again.into())
        .col_expr(Column::LastError, error.to_string().into())
        .filter(Column::Id.eq(row.id))
        .filter(Column::Status.eq(LEASED))
        .filter(Column::LeaseBy.eq(worker))
        .exec(work.tx())
        .await?;
    work.commit_unrecorded(Unrecorded::Lease).await?;
    Ok(status)
}

fn wait(attempts: i32) -> TimeDelta {
    doubling(FIRST_WAIT, attempts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rolling upgrade or a night without a database must not cost a message.
    #[test]
    fn the_waits_of_all_attempts_reach_over_half_a_working_day() {
        let waits: Vec<TimeDelta> = (1..ATTEMPTS).map(wait).collect();
        assert!(waits.is_sorted());
        assert_eq!(waits.first(), Some(&FIRST_WAIT));
        assert_eq!(waits.last(), Some(&TimeDelta::hours(1)));
        let all: TimeDelta = waits.iter().sum();
        assert_eq!(all.num_hours(), 11);
    }
}

//! Putting messages on their way.

use duban_core::id::{AlertId, MatterId, RegionId, UserId};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::status::IN_APP;
use super::{entity, status};
use crate::App;
use crate::error::{AppError, AppResult};
use crate::notification::{Kind, Severity};
use crate::store::Tx;
use crate::words::new_id;

/// Rows in one INSERT; far below SQLite's limit of bound values.
pub(super) const ROWS_PER_INSERT: usize = 500;

/// A message before it is on its way.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    /// To whom.
    pub recipient: UserId,
    /// The region of the matter; used where the recipient's own is not known.
    pub region: RegionId,
    pub kind: Kind,
    pub severity: Severity,
    /// Id, number and title.
    pub matter: Option<(MatterId, String, String)>,
    pub title: String,
    pub body: String,
    pub why: Option<String>,
    /// The alert that it delivers.
    pub alert_id: Option<AlertId>,
}

/// What is kept of a message until it is delivered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Payload {
    pub(super) kind: Kind,
    pub(super) severity: Severity,
    pub(super) matter: Option<(Uuid, String, String)>,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) why: Option<String>,
    pub(super) alert_id: Option<Uuid>,
    /// The product's instant at which it was caused, ms.
    pub(super) at: i64,
}

/// Puts messages on their way within the caller's transaction: they go out if and only if it commits.
pub(crate) async fn enqueue(tx: &Tx, app: &App, messages: Vec<Outgoing>) -> AppResult<()> {
    if messages.is_empty() {
        return Ok(());
    }
    let directory = app.directory().await?;
    let at = app.now().timestamp_millis();
    let wall = app.wall_now().timestamp_millis();
    let mut rows = Vec::with_capacity(messages.len());
    for message in messages {
        // The inbox counts its changes per region, so that it must be the recipient's own.
        let region = directory
            .person(message.recipient)
            .map_or(message.region, |person| person.region);
        let payload = Payload {
            kind: message.kind,
            severity: message.severity,
            matter: message.matter.map(|(id, number, title)| (id.0, number, title)),
            title: message.title,
            body: message.body,
            why: message.why,
            alert_id: message.alert_id.map(Into::into),
            at,
        };
        let payload = serde_json::to_string(&payload)
            .map_err(|error| AppError::Internal(format!("message as JSON: {error}")))?;
        rows.push(entity::ActiveModel {
            id: Set(new_id()),
            region_id: Set(region.0),
            recipient_id: Set(message.recipient.0),
            channel: Set(IN_APP.to_owned()),
            payload: Set(payload),
            status: Set(status::PENDING.to_owned()),
            attempts: Set(0),
            next_attempt_at: Set(wall),
            lease_until: Set(None),
            lease_by: Set(None),
            last_error: Set(None),
            created_at: Set(wall),
            done_at: Set(None),
        });
    }
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(ROWS_PER_INSERT));
        entity::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
        rows = rest;
    }
    Ok(())
}

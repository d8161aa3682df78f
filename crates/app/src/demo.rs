//! What only a demonstration has: a clock that is moved by hand, and accounts that anybody may use.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use duban_core::clock::Clock;
use duban_core::id::RegionId;
use duban_core::word::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{AppError, AppResult};
use crate::words::instant;
use crate::{App, key_value, user};

/// The one password of every demonstration account.
pub const PASSWORD: &str = "duban-demo-2023";

const KEY: &str = "demo_clock";

/// A clock that stands until it is moved. It is kept in the database, so that several processes
/// and a restart agree.
#[derive(Debug)]
pub struct DemoClock {
    start: i64,
    /// What was read or set; [`UNREAD`] until then.
    millis: AtomicI64,
}

/// Earlier than any instant, so that the first one read is taken over whatever the start.
const UNREAD: i64 = i64::MIN;

impl DemoClock {
    /// A clock that stands at `start` until it has been read.
    pub fn new(start: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self {
            start: start.timestamp_millis(),
            millis: AtomicI64::new(UNREAD),
        })
    }

    /// Takes over the instant that is kept in the database, from then on where it is later; keeps the start there if
    /// there is none yet.
    pub async fn load(&self, app: &App) -> AppResult<()> {
        let kept = match key_value::get(app, KEY).await? {
            Some(text) => key_value::parse_number(KEY, &text)?,
            None => key_value::raise(app, KEY, self.start).await?,
        };
        // Somebody may have moved it since it was read.
        self.millis.fetch_max(kept, Ordering::SeqCst);
        Ok(())
    }

    /// Moves the clock forward, for every process. It never goes back: what has fired has fired.
    pub async fn set(&self, app: &App, to: DateTime<Utc>) -> AppResult<()> {
        let calendar = app.calendar().await?;
        let last = calendar.days().last().and_then(|day| day.date.pred_opt());
        if let Some(last) = last
            && to.date_naive() > last
        {
            let possible = format!("{}–{last}", self.now().date_naive());
            return Err(AppError::invalid_with("to", "out_of_range", possible));
        }
        if self.reach(app, to).await? > to {
            return Err(AppError::invalid("to", "before_now"));
        }
        Ok(())
    }

    /// Moves the clock forward unless it is there already, which another process may have seen to; tells where it is.
    pub async fn reach(&self, app: &App, at: DateTime<Utc>) -> AppResult<DateTime<Utc>> {
        let kept = key_value::raise(app, KEY, at.timestamp_millis()).await?;
        self.millis.fetch_max(kept, Ordering::SeqCst);
        app.changed();
        Ok(instant(kept))
    }
}

impl Clock for DemoClock {
    fn now(&self) -> DateTime<Utc> {
        match self.millis.load(Ordering::SeqCst) {
            UNREAD => instant(self.start),
            millis => instant(millis),
        }
    }
}

/// An account that the sign-in page of a demonstration offers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoAccount {
    /// User name.
    pub username: String,
    /// Password.
    #[schema(value_type = String)]
    pub password: &'static str,
    /// What the person is.
    pub role: Role,
    /// Name.
    pub name: String,
    /// Post.
    pub post: Option<String>,
    /// Department, if any.
    pub unit: Option<String>,
    /// County or city.
    pub region: String,
}

/// The accounts in use that have the demo's password, region by region in the order they were made. These are the ones
/// that the loading made and nobody gave another password: it writes one hash for all of them, and any other hash has a
/// salt of its own.
pub async fn accounts(app: &App) -> AppResult<Vec<DemoAccount>> {
    let directory = app.directory().await?;
    let rows = user::entity::Entity::find()
        .filter(user::entity::Column::Active.eq(true))
        .order_by_asc(user::entity::Column::RegionId)
        .order_by_asc(user::entity::Column::Position)
        .all(app.store().read())
        .await?;
    let mut sharers: HashMap<String, usize> = HashMap::new();
    for row in &rows {
        *sharers.entry(row.password_hash.clone()).or_default() += 1;
    }
    let mut accounts = Vec::with_capacity(rows.len());
    for row in rows.into_iter().filter(|row| sharers[&row.password_hash] > 1) {
        let unit = row.department_id.and_then(|id| directory.department(id));
        accounts.push(DemoAccount {
            username: row.username,
            password: PASSWORD,
            role: row.role.0,
            name: row.name,
            post: row.post,
            unit: unit.map(|unit| unit.name.clone()),
            region: directory.region(RegionId(row.region_id))?.name.clone(),
        });
    }
    Ok(accounts)
}

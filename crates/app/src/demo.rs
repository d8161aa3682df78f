//! What only a demonstration has: a clock that is moved by hand, and accounts that anybody may use.

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
use crate::words::{instant, word};
use crate::{App, state, user};

/// The one password of every demonstration account.
pub const PASSWORD: &str = "duban-demo-2023";

const KEY: &str = "demo_clock";

/// A clock that stands until it is moved. It is kept in the database, so that several processes
/// and a restart agree.
#[derive(Debug)]
pub struct DemoClock {
    millis: AtomicI64,
}

impl DemoClock {
    /// A clock that stands at `start`.
    pub fn new(start: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self {
            millis: AtomicI64::new(start.timestamp_millis()),
        })
    }

    /// Takes over the instant that is kept in the database; keeps its own there if there is none yet.
    pub async fn load(&self, app: &App) -> AppResult<()> {
        match state::get(app, KEY).await? {
            Some(text) => {
                let millis = text
                    .parse::<i64>()
                    .map_err(|error| AppError::Corrupt(format!("demo clock {text:?}: {error}")))?;
                self.millis.store(millis, Ordering::SeqCst);
                Ok(())
            }
            None => state::set(app, KEY, &self.millis.load(Ordering::SeqCst).to_string()).await,
        }
    }

    /// Moves the clock forward, for every process. It never goes back: what has fired has fired.
    pub async fn set(&self, app: &App, to: DateTime<Utc>) -> AppResult<()> {
        self.load(app).await?;
        if to < self.now() {
            return Err(AppError::invalid("to", "before_now"));
        }
        let last = app.calendar().await?.days().last().map(|day| day.date);
        if last.is_some_and(|last| to.date_naive() >= last) {
            return Err(AppError::invalid("to", "out_of_range"));
        }
        state::set(app, KEY, &to.timestamp_millis().to_string()).await?;
        self.millis.store(to.timestamp_millis(), Ordering::SeqCst);
        app.changed();
        Ok(())
    }
}

impl Clock for DemoClock {
    fn now(&self) -> DateTime<Utc> {
        instant(self.millis.load(Ordering::SeqCst))
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

/// Every account in use, region by region in the order they were made.
pub async fn accounts(app: &App) -> AppResult<Vec<DemoAccount>> {
    let directory = app.directory().await?;
    let rows = user::entity::Entity::find()
        .filter(user::entity::Column::Active.eq(true))
        .order_by_asc(user::entity::Column::RegionId)
        .order_by_asc(user::entity::Column::Position)
        .all(app.store().read())
        .await?;
    let mut accounts = Vec::with_capacity(rows.len());
    for row in rows {
        let unit = row.department_id.and_then(|id| directory.department(id));
        accounts.push(DemoAccount {
            username: row.username,
            password: PASSWORD,
            role: word(&row.role)?,
            name: row.name,
            post: row.post,
            unit: unit.map(|unit| unit.name.clone()),
            region: directory.region(RegionId(row.region_id))?.name.clone(),
        });
    }
    Ok(accounts)
}

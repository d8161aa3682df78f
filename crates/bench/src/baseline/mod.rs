//! The same work by hand: axum and sqlx, one SQL text per step, nothing that could be left out. This
//! folder is compiled twice, once over each engine; `super` says what differs.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Result;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use duban_core::calendar::Calendar;
use tokio::net::TcpListener;
use uuid::Uuid;

use super::{DUE, Db, HEAD, Pools, Row, begin, open};
use crate::county::County;

mod chain;
mod county;
mod create;
mod fill;
mod fingerprint;
mod insert;
mod list;
mod sweep;
mod write;

pub(crate) use county::read as read_county;
pub(crate) use fill::fill;
pub(crate) use fingerprint::of as fingerprint;
pub(crate) use sweep::sweep;

/// What the handlers reach.
struct Baseline {
    pools: Pools,
    county: County,
    names: HashMap<Uuid, String>,
    calendar: Calendar,
    now: DateTime<Utc>,
    today: NaiveDate,
    audit_key: &'static [u8],
}

type Shared = axum::extract::State<Arc<Baseline>>;

impl Baseline {
    async fn open(url: &str, now: DateTime<Utc>) -> Result<Self> {
        let pools = open(url).await?;
        let county = county::read(url).await?;
        let units = county.units.iter().map(|unit| &unit.unit);
        let names = units
            .chain(&county.leaders)
            .map(|named| (named.id, named.name.clone()))
            .collect();
        Ok(Self {
            pools,
            names,
            county,
            calendar: Calendar::shipped(),
            now,
            today: crate::today(now),
            audit_key: crate::AUDIT_KEY,
        })
    }
}

/// Serves list and creation until the process ends.
pub(crate) async fn serve(listener: TcpListener, url: &str, now: DateTime<Utc>) -> Result<()> {
    let baseline = Arc::new(Baseline::open(url, now).await?);
    let router = Router::new()
        .route("/api/v1/matters", get(list::list).post(create::create))
        .with_state(baseline);
    Ok(axum::serve(listener, router).await?)
}

/// Anything that goes wrong.
struct Failure(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::INTERNAL_SERVER_ERROR, format!("{:?}", self.0)).into_response()
    }
}

//! SQLite: one writer and several readers, with the same settings as the product's.

use std::str::FromStr;
use std::time::Duration;

use anyhow::Result;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{Pool, Sqlite, Transaction};

use crate::CONNECTIONS;

#[path = "../baseline/mod.rs"]
pub(super) mod baseline;

type Db = Sqlite;
type Row = SqliteRow;

const HEAD: &str = "SELECT seq, mac FROM chain_head WHERE region_id = $1";
const DUE: &str = "SELECT id, number, title, lead_department_id, status, stage, outcome, due_on, city_due_on, stopped_on, \
    handed_over_at, created_at, due_set_at, signed_at, next_report_due_on, claimed_at, extension_requested_at, \
    escalation_proposed_at, escalation_submitted_at, closed_at \
    FROM matter WHERE next_alert_at <= $1 ORDER BY next_alert_at, id LIMIT $2";

struct Pools {
    read: Pool<Sqlite>,
    write: Pool<Sqlite>,
}

impl Pools {
    async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

async fn open(url: &str) -> Result<Pools> {
    let options = SqliteConnectOptions::from_str(url)?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(30))
        .pragma("cache_size", "-32000")
        .pragma("temp_store", "memory")
        .statement_cache_capacity(256);
    let pool = |connections| {
        SqlitePoolOptions::new()
            .test_before_acquire(false)
            .max_connections(connections)
            .min_connections(1)
    };
    let write = pool(1).connect_with(options.clone()).await?;
    let read = pool(CONNECTIONS).connect_with(options.read_only(true)).await?;
    Ok(Pools { read, write })
}

async fn begin(pool: &Pool<Sqlite>) -> Result<Transaction<'static, Sqlite>> {
    Ok(pool.begin_with("BEGIN IMMEDIATE").await?)
}

pub(super) async fn version(url: &str) -> Result<String> {
    let pools = open(url).await?;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&pools.read)
        .await?;
    pools.close().await;
    Ok(format!("SQLite {version}"))
}

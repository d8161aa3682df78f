//! PostgreSQL: one pool for reads and writes, as large as each of the product's two.

use std::str::FromStr;

use anyhow::Result;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Pool, Postgres, Transaction};

use crate::CONNECTIONS;

#[path = "../baseline/mod.rs"]
pub(super) mod baseline;

type Db = Postgres;
type Row = PgRow;

const HEAD: &str = "SELECT seq, mac FROM chain_head WHERE region_id = $1 FOR UPDATE";
const DUE: &str = "SELECT id, number, title, lead_department_id, status, stage, outcome, due_on, city_due_on, stopped_on, \
    handed_over_at, created_at, due_set_at, signed_at, next_report_due_on, claimed_at, extension_requested_at, \
    escalation_proposed_at, escalation_submitted_at, closed_at \
    FROM matter WHERE next_alert_at <= $1 ORDER BY next_alert_at, id LIMIT $2 FOR UPDATE SKIP LOCKED";

struct Pools {
    read: Pool<Postgres>,
    write: Pool<Postgres>,
}

impl Pools {
    async fn close(&self) {
        self.write.close().await;
    }
}

async fn open(url: &str) -> Result<Pools> {
    let pool = PgPoolOptions::new()
        .test_before_acquire(false)
        .max_connections(CONNECTIONS);
    let write = pool.connect_with(PgConnectOptions::from_str(url)?).await?;
    Ok(Pools {
        read: write.clone(),
        write,
    })
}

async fn begin(pool: &Pool<Postgres>) -> Result<Transaction<'static, Postgres>> {
    Ok(pool.begin().await?)
}

pub(super) async fn version(url: &str) -> Result<String> {
    let mut connection = PgConnection::connect(url).await?;
    let version: String = sqlx::query_scalar("SHOW server_version")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    Ok(format!("PostgreSQL {version}"))
}

pub(super) async fn analyze(url: &str) -> Result<()> {
    on_server(url, "VACUUM ANALYZE".to_owned()).await
}

pub(super) async fn on_server(url: &str, statement: String) -> Result<()> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}

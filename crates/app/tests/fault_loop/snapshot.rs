//! What stands in the database, in a form that two instants can be compared by.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::support::Fixture;

/// Tables that no command of these writes.
const LEFT_OUT: &[&str] = &["seaql_migrations", "calendar_day", "sqlite_sequence"];

/// Rows and content of every table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    rows: BTreeMap<String, i64>,
    /// The content as one text, a table after the other.
    content: String,
    /// Sums that change when a row changes and the number of rows does not.
    sums: BTreeMap<&'static str, i64>,
}

/// How much more of everything there is than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Growth {
    rows: BTreeMap<String, i64>,
    sums: BTreeMap<&'static str, i64>,
}

const SUMS: &[(&str, &str)] = &[
    (
        "matter versions",
        "SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) AS n FROM matter",
    ),
    (
        "outbox done",
        "SELECT COUNT(*) AS n FROM outbox WHERE status = 'done'",
    ),
    (
        "chain",
        "SELECT CAST(COALESCE(SUM(seq), 0) AS BIGINT) AS n FROM chain_head",
    ),
    (
        "inbox read",
        "SELECT COUNT(*) AS n FROM notification WHERE read_at IS NOT NULL",
    ),
    (
        "sessions ended",
        "SELECT COUNT(*) AS n FROM session WHERE revoked_at IS NOT NULL",
    ),
];

/// Reads a database whose tables are known.
pub(crate) struct Camera {
    selects: Vec<(String, String)>,
}

impl Camera {
    pub(crate) async fn new(f: &Fixture) -> Self {
        Self {
            selects: selects(f).await,
        }
    }

    pub(crate) async fn shoot(&self, f: &Fixture) -> Shape {
        let mut rows = BTreeMap::new();
        let mut content = String::new();
        for (table, select) in &self.selects {
            let found = query(f, select).await;
            rows.insert(table.clone(), i64::try_from(found.len()).expect("few"));
            content.push_str(&found.join("\n"));
            content.push('\n');
        }
        let mut sums = BTreeMap::new();
        for (name, select) in SUMS {
            sums.insert(*name, f.number(select).await);
        }
        Shape { rows, content, sums }
    }
}

impl Shape {
    pub(crate) fn since(&self, before: &Self) -> Growth {
        let rows = self
            .rows
            .iter()
            .map(|(table, count)| (table.clone(), count - before.rows[table]))
            .filter(|(_, more)| *more != 0);
        let sums = self
            .sums
            .iter()
            .map(|(name, sum)| (*name, sum - before.sums[name]))
            .filter(|(_, more)| *more != 0);
        Growth {
            rows: rows.collect(),
            sums: sums.collect(),
        }
    }
}

/// For every table a query that gives each of its rows as one text, in an order of its own.
async fn selects(f: &Fixture) -> Vec<(String, String)> {
    let is_sqlite = f.is_sqlite();
    let tables = if is_sqlite {
        "SELECT name AS t FROM sqlite_master WHERE type = 'table' ORDER BY name"
    } else {
        "SELECT table_name::text AS t FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    };
    let mut selects = Vec::new();
    for table in query(f, tables).await {
        if LEFT_OUT.contains(&table.as_str()) {
            continue;
        }
        let select = if is_sqlite {
            let columns = query(f, &format!("SELECT name AS t FROM pragma_table_info('{table}')")).await;
            let quoted: Vec<String> = columns
                .iter()
                .map(|column| format!("quote(\"{column}\")"))
                .collect();
            format!(
                "SELECT {} AS t FROM \"{table}\" ORDER BY 1",
                quoted.join("||','||")
            )
        } else {
            format!("SELECT x::text AS t FROM \"{table}\" x ORDER BY 1")
        };
        selects.push((table, select));
    }
    selects
}

async fn query(f: &Fixture, sql: &str) -> Vec<String> {
    let db = f.store.for_migrations();
    let backend = if f.is_sqlite() {
        DatabaseBackend::Sqlite
    } else {
        DatabaseBackend::Postgres
    };
    let rows = db
        .query_all_raw(Statement::from_string(backend, sql.to_owned()))
        .await
        .expect(sql);
    rows.iter()
        .map(|row| row.try_get("", "t").expect("a text"))
        .collect()
}

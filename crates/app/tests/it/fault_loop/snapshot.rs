//! What stands in the database, in a form that two instants can be compared by.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, QueryResult, Statement};

use crate::support::Fixture;

/// Tables that no command of these writes.
const LEFT_OUT: &[&str] = &["seaql_migrations", "calendar_day", "sqlite_sequence"];

/// Rows and content of every table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DatabaseSnapshot {
    rows: BTreeMap<String, i64>,
    /// The content of each table as one text.
    content: BTreeMap<String, String>,
    /// Sums that change when a row changes and the number of rows does not.
    sums: BTreeMap<String, i64>,
}

/// How much more of everything there is than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SnapshotDiff {
    rows: BTreeMap<String, i64>,
    sums: BTreeMap<String, i64>,
}

const SUMS: &[(&str, &str)] = &[
    (
        "matter versions",
        "SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM matter",
    ),
    ("outbox done", "SELECT COUNT(*) FROM outbox WHERE status = 'done'"),
    (
        "chain",
        "SELECT CAST(COALESCE(SUM(seq), 0) AS BIGINT) FROM chain_head",
    ),
    (
        "inbox read",
        "SELECT COUNT(*) FROM notification WHERE read_at IS NOT NULL",
    ),
    (
        "sessions ended",
        "SELECT COUNT(*) FROM session WHERE revoked_at IS NOT NULL",
    ),
];

/// Reads a database whose tables are known.
pub(crate) struct SnapshotReader {
    /// One statement: a row for each table, with its name, its number of rows and its content.
    content: String,
    /// One statement: a row for each sum.
    sums: String,
}

impl SnapshotReader {
    pub(crate) async fn new(f: &Fixture) -> Self {
        let sums = SUMS
            .iter()
            .map(|(name, select)| format!("SELECT '{name}' AS name, ({select}) AS n"));
        Self {
            content: contents(f).await.join(" UNION ALL "),
            sums: sums.collect::<Vec<_>>().join(" UNION ALL "),
        }
    }

    pub(crate) async fn read(&self, f: &Fixture) -> DatabaseSnapshot {
        let mut rows = BTreeMap::new();
        let mut content = BTreeMap::new();
        for row in query(f, &self.content).await {
            let table: String = row.try_get("", "name").expect("a name");
            rows.insert(table.clone(), row.try_get("", "n").expect("a number"));
            content.insert(table, row.try_get("", "content").expect("a text"));
        }
        let mut sums = BTreeMap::new();
        for row in query(f, &self.sums).await {
            sums.insert(
                row.try_get("", "name").expect("a name"),
                row.try_get("", "n").expect("a number"),
            );
        }
        DatabaseSnapshot { rows, content, sums }
    }
}

impl DatabaseSnapshot {
    pub(crate) fn since(&self, before: &Self) -> SnapshotDiff {
        let rows = self
            .rows
            .iter()
            .map(|(table, count)| (table.clone(), count - before.rows[table]))
            .filter(|(_, more)| *more != 0);
        let sums = self
            .sums
            .iter()
            .map(|(name, sum)| (name.clone(), sum - before.sums[name]))
            .filter(|(_, more)| *more != 0);
        SnapshotDiff {
            rows: rows.collect(),
            sums: sums.collect(),
        }
    }
}

/// For every table a query that gives its name, its number of rows and all of them as one text, in an order of its own.
async fn contents(f: &Fixture) -> Vec<String> {
    let tables = if f.is_sqlite() {
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    } else {
        "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    };
    let mut contents = Vec::new();
    for table in names(f, tables).await {
        if LEFT_OUT.contains(&table.as_str()) {
            continue;
        }
        contents.push(if f.is_sqlite() {
            let columns = names(f, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
            let quoted: Vec<String> = columns
                .iter()
                .map(|column| format!("quote(\"{column}\")"))
                .collect();
            let row = quoted.join("||','||");
            format!(
                "SELECT '{table}' AS name, COUNT(*) AS n, COALESCE(group_concat(t, char(10)), '') AS content \
                 FROM (SELECT {row} AS t FROM \"{table}\" ORDER BY 1)"
            )
        } else {
            format!(
                "SELECT '{table}' AS name, COUNT(*) AS n, \
                 COALESCE(string_agg(x::text, E'\\n' ORDER BY x::text), '') AS content FROM \"{table}\" x"
            )
        });
    }
    contents
}

async fn names(f: &Fixture, sql: &str) -> Vec<String> {
    let rows = query(f, sql).await;
    rows.iter()
        .map(|row| row.try_get("", "name").expect("a name"))
        .collect()
}

async fn query(f: &Fixture, sql: &str) -> Vec<QueryResult> {
    let db = f.store.for_migrations();
    db.query_all_raw(Statement::from_string(db.get_database_backend(), sql.to_owned()))
        .await
        .expect(sql)
}

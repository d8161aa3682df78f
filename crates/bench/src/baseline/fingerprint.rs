//! What a sweep left behind, without what differs by chance, so that two sweeps can be compared.

use anyhow::Result;
use sqlx::Row as _;
use uuid::Uuid;

use super::open;
use crate::Fingerprint;

const STEPS: &str = "SELECT matter_id, rule, step, cycle, recipient_id, recipient_role, outcome, slip_number, slip_color \
    FROM alert ORDER BY matter_id, rule, step, recipient_id";
/// Rows and characters, table by table.
const SIZES: [&str; 5] = [
    "SELECT COUNT(*), CAST(SUM(LENGTH(why)) AS BIGINT) FROM alert",
    "SELECT COUNT(*), CAST(SUM(LENGTH(text)) AS BIGINT) FROM urge_slip",
    "SELECT COUNT(*), CAST(SUM(LENGTH(payload)) AS BIGINT) FROM outbox WHERE channel = 'in_app'",
    "SELECT COUNT(*), CAST(SUM(LENGTH(note) + LENGTH(after_json)) AS BIGINT) FROM event WHERE action = 'alert'",
    "SELECT COUNT(*), CAST(SUM(next_alert_at / 1000) AS BIGINT) FROM matter WHERE next_alert_at IS NOT NULL",
];

pub(crate) async fn of(url: &str) -> Result<Fingerprint> {
    let pools = open(url).await?;
    let mut steps = Vec::new();
    for row in sqlx::query(STEPS).fetch_all(&pools.read).await? {
        let (matter, recipient): (Uuid, Uuid) = (row.try_get(0)?, row.try_get(4)?);
        let (rule, step, cycle): (String, i32, String) = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        let (role, outcome): (String, String) = (row.try_get(5)?, row.try_get(6)?);
        let slip: (Option<String>, Option<String>) = (row.try_get(7)?, row.try_get(8)?);
        steps.push(format!(
            "{matter} {rule} {step} {cycle} {recipient} {role} {outcome} {slip:?}"
        ));
    }
    let mut sizes = Vec::new();
    for select in SIZES {
        let row = sqlx::query(select).fetch_one(&pools.read).await?;
        sizes.push((row.try_get(0)?, row.try_get::<Option<i64>, _>(1)?.unwrap_or(0)));
    }
    pools.close().await;
    Ok(Fingerprint { steps, sizes })
}

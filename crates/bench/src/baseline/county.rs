//! Who there is, read once when the program starts.

use std::collections::HashMap;

use anyhow::{Context, Result};
use sqlx::Row as _;
use uuid::Uuid;

use super::{Row, open};
use crate::county::{CODE, County, Named, SUPERVISOR, Unit};

/// The county with its people.
pub(crate) async fn read(url: &str) -> Result<County> {
    let pools = open(url).await?;
    let region = sqlx::query("SELECT id, city_id FROM region WHERE code = $1").bind(CODE);
    let region = region.fetch_one(&pools.read).await?;
    let (region, city): (Uuid, Uuid) = (region.try_get(0)?, region.try_get(1)?);
    let people = sqlx::query(
        "SELECT id, name, username, role, department_id FROM user_account WHERE region_id = $1 ORDER BY position",
    );
    let people = people.bind(region).fetch_all(&pools.read).await?;
    let mut by_name: HashMap<String, Uuid> = HashMap::new();
    let mut by_unit: HashMap<(Uuid, String), Uuid> = HashMap::new();
    let mut leaders = Vec::new();
    for row in &people {
        let (id, role): (Uuid, String) = (row.try_get(0)?, row.try_get(3)?);
        by_name.insert(row.try_get(2)?, id);
        if let Some(unit) = row.try_get(4)? {
            by_unit.insert((unit, role), id);
        } else if role == "leader" {
            leaders.push(Named {
                id,
                name: row.try_get(1)?,
            });
        }
    }
    let units = sqlx::query("SELECT id, name FROM department WHERE region_id = $1 ORDER BY position");
    let units = units.bind(region).fetch_all(&pools.read).await?;
    let unit = |row: &Row| -> Result<Unit> {
        let id: Uuid = row.try_get(0)?;
        let person = |role: &str| {
            by_unit
                .get(&(id, role.to_owned()))
                .copied()
                .context("a unit without people")
        };
        Ok(Unit {
            handler: person("handler")?,
            head: person("department_head")?,
            unit: Named {
                id,
                name: row.try_get(1)?,
            },
        })
    };
    let units = units.iter().map(unit).collect::<Result<_>>()?;
    let named = |name: &str| by_name.get(name).copied().context("an account is missing");
    let county = County {
        region,
        city,
        supervisor: named(SUPERVISOR)?,
        leaders,
        units,
    };
    pools.close().await;
    Ok(county)
}

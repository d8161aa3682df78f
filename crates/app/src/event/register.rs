//! The register of regions: which regions there are, sealed with the key, so that none can disappear together with
//! everything of it. A small fact of the installation: `id,id,…;seal`.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::authenticate;
use crate::error::AppResult;
use crate::store::Tx;
use crate::{App, key_value, region};

const KEY: &str = "chain.regions";

/// The register as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Register {
    /// There is none.
    Absent,
    /// It holds.
    Sealed(BTreeSet<Uuid>),
    /// It says something else than what was sealed.
    Altered,
}

impl Register {
    /// Whether it names the region; one that was altered might.
    pub(crate) fn names(&self, region: Uuid) -> bool {
        match self {
            Self::Absent => false,
            Self::Sealed(regions) => regions.contains(&region),
            Self::Altered => true,
        }
    }
}

/// Reads it.
pub(crate) async fn read(db: &impl ConnectionTrait, key: &[u8]) -> AppResult<Register> {
    let row = key_value::entity::Entity::find_by_id(KEY).one(db).await?;
    Ok(row.map_or(Register::Absent, |row| parse(&row.value, key)))
}

/// Adds a region that has just been made. Without a register that holds only the first region begins one.
pub(crate) async fn add(tx: &Tx, app: &App, region: Uuid) -> AppResult<()> {
    let mut regions = match locked(tx, app).await? {
        Register::Sealed(regions) => regions,
        Register::Absent if present(tx).await?.iter().all(|id| *id == region) => BTreeSet::new(),
        Register::Absent | Register::Altered => return Ok(()),
    };
    regions.insert(region);
    write(tx, app, &regions).await
}

/// Begins it where no head was ever sealed, and adds what a process of the release before has made.
pub(crate) async fn complete(tx: &Tx, app: &App, were_sealed: bool) -> AppResult<()> {
    let mut regions = match locked(tx, app).await? {
        Register::Sealed(regions) => regions,
        Register::Absent if !were_sealed => BTreeSet::new(),
        Register::Absent | Register::Altered => return Ok(()),
    };
    regions.extend(present(tx).await?);
    write(tx, app, &regions).await
}

async fn locked(tx: &Tx, app: &App) -> AppResult<Register> {
    let row = key_value::entity::Entity::find_by_id(KEY)
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(row.map_or(Register::Absent, |row| parse(&row.value, app.audit_key())))
}

async fn present(tx: &Tx) -> AppResult<BTreeSet<Uuid>> {
    let ids = region::entity::Entity::find()
        .select_only()
        .column(region::entity::Column::Id)
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    Ok(ids.into_iter().collect())
}

async fn write(tx: &Tx, app: &App, regions: &BTreeSet<Uuid>) -> AppResult<()> {
    let list = list(regions);
    let seal = seal(app.audit_key(), &list);
    key_value::set_in(tx, app, KEY, &format!("{list};{seal}")).await
}

fn parse(text: &str, key: &[u8]) -> Register {
    let parts = text
        .split_once(';')
        .filter(|(list, found)| *found == seal(key, list));
    // Before the first region there is an empty list.
    let ids = parts.map(|(list, _)| list.split(',').filter(|id| !id.is_empty()));
    let ids = ids.map(|ids| ids.map(Uuid::parse_str).collect::<Result<_, _>>());
    match ids {
        Some(Ok(regions)) => Register::Sealed(regions),
        _ => Register::Altered,
    }
}

fn list(regions: &BTreeSet<Uuid>) -> String {
    let ids: Vec<_> = regions.iter().map(Uuid::to_string).collect();
    ids.join(",")
}

fn seal(key: &[u8], list: &str) -> String {
    authenticate(key, "regions", &[list.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sealed_register_is_accepted() {
        let key = [7; 32];
        let two = BTreeSet::from([Uuid::from_u128(1), Uuid::from_u128(2)]);
        for regions in [BTreeSet::new(), two] {
            let list = list(&regions);
            let seal = seal(&key, &list);
            assert_eq!(parse(&format!("{list};{seal}"), &key), Register::Sealed(regions));
            assert_eq!(parse(&format!("{list}x;{seal}"), &key), Register::Altered);
            assert_eq!(parse(&format!("{list};{seal}"), &[8; 32]), Register::Altered);
        }
    }
}

//! Whether every region that there ever was is still there.

use std::collections::BTreeSet;
use std::fmt;

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::error::AppResult;
use crate::event::register::{self, Register};
use crate::event::{entity, head};
use crate::{App, region};

/// What is wrong with the regions as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionFault {
    /// The register of regions says something else than what was sealed.
    RegisterAltered,
    /// The register of regions is gone although heads were sealed.
    RegisterGone,
    /// A registered region is not there any more.
    Gone(Uuid),
    /// There are events or a head of a region that is neither there nor registered.
    Orphan(Uuid),
}

impl fmt::Display for RegionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RegisterAltered => {
                f.write_str("the register of regions says something else than what was sealed")
            }
            Self::RegisterGone => f.write_str("the register of regions is gone"),
            Self::Gone(region) => write!(f, "region {region} is gone"),
            Self::Orphan(region) => write!(f, "there are events of region {region}, which there is not"),
        }
    }
}

/// Compares the regions with the register and with what there is of events and heads.
pub async fn regions(app: &App) -> AppResult<Vec<RegionFault>> {
    let db = app.store().read();
    let register = register::read(db, app.audit_key()).await?;
    let present: BTreeSet<Uuid> = region::entity::Entity::find()
        .select_only()
        .column(region::entity::Column::Id)
        .into_tuple::<Uuid>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let mut faults = Vec::new();
    match &register {
        Register::Sealed(registered) => {
            faults.extend(registered.difference(&present).copied().map(RegionFault::Gone));
        }
        Register::Altered => faults.push(RegionFault::RegisterAltered),
        Register::Absent => {
            let sealed = head::Entity::find()
                .filter(head::Column::Seal.is_not_null())
                .one(db);
            if sealed.await?.is_some() {
                faults.push(RegionFault::RegisterGone);
            }
        }
    }
    for orphan in orphans(app).await? {
        let told = faults.contains(&RegionFault::Gone(orphan));
        if !told {
            faults.push(RegionFault::Orphan(orphan));
        }
    }
    Ok(faults)
}

async fn orphans(app: &App) -> AppResult<BTreeSet<Uuid>> {
    let db = app.store().read();
    let known = Query::select()
        .column(region::entity::Column::Id)
        .from(region::entity::Entity)
        .to_owned();
    let of_events = entity::Entity::find()
        .select_only()
        .column(entity::Column::RegionId)
        .distinct()
        .filter(entity::Column::RegionId.not_in_subquery(known.clone()))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    let of_heads = head::Entity::find()
        .select_only()
        .column(head::Column::RegionId)
        .filter(head::Column::RegionId.not_in_subquery(known))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    Ok(of_events.into_iter().chain(of_heads).collect())
}

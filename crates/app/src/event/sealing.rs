//! Sealing the heads of an older database.

use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

use super::head;
use super::register::{self, Register};
use super::seal::{holds, sealed};
use crate::App;
use crate::error::AppResult;
use crate::region;
use crate::unit_of_work::{Unrecorded, Work};

/// Seals every head from before there were seals, and registers every region; at a start. All or nothing: from then
/// on a head without a seal is not whole.
pub async fn complete(app: &App) -> AppResult<()> {
    if is_complete(app).await? {
        return Ok(());
    }
    let key = app.audit_key();
    let work = Work::begin(app).await?;
    let heads = head::Entity::find()
        .order_by_asc(head::Column::RegionId)
        .lock_exclusive()
        .all(work.tx())
        .await?;
    let were_sealed = heads.iter().any(|head| head.seal.is_some());
    for head in heads {
        if head.sealed_seq != Some(head.seq) && holds(work.tx(), key, &head).await? {
            let update = sealed(key, head.region_id, head.seq, head.mac);
            head::Entity::update(update).exec(work.tx()).await?;
        }
    }
    register::complete(work.tx(), app, were_sealed).await?;
    work.commit_unrecorded(Unrecorded::Installation).await?;
    Ok(())
}

async fn is_complete(app: &App) -> AppResult<bool> {
    let db = app.store().read();
    let Register::Sealed(registered) = register::read(db, app.audit_key()).await? else {
        return Ok(false);
    };
    let heads = head::Entity::find().all(db).await?;
    let regions = region::entity::Entity::find().all(db).await?;
    Ok(regions.iter().all(|region| registered.contains(&region.id))
        && heads.iter().all(|head| head.sealed_seq == Some(head.seq)))
}

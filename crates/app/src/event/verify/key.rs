//! Whether a key is the one that the chains were sealed with; asked before anything is written.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::unreadable;
use crate::error::AppResult;
use crate::event::{entity, sign};
use crate::store::Store;
use crate::{App, region};

/// Newest links that a key is held against.
const SAMPLE: u64 = 16;

/// Whether a key is the one that a chain was sealed with, as far as its newest links tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyMatch {
    /// At least one of them; a link that does not fit was altered.
    Match,
    /// None of them: this is another key.
    Mismatch,
    /// There is no link, although a region is made together with its first one: the chain was emptied.
    Empty,
}

/// Whether there is a region or any chain holds a link; asked before there is a key.
pub async fn begun(store: &Store) -> AppResult<bool> {
    let region = region::entity::Entity::find()
        .select_only()
        .column(region::entity::Column::Id)
        .limit(1)
        .into_tuple::<Uuid>()
        .one(store.read())
        .await?;
    if region.is_some() {
        return Ok(true);
    }
    let any = entity::Entity::find()
        .select_only()
        .column(entity::Column::Seq)
        .limit(1)
        .into_tuple::<i64>()
        .one(store.read())
        .await?;
    Ok(any.is_some())
}

/// Holds the key against the newest links of every chain, by the region's name. Its cost does not grow
/// with the chain. That the chain is whole is another question, see [`super::all`].
pub async fn match_keys(app: &App) -> AppResult<Vec<(String, KeyMatch)>> {
    let mut matches = Vec::new();
    // Nothing but what every schema has: it is asked before an older one is brought up to date.
    let regions = region::entity::Entity::find()
        .select_only()
        .columns([region::entity::Column::Id, region::entity::Column::Name])
        .into_tuple::<(Uuid, String)>()
        .all(app.store().read())
        .await?;
    for (id, name) in regions {
        let newest = newest(app, id).await?;
        if newest.is_empty() {
            matches.push((name, KeyMatch::Empty));
            continue;
        }
        let pairs = newest.iter().zip(newest.iter().skip(1).map(Some).chain([None]));
        let matches_any = pairs
            .filter_map(|(link, before)| match (link, before) {
                (Some(link), Some(Some(before))) => Some((link, before.mac.as_str())),
                // The last of the sample has nothing before it only where the chain begins.
                (Some(link), None) => (link.seq == 1).then_some((link, "")),
                _ => None,
            })
            .any(|(link, before)| sign(app.audit_key(), before, link) == link.mac);
        matches.push((
            name,
            if matches_any {
                KeyMatch::Match
            } else {
                KeyMatch::Mismatch
            },
        ));
    }
    Ok(matches)
}

/// The newest links, the newest first; nothing in the place of one that was altered into what no link can say. They
/// are read one by one, so that such a one keeps nobody from starting, and from being told by the check.
async fn newest(app: &App, region: Uuid) -> AppResult<Vec<Option<entity::Model>>> {
    let mut newest = Vec::new();
    for place in 0..SAMPLE {
        let link = entity::Entity::find()
            .filter(entity::Column::RegionId.eq(region))
            .order_by_desc(entity::Column::Seq)
            .offset(place)
            .limit(1)
            .one(app.store().read())
            .await;
        match link {
            Ok(None) => break,
            Ok(found) => newest.push(found),
            Err(error) if unreadable(&error) => newest.push(None),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(newest)
}

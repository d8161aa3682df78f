//! The seal of a chain's head: `HMAC-SHA256(key, region ‖ number ‖ mac)` of its newest link. Links prove what was
//! written; the seal proves how many there were, so that a chain cannot be cut or emptied together with its head.
//!
//! A head from before there were seals is sealed by the first process that holds the key, once its newest link fits. One
//! whose seal does not hold stays as it is: nothing that is appended later makes it whole again.

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::register;
use super::{authenticate, entity, head, sign};
use crate::error::AppResult;

/// The seal of a head at this number, whose link has this mac.
pub(crate) fn of(key: &[u8], region: Uuid, seq: i64, mac: &str) -> String {
    let fields = [region.to_string(), seq.to_string(), mac.to_owned()];
    authenticate(key, "chain head", &fields)
}

/// The head with a seal that covers it.
pub(crate) fn sealed(key: &[u8], region: Uuid, seq: i64, mac: String) -> head::ActiveModel {
    head::ActiveModel {
        region_id: Set(region),
        seq: Set(seq),
        sealed_seq: Set(Some(seq)),
        seal: Set(Some(of(key, region, seq, &mac))),
        mac: Set(mac),
        ..Default::default()
    }
}

/// Whether a locked head is the one that was left, so that it may be sealed anew.
pub(crate) async fn holds(tx: &impl ConnectionTrait, key: &[u8], head: &head::Model) -> AppResult<bool> {
    let region = head.region_id;
    let known = match (head.sealed_seq, &head.seal) {
        (Some(seq), Some(seal)) if seq == head.seq => return Ok(*seal == of(key, region, seq, &head.mac)),
        // A process of the release before went on without sealing.
        (Some(seq), Some(seal)) if seq < head.seq => {
            let link = link(tx, region, seq).await?;
            link.is_some_and(|link| *seal == of(key, region, seq, &link.mac))
        }
        // Whoever is registered was sealed.
        (None, None) => !register::read(tx, key).await?.names(region),
        _ => false,
    };
    Ok(known && newest_fits(tx, key, head).await?)
}

/// Whether the newest link is the one that the head names, and follows the one before.
async fn newest_fits(tx: &impl ConnectionTrait, key: &[u8], head: &head::Model) -> AppResult<bool> {
    let Some(newest) = link(tx, head.region_id, head.seq).await? else {
        return Ok(false);
    };
    let before = match head.seq {
        1 => Some(String::new()),
        seq => link(tx, head.region_id, seq - 1).await?.map(|link| link.mac),
    };
    Ok(newest.mac == head.mac && before.is_some_and(|before| sign(key, &before, &newest) == head.mac))
}

/// A link; none where it is gone or says what no link can say.
async fn link(tx: &impl ConnectionTrait, region: Uuid, seq: i64) -> AppResult<Option<entity::Model>> {
    match entity::Entity::find_by_id((region, seq)).one(tx).await {
        Err(error) if super::verify::unreadable(&error) => Ok(None),
        found => Ok(found?),
    }
}

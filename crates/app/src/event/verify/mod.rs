//! Checking the chain: every link's seal, every number, that the chain is as long as its head says, and the head's seal.

use duban_core::id::RegionId;
use duban_core::policy::{self, Permission};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, RuntimeErr};

use super::{entity, head, register, seal, sign};
use crate::error::{AppError, AppResult};
use crate::{App, Ctx, region};

mod key;
mod regions;
mod view;

pub use key::{KeyMatch, begun, match_keys};
pub use regions::{RegionFault, regions};
pub use view::{FirstBad, Head, Reason, Verdict};

/// Links read at once.
const BATCH: u64 = 1_000;

/// Checks the chain of the caller's region; for the auditor.
pub async fn own(app: &App, ctx: &Ctx) -> AppResult<Verdict> {
    if !policy::has_permission(&ctx.actor, Permission::VerifyAudit) {
        return Err(AppError::Forbidden);
    }
    region(app, ctx.actor.region).await
}

/// Checks the chain of every region and names each, in the order they were made.
pub async fn all(app: &App) -> AppResult<Vec<(String, Verdict)>> {
    let regions = region::entity::Entity::find()
        .order_by_asc(region::entity::Column::CreatedAt)
        .order_by_asc(region::entity::Column::Id)
        .all(app.store().read())
        .await?;
    let mut verdicts = Vec::with_capacity(regions.len());
    for found in regions {
        verdicts.push((found.name, region(app, found.id.into()).await?));
    }
    Ok(verdicts)
}

/// Checks the chain of one region up to the head as it is now; what is appended meanwhile is left
/// for the next time. Memory stays the same however long the chain is.
pub async fn region(app: &App, region: RegionId) -> AppResult<Verdict> {
    // Before the head: whoever is registered was sealed before.
    let registered = register::read(app.store().read(), app.audit_key())
        .await?
        .names(region.0);
    let row = stored_head(app, region).await?;
    let stored = row.as_ref().map(|row| Head {
        seq: row.seq,
        mac: row.mac.clone(),
    });
    // Without a head the links are checked as far as there are any.
    let end = match &stored {
        Some(head) => head.seq,
        None => newest(app, region).await?,
    };
    let head = stored.unwrap_or_else(Head::none);
    let sealed_seq = row.as_ref().and_then(|row| row.sealed_seq);
    let mut walk = Walk {
        seq: 0,
        mac: String::new(),
        sealed_seq,
        sealed_mac: None,
    };
    let mut batch = BATCH;
    loop {
        let links = match links(app, region, walk.seq, end, batch).await {
            Ok(links) => links,
            Err(error) if !unreadable(&error) => return Err(error.into()),
            Err(_) if batch == 1 => return Ok(walk.broken(walk.seq + 1, Reason::Altered, head)),
            Err(_) => {
                // One of them says what no link can say; read alone it shows which.
                batch = 1;
                continue;
            }
        };
        if links.is_empty() {
            break;
        }
        for link in links {
            if let Err(reason) = walk.step(app.audit_key(), &link) {
                return Ok(walk.broken(walk.seq + 1, reason, head));
            }
        }
    }
    // A region is made together with its first event.
    if walk.seq < std::cmp::max(end, 1) {
        return Ok(walk.broken(walk.seq + 1, Reason::CutOff, head));
    }
    if walk.mac != head.mac || end != head.seq {
        return Ok(walk.broken(end, Reason::HeadAltered, head));
    }
    if let Some(seq) = first_before_or_past_head(app, region).await? {
        let reason = if seq < 1 {
            Reason::Altered
        } else {
            Reason::PastHead
        };
        return Ok(walk.broken(seq, reason, head));
    }
    let seal = row.and_then(|row| row.seal);
    if !walk.is_sealed(app.audit_key(), region, seal.as_deref(), registered) {
        return Ok(walk.broken(end, Reason::HeadAltered, head));
    }
    Ok(Verdict {
        whole: true,
        checked: walk.checked(),
        first_bad: None,
        head,
    })
}

/// The newest link of a region's chain.
pub async fn head(app: &App, region: RegionId) -> AppResult<Head> {
    let row = stored_head(app, region).await?.ok_or(AppError::NotFound)?;
    Ok(Head {
        seq: row.seq,
        mac: row.mac,
    })
}

/// Whether the chain still holds a link that was written down elsewhere. A tail that was cut off
/// together with its head shows here and nowhere else.
pub async fn holds(app: &App, region: RegionId, known: &Head) -> AppResult<bool> {
    if known.seq == 0 {
        return Ok(true);
    }
    let link = entity::Entity::find_by_id((region.0, known.seq))
        .one(app.store().read())
        .await?;
    Ok(link.is_some_and(|link| link.mac == known.mac))
}

struct Walk {
    seq: i64,
    mac: String,
    /// The number that the head's seal covers, and the mac of that link once it was passed.
    sealed_seq: Option<i64>,
    sealed_mac: Option<String>,
}

impl Walk {
    fn step(&mut self, key: &[u8], link: &entity::Model) -> Result<(), Reason> {
        if link.seq != self.seq + 1 {
            return Err(Reason::Missing);
        }
        if sign(key, &self.mac, link) != link.mac {
            return Err(Reason::Altered);
        }
        self.seq = link.seq;
        self.mac.clone_from(&link.mac);
        if self.sealed_seq == Some(self.seq) {
            self.sealed_mac = Some(link.mac.clone());
        }
        Ok(())
    }

    /// Whether the head's seal covers a link of the chain; only a region that is not registered may go without.
    fn is_sealed(&self, key: &[u8], region: RegionId, found: Option<&str>, registered: bool) -> bool {
        match (self.sealed_seq, &self.sealed_mac, found) {
            (None, _, None) => !registered,
            (Some(seq), Some(mac), Some(found)) => found == seal::of(key, region.0, seq, mac),
            _ => false,
        }
    }

    fn checked(&self) -> u64 {
        u64::try_from(self.seq).unwrap_or_default()
    }

    fn broken(&self, seq: i64, reason: Reason, head: Head) -> Verdict {
        Verdict {
            whole: false,
            checked: self.checked(),
            first_bad: Some(FirstBad { seq, reason }),
            head,
        }
    }
}

/// The head as it stands in the database; none when it is gone or says what no head can say.
async fn stored_head(app: &App, region: RegionId) -> AppResult<Option<head::Model>> {
    let found = head::Entity::find_by_id(region.0).one(app.store().read()).await;
    match found {
        Ok(row) => Ok(row),
        Err(error) if unreadable(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Number of the region's last link, whatever the head says; 0 when there is none.
async fn newest(app: &App, region: RegionId) -> AppResult<i64> {
    let newest = entity::Entity::find()
        .select_only()
        .column(entity::Column::Seq)
        .filter(entity::Column::RegionId.eq(region.0))
        .order_by_desc(entity::Column::Seq)
        .into_tuple::<i64>()
        .one(app.store().read())
        .await?;
    Ok(newest.unwrap_or_default())
}

async fn links(
    app: &App,
    region: RegionId,
    after: i64,
    end: i64,
    limit: u64,
) -> Result<Vec<entity::Model>, DbErr> {
    entity::Entity::find()
        .filter(entity::Column::RegionId.eq(region.0))
        .filter(entity::Column::Seq.gt(after))
        .filter(entity::Column::Seq.lte(end))
        .order_by_asc(entity::Column::Seq)
        .limit(limit)
        .all(app.store().read())
        .await
}

/// Whether the database did its work and the row makes no sense: SQLite keeps a text where a number belongs.
pub(super) fn unreadable(error: &DbErr) -> bool {
    match error {
        DbErr::Type(_) => true,
        DbErr::Query(RuntimeErr::SqlxError(error)) => {
            matches!(**error, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_))
        }
        _ => false,
    }
}

/// A row outside the numbers that the head covers. Head and rows are compared in one statement, so
/// that an honest writer who appends at this moment is not suspected.
async fn first_before_or_past_head(app: &App, region: RegionId) -> AppResult<Option<i64>> {
    let newest = Query::select()
        .column(head::Column::Seq)
        .from(head::Entity)
        .and_where(head::Column::RegionId.eq(region.0))
        .to_owned();
    let past = entity::Column::Seq
        .into_expr()
        .gt(sea_orm::sea_query::SimpleExpr::SubQuery(
            None,
            Box::new(newest.into()),
        ));
    let outside = entity::Entity::find()
        .select_only()
        .column(entity::Column::Seq)
        .filter(entity::Column::RegionId.eq(region.0))
        .filter(past.or(entity::Column::Seq.lt(1)))
        .order_by_asc(entity::Column::Seq)
        .into_tuple::<i64>()
        .one(app.store().read())
        .await?;
    Ok(outside)
}

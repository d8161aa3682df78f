//! What has changed since: the live stream's source. Two kinds of change, each with numbers that rise
//! in the order in which they become visible: the links of the chains that the actor may follow, and
//! the actor's own inbox.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use duban_core::event::EventKind;
use duban_core::id::{MatterId, RegionId};
use duban_core::policy::{self, Scope};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::error::{AppError, AppResult};
use crate::event::{denial, entity as event, head, redact_escalation};
use crate::matter::entity as matter;
use crate::notification::entity as inbox;
use crate::notification::view::{NotificationView, from_row};
use crate::{App, Ctx};

/// A place in the stream, written `<event>.<notification>`, e.g. `120.7`; a city follows several
/// counties and writes their places with a dash between, e.g. `120-33.7`. Readers get it encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cursor {
    events: Vec<i64>,
    notification: i64,
}

impl Cursor {
    /// How many links of the chains lie between an earlier place and this one.
    pub fn links_since(&self, earlier: &Self) -> i64 {
        if self.events.len() != earlier.events.len() {
            return i64::MAX;
        }
        let pairs = self.events.iter().zip(&earlier.events);
        pairs.map(|(now, then)| now - then).sum()
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, seq) in self.events.iter().enumerate() {
            let dash = if at == 0 { "" } else { "-" };
            write!(f, "{dash}{seq}")?;
        }
        write!(f, ".{}", self.notification)
    }
}

impl FromStr for Cursor {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || AppError::invalid("after", "invalid_cursor");
        let number = |part: &str| match part.parse::<i64>() {
            Ok(number) if number >= 0 => Ok(number),
            _ => Err(bad()),
        };
        let (events, notification) = text.split_once('.').ok_or_else(bad)?;
        let events = if events.is_empty() {
            Vec::new()
        } else {
            events.split('-').map(number).collect::<Result<_, _>>()?
        };
        Ok(Self {
            events,
            notification: number(notification)?,
        })
    }
}

/// One change that the actor may know of.
#[derive(Debug, Clone)]
pub enum Change {
    /// Something was done to a matter.
    Matter {
        /// The place in the stream after this change.
        change_seq: Cursor,
        /// The matter.
        matter_id: MatterId,
        /// What was done.
        action: EventKind,
    },
    /// A new line in the actor's inbox.
    Notification {
        /// The place in the stream after this change.
        change_seq: Cursor,
        /// The line.
        notification: NotificationView,
    },
}

/// One page of the stream.
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// The changes, oldest first.
    pub changes: Vec<Change>,
    /// Where to go on, also when nothing on the page was for the actor.
    pub cursor: Cursor,
    /// Whether there is more at once.
    pub more: bool,
}

/// The newest position: a reader that starts here gets only later changes.
pub async fn head(app: &App, ctx: &Ctx) -> AppResult<Cursor> {
    let regions = followed(&policy::visibility(&ctx.actor));
    let chains = regions.iter().map(|region| region.0).chain([ctx.actor.region.0]);
    let heads = head::Entity::find()
        .filter(head::Column::RegionId.is_in(chains))
        .all(app.store().read())
        .await?;
    let of = |region: RegionId| heads.iter().find(|head| head.region_id == region.0);
    Ok(Cursor {
        events: regions
            .iter()
            .map(|region| of(*region).map_or(0, |head| head.seq))
            .collect(),
        notification: of(ctx.actor.region).map_or(0, |head| head.change_seq),
    })
}

/// What came after a place, at most `limit` of each kind. Matters outside the actor's scope are
/// passed over in silence.
pub async fn since(app: &App, ctx: &Ctx, after: &Cursor, limit: u64) -> AppResult<FeedPage> {
    let scope = policy::visibility(&ctx.actor);
    let regions = followed(&scope);
    let mut cursor = after.clone();
    if cursor.events.len() != regions.len() {
        // Counties came or went since the reader left: it starts at the present in all of them.
        cursor.events = head(app, ctx).await?.events;
    }
    let (mut changes, mut more) = (Vec::new(), false);
    for (at, region) in regions.iter().enumerate() {
        more |= events(app, &scope, *region, at, limit, &mut cursor, &mut changes).await?;
    }
    more |= notifications(app, ctx, limit, &mut cursor, &mut changes).await?;
    Ok(FeedPage {
        changes,
        cursor,
        more,
    })
}

/// The chains that a scope follows, in a fixed order.
fn followed(scope: &Scope) -> Vec<RegionId> {
    match scope {
        Scope::Nothing => Vec::new(),
        Scope::Region(region) | Scope::Leader { region, .. } | Scope::Department { region, .. } => {
            vec![*region]
        }
        Scope::City { counties, .. } => {
            let mut counties = counties.clone();
            counties.sort_unstable();
            counties
        }
    }
}

async fn events(
    app: &App,
    scope: &Scope,
    region: RegionId,
    at: usize,
    limit: u64,
    cursor: &mut Cursor,
    changes: &mut Vec<Change>,
) -> AppResult<bool> {
    let db = app.store().read();
    let rows: Vec<(i64, Option<Uuid>, String)> = event::Entity::find()
        .select_only()
        .columns([event::Column::Seq, event::Column::MatterId, event::Column::Action])
        .filter(event::Column::RegionId.eq(region.0))
        .filter(event::Column::Seq.gt(cursor.events[at]))
        .order_by_asc(event::Column::Seq)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let about: HashSet<Uuid> = rows.iter().filter_map(|(_, matter, _)| *matter).collect();
    let visible: HashSet<Uuid> = if about.is_empty() {
        HashSet::new()
    } else {
        let visible = matter::Entity::find(scope)
            .select_only()
            .column(matter::Column::Id)
            .filter(matter::Column::Id.is_in(about));
        visible.into_tuple::<Uuid>().all(db).await?.into_iter().collect()
    };
    let more = rows.len() as u64 == limit;
    let hidden = redact_escalation::hidden_links(db, scope, region.0, visible.iter().copied()).await?;
    for (seq, matter, action) in rows {
        let action = EventKind::from(action.as_str());
        cursor.events[at] = seq;
        let is_visible = |matter: &Uuid| {
            visible.contains(matter) && !hidden.contains(&seq) && action != EventKind::System(denial::KIND)
        };
        if let Some(matter) = matter.filter(is_visible) {
            changes.push(Change::Matter {
                change_seq: cursor.clone(),
                matter_id: matter.into(),
                action,
            });
        }
    }
    Ok(more)
}

async fn notifications(
    app: &App,
    ctx: &Ctx,
    limit: u64,
    cursor: &mut Cursor,
    changes: &mut Vec<Change>,
) -> AppResult<bool> {
    let rows = inbox::Entity::find()
        .filter(inbox::Column::UserId.eq(ctx.actor.user.0))
        .filter(inbox::Column::ChangeSeq.gt(cursor.notification))
        .order_by_asc(inbox::Column::ChangeSeq)
        .limit(limit)
        .all(app.store().read())
        .await?;
    let more = rows.len() as u64 == limit;
    for row in rows {
        cursor.notification = row.change_seq;
        changes.push(Change::Notification {
            change_seq: cursor.clone(),
            notification: from_row(row),
        });
    }
    Ok(more)
}

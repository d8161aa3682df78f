//! The chain of events: timeline and audit trail in one. Every link carries
//! `mac = HMAC-SHA256(key, previous mac ‖ canonical row)`; links are only ever appended.

use duban_core::actor::Actor;
use duban_core::alert::RuleKey;
use duban_core::event::EventData;
use duban_core::id::{MatterId, RegionId, UserId};
use duban_core::word::Role;
use hmac::{Hmac, Mac};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, QuerySelect};
use serde_json::{Map, Value};
use sha2::Sha256;

use crate::error::{AppError, AppResult};
use crate::store::Tx;

pub mod denial;
pub(crate) mod entity;
pub(crate) mod head;
pub mod print;
pub mod query;
pub(crate) mod redact_escalation;
pub(crate) mod register;
pub(crate) mod seal;
pub mod sealing;
pub mod verify;

/// Who caused an event.
#[derive(Debug, Clone)]
pub(crate) enum By {
    /// A person, by role, perhaps for another.
    Person {
        user: UserId,
        role: Role,
        on_behalf_of: Option<UserId>,
    },
    /// No person, but a rule.
    Rule(Rule),
    /// Nobody known, e.g. a failed sign-in.
    Nobody,
}

/// What acts where no person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Setting a region up.
    Setup,
    /// Whoever sits at the machine.
    Console,
    /// The ladder.
    Ladder(RuleKey),
}

impl Rule {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Console => "console",
            Self::Ladder(key) => key.as_str(),
        }
    }
}

impl From<&Actor> for By {
    fn from(actor: &Actor) -> Self {
        Self::Person {
            user: actor.user,
            role: actor.role,
            on_behalf_of: None,
        }
    }
}

impl From<Rule> for By {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule)
    }
}

/// A link before it is chained.
#[derive(Debug, Clone)]
pub(crate) struct NewEvent {
    pub matter: Option<MatterId>,
    pub by: By,
    pub note: Option<String>,
    pub data: EventData,
}

impl NewEvent {
    /// An event that is about no matter and goes without words.
    pub(crate) fn new(by: impl Into<By>, data: EventData) -> Self {
        Self {
            matter: None,
            by: by.into(),
            note: None,
            data,
        }
    }

    /// An event about a matter.
    pub(crate) fn about(self, matter: MatterId) -> Self {
        Self {
            matter: Some(matter),
            ..self
        }
    }

    /// The words that go with it.
    pub(crate) fn with_note(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }
}

/// Appends events to the region's chain; only [`Work`](crate::unit_of_work::Work) calls it. The head is locked until the transaction ends, so that
/// concurrent writers queue and the chain stays one line.
pub(crate) async fn append(
    tx: &Tx,
    key: &[u8],
    region: RegionId,
    at_ms: i64,
    events: Vec<NewEvent>,
) -> AppResult<()> {
    let head = lock(tx, region).await?;
    let sound = seal::holds(tx, key, &head).await?;
    let mut mac = head.mac;
    let mut seq = head.seq;
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        seq += 1;
        let mut row = row(region, seq, at_ms, event)?;
        mac = sign(key, &mac, &row);
        row.mac.clone_from(&mac);
        rows.push(entity::ActiveModel::from(row).reset_all());
    }
    for part in rows.chunks(500) {
        entity::Entity::insert_many(part.to_vec())
            .exec_without_returning(tx)
            .await?;
    }
    let update = if sound {
        seal::sealed(key, region.0, seq, mac)
    } else {
        // What does not hold must not be made whole by going on.
        head::ActiveModel {
            region_id: Set(region.0),
            seq: Set(seq),
            mac: Set(mac),
            ..Default::default()
        }
    };
    head::Entity::update(update).exec(tx).await?;
    Ok(())
}

/// The head of a region's chain, locked until the transaction ends.
pub(crate) async fn lock(tx: &Tx, region: RegionId) -> AppResult<head::Model> {
    tx.turn(region.0).await?;
    head::Entity::find_by_id(region.0)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(|| AppError::Corrupt(format!("region {region} has no chain head")))
}

fn row(region: RegionId, seq: i64, at: i64, event: NewEvent) -> AppResult<entity::Model> {
    let (actor_id, actor_role, for_id, rule) = match event.by {
        By::Person {
            user,
            role,
            on_behalf_of,
        } => (
            Some(user.0),
            Some(role.as_str().to_owned()),
            on_behalf_of.map(|user| user.0),
            None,
        ),
        By::Rule(rule) => (None, None, None, Some(rule.as_str().to_owned())),
        By::Nobody => (None, None, None, None),
    };
    let (before, after) = event.data.facts();
    let json = |map: &Map<String, Value>| {
        serde_json::to_string(map).map_err(|error| AppError::Internal(format!("event as JSON: {error}")))
    };
    Ok(entity::Model {
        region_id: region.0,
        seq,
        matter_id: event.matter.map(|matter| matter.0),
        actor_id,
        actor_role,
        for_id,
        rule,
        action: event.data.kind().as_str().to_owned(),
        note: event.note,
        before_json: json(&before)?,
        after_json: json(&after)?,
        at,
        mac: String::new(),
    })
}

/// The link's seal. Every field is written with its length, so that no two rows read the same.
pub(crate) fn sign(key: &[u8], previous: &str, row: &entity::Model) -> String {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string());
    let fields: [Option<String>; 12] = [
        Some(row.region_id.to_string()),
        Some(row.seq.to_string()),
        id(row.matter_id),
        id(row.actor_id),
        row.actor_role.clone(),
        id(row.for_id),
        row.rule.clone(),
        Some(row.action.clone()),
        row.note.clone(),
        Some(row.before_json.clone()),
        Some(row.after_json.clone()),
        Some(row.at.to_string()),
    ];
    let mut mac = keyed(key);
    mac.update(previous.as_bytes());
    for field in fields {
        match field {
            None => mac.update(b"-;"),
            Some(text) => write(&mut mac, &text),
        }
    }
    hex::encode(mac.finalize().into_bytes())
}

/// A seal over fields that are no link. No link begins with a kind's name: a link begins with a mac or a length.
fn authenticate(key: &[u8], kind: &str, fields: &[String]) -> String {
    let mut mac = keyed(key);
    mac.update(kind.as_bytes());
    mac.update(b";");
    for field in fields {
        write(&mut mac, field);
    }
    hex::encode(mac.finalize().into_bytes())
}

fn write(mac: &mut Hmac<Sha256>, text: &str) {
    mac.update(format!("{}:", text.len()).as_bytes());
    mac.update(text.as_bytes());
    mac.update(b";");
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key).expect("any length")
}

//! Links of the chain, sealed as the product seals them.

use std::fmt::Write as _;

use anyhow::Result;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use sqlx::{QueryBuilder, Row as _, Transaction};
use uuid::Uuid;

use super::{Db, HEAD};

/// A link before it is sealed.
pub(super) struct Link {
    pub(super) matter: Uuid,
    /// The person with the role.
    pub(super) actor: Option<(Uuid, &'static str)>,
    pub(super) rule: Option<&'static str>,
    pub(super) action: &'static str,
    pub(super) note: Option<String>,
    pub(super) after_json: String,
}

const BEFORE: &str = "{}";
const INSERT: &str = "INSERT INTO event (region_id, seq, matter_id, actor_id, actor_role, rule, action, note, \
    before_json, after_json, at, mac) ";

/// Appends links to the region's chain.
pub(super) async fn append(
    tx: &mut Transaction<'static, Db>,
    key: &[u8],
    region: Uuid,
    at: i64,
    links: &[Link],
) -> Result<()> {
    let head = sqlx::query(HEAD).bind(region).fetch_one(&mut **tx).await?;
    let (mut seq, mut mac): (i64, String) = (head.try_get(0)?, head.try_get(1)?);
    let mut text = String::new();
    let mut sealed = Vec::with_capacity(links.len());
    for link in links {
        seq += 1;
        canonical(&mut text, region, seq, at, link)?;
        let mut seal = Hmac::<Sha256>::new_from_slice(key)?;
        seal.update(mac.as_bytes());
        seal.update(text.as_bytes());
        mac = hex::encode(seal.finalize().into_bytes());
        sealed.push((seq, mac.clone(), link));
    }
    let mut insert = QueryBuilder::<Db>::new(INSERT);
    insert.push_values(&sealed, |mut row, (seq, mac, link)| {
        row.push_bind(region)
            .push_bind(*seq)
            .push_bind(link.matter)
            .push_bind(link.actor.map(|(id, _)| id))
            .push_bind(link.actor.map(|(_, role)| role))
            .push_bind(link.rule)
            .push_bind(link.action)
            .push_bind(&link.note)
            .push_bind(BEFORE)
            .push_bind(&link.after_json)
            .push_bind(at)
            .push_bind(mac);
    });
    insert.build().execute(&mut **tx).await?;
    sqlx::query("UPDATE chain_head SET seq = $1, mac = $2 WHERE region_id = $3")
        .bind(seq)
        .bind(mac)
        .bind(region)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What is sealed: every field with its length.
fn canonical(text: &mut String, region: Uuid, seq: i64, at: i64, link: &Link) -> Result<()> {
    text.clear();
    let seq = seq.to_string();
    write!(text, "36:{region};{}:{seq};36:{};", seq.len(), link.matter)?;
    match link.actor {
        Some((id, role)) => write!(text, "36:{id};{}:{role};", role.len())?,
        None => text.push_str("-;-;"),
    }
    text.push_str("-;");
    let at = at.to_string();
    let rest = [
        link.rule,
        Some(link.action),
        link.note.as_deref(),
        Some(BEFORE),
        Some(link.after_json.as_str()),
        Some(at.as_str()),
    ];
    for field in rest {
        match field {
            Some(field) => write!(text, "{}:{field};", field.len())?,
            None => text.push_str("-;"),
        }
    }
    Ok(())
}

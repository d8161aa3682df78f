//! Writing sources: one row for all matters of an input that name the same one.

use std::collections::HashMap;

use chrono::NaiveDate;
use duban_core::id::RegionId;
use duban_core::text::clean;
use duban_core::word::SourceKind;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use super::entity;
use crate::error::AppResult;
use crate::input::tidy;
use crate::matter::input::NewSource;
use crate::store::Tx;
use crate::words::new_id;

/// A source as it is to be written; `import` is the ledger file that named it.
pub(crate) fn new(region: RegionId, new: &NewSource, import: Option<Uuid>, now: i64) -> entity::Model {
    entity::Model {
        id: new_id(),
        region_id: region.0,
        kind: new.kind.into(),
        title: clean(&new.title),
        document_number: tidy(new.document_number.clone()),
        dated_on: new.dated_on,
        import_id: import,
        created_at: now,
    }
}

type Key = (SourceKind, String, Option<String>, Option<NaiveDate>);

/// The sources that were written, by what they say.
pub(crate) struct Sources(HashMap<Key, Uuid>);

impl Sources {
    /// Writes each of the wanted sources once.
    pub(crate) async fn write(
        tx: &Tx,
        region: RegionId,
        sources: impl Iterator<Item = &NewSource>,
        import: Option<Uuid>,
        now: i64,
    ) -> AppResult<Self> {
        let mut ids = HashMap::new();
        let mut rows = Vec::new();
        for source in sources {
            let row = new(region, source, import, now);
            ids.entry(key(&row)).or_insert_with(|| {
                let id = row.id;
                rows.push(row.into_active_model().reset_all());
                id
            });
        }
        if !rows.is_empty() {
            entity::Entity::insert_many(rows)
                .exec_without_returning(tx)
                .await?;
        }
        Ok(Self(ids))
    }

    /// The id of a source that was among the wanted ones.
    pub(crate) fn id(&self, new: &NewSource) -> Option<Uuid> {
        let key = (
            new.kind,
            clean(&new.title),
            tidy(new.document_number.clone()),
            new.dated_on,
        );
        self.0.get(&key).copied()
    }
}

fn key(row: &entity::Model) -> Key {
    (
        row.kind.0,
        row.title.clone(),
        row.document_number.clone(),
        row.dated_on,
    )
}

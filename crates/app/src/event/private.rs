//! What of a county's chain is not the city's to read although it sees the matter: the steps of a submission that did
//! not leave the county, and the chases for it.

use std::collections::{HashMap, HashSet};

use duban_core::alert::RuleKey;
use duban_core::policy::Scope;
use duban_core::word::Action;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::entity;

/// The rules that watch what the county has not submitted yet.
pub(crate) const RULES: [&str; 2] = [
    RuleKey::EscalationUndecided.as_str(),
    RuleKey::SubmissionUndecided.as_str(),
];

/// Takes the chases out of the alerts that an event tells of.
pub(crate) fn without_chases(after: &mut Map<String, Value>) {
    if let Some(Value::Array(alerts)) = after.get_mut("alerts") {
        alerts.retain(|alert| !RULES.iter().any(|rule| alert["rule"] == *rule));
    }
}

const STEPS: [Action; 5] = [
    Action::EscalationPropose,
    Action::EscalationEndorse,
    Action::EscalationDecline,
    Action::EscalationWithdraw,
    Action::EscalationSubmit,
];

/// The links about these matters of one region that a scope does not read, by their numbers.
pub(crate) async fn links<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    region: Uuid,
    matters: impl IntoIterator<Item = Uuid>,
) -> crate::error::AppResult<HashSet<i64>> {
    if scope.reads_proposals() {
        return Ok(HashSet::new());
    }
    let steps = entity::Column::Action.is_in(STEPS.map(Action::as_str));
    let found: Vec<(i64, Option<Uuid>, String)> = entity::Entity::find()
        .select_only()
        .columns([
            entity::Column::Seq,
            entity::Column::MatterId,
            entity::Column::Action,
        ])
        .filter(entity::Column::RegionId.eq(region))
        .filter(entity::Column::MatterId.is_in(matters))
        .filter(Condition::any().add(steps).add(entity::Column::Rule.is_in(RULES)))
        .order_by_asc(entity::Column::Seq)
        .into_tuple()
        .all(db)
        .await?;
    let mut hidden = HashSet::new();
    // The steps since each matter's last proposal, until it is submitted.
    let mut pending: HashMap<Uuid, Option<Vec<i64>>> = HashMap::new();
    for (seq, matter, action) in found {
        let Some(matter) = matter else { continue };
        match action.parse() {
            Ok(Action::EscalationPropose) => {
                let before = pending.insert(matter, Some(vec![seq]));
                hidden.extend(before.flatten().into_iter().flatten());
            }
            Ok(Action::EscalationSubmit) => {
                pending.insert(matter, None);
            }
            Ok(_) => {
                if let Some(steps) = pending.get_mut(&matter).and_then(Option::as_mut) {
                    steps.push(seq);
                }
            }
            // A chase.
            Err(_) => {
                hidden.insert(seq);
            }
        }
    }
    hidden.extend(pending.into_values().flatten().flatten());
    Ok(hidden)
}

//! What of a county's chain is not the city's to read although it sees the matter: the steps of a submission that did
//! not leave the county, the chases for it, and what other events tell of it.

use std::collections::{HashMap, HashSet};

use duban_core::alert::RuleKey;
use duban_core::event::{EventKind, MatterFact};
use duban_core::policy::Scope;
use duban_core::word::{Action, EscalationStatus};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity;
use super::query::Event;
use crate::error::{AppError, AppResult};

/// The rules that watch what the county has not submitted yet.
pub(crate) const RULES: [RuleKey; 2] = [RuleKey::EscalationUndecided, RuleKey::SubmissionUndecided];

fn is_chase(rule: &str) -> bool {
    rule.parse().is_ok_and(|rule| RULES.contains(&rule))
}

fn is_chase_alert(alert: &Value) -> bool {
    alert["rule"].as_str().is_some_and(is_chase)
}

/// Takes out of an event what it tells of a submission that did not leave the county.
pub(crate) fn redact_proposals(event: &mut Event) {
    if let Some(Value::Array(alerts)) = event.after.get_mut("alerts") {
        alerts.retain(|alert| !is_chase_alert(alert));
        if event.rule.as_deref().is_some_and(is_chase) {
            // The words are the chase's. The event is named after the newest of what is left.
            event.note = None;
            event.rule = alerts
                .last()
                .and_then(|alert| alert["rule"].as_str())
                .map(str::to_owned);
        }
    }
    // Whose move it is tells where a proposal waits, and no change of it tells of one as well.
    forget(event, MatterFact::Holder);
    let waits = [EscalationStatus::Proposed, EscalationStatus::Endorsed];
    let was = event.before.get(MatterFact::EscalationStatus.as_str());
    let waited = waits.iter().any(|status| was == Some(&json!(status)));
    let is_step = matches!(&event.action, EventKind::Action(action) if STEPS.contains(action));
    if waited && !is_step {
        forget(event, MatterFact::EscalationStatus);
    }
}

fn forget(event: &mut Event, fact: MatterFact) {
    event.before.remove(fact.as_str());
    event.after.remove(fact.as_str());
}

const STEPS: [Action; 5] = [
    Action::EscalationPropose,
    Action::EscalationEndorse,
    Action::EscalationDecline,
    Action::EscalationWithdraw,
    Action::EscalationSubmit,
];

/// The links about these matters of one region that a scope does not read, by their numbers.
pub(crate) async fn hidden_links<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    region: Uuid,
    matters: impl IntoIterator<Item = Uuid>,
) -> AppResult<HashSet<i64>> {
    if scope.reads_proposals() {
        return Ok(HashSet::new());
    }
    let steps = entity::Column::Action.is_in(STEPS.map(Action::as_str));
    let found: Vec<(i64, Option<Uuid>, String, String)> = entity::Entity::find()
        .select_only()
        .columns([
            entity::Column::Seq,
            entity::Column::MatterId,
            entity::Column::Action,
            entity::Column::AfterJson,
        ])
        .filter(entity::Column::RegionId.eq(region))
        .filter(entity::Column::MatterId.is_in(matters))
        .filter(
            Condition::any()
                .add(steps)
                .add(entity::Column::Rule.is_in(RULES.map(RuleKey::as_str))),
        )
        .order_by_asc(entity::Column::Seq)
        .into_tuple()
        .all(db)
        .await?;
    let mut hidden = HashSet::new();
    // The steps since each matter's last proposal, until it is submitted.
    let mut pending: HashMap<Uuid, Option<Vec<i64>>> = HashMap::new();
    for (seq, matter, action, after) in found {
        let Some(matter) = matter else { continue };
        match EventKind::from(action.as_str()) {
            EventKind::Action(Action::EscalationPropose) => {
                let before = pending.insert(matter, Some(vec![seq]));
                hidden.extend(before.flatten().into_iter().flatten());
            }
            EventKind::Action(Action::EscalationSubmit) => {
                pending.insert(matter, None);
            }
            EventKind::Action(_) => {
                if let Some(steps) = pending.get_mut(&matter).and_then(Option::as_mut) {
                    steps.push(seq);
                }
            }
            // Alerts, named after a chase; others may have gone out with it.
            EventKind::System(_) | EventKind::Unknown(_) => {
                let after: Value = serde_json::from_str(&after)
                    .map_err(|error| AppError::Corrupt(format!("event {seq} of {region}: {error}")))?;
                let alerts = after["alerts"].as_array();
                if alerts.is_none_or(|alerts| alerts.iter().all(is_chase_alert)) {
                    hidden.insert(seq);
                }
            }
        }
    }
    hidden.extend(pending.into_values().flatten().flatten());
    Ok(hidden)
}

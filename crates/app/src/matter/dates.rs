//! A matter's dates between its row and the rules: read, changed by a rule, written back with the pause that lasts.

use duban_core::error::RuleError;
use duban_core::matter::dates::{DateContext, Dates, OpenPause};
use duban_core::word::{Stage, Status};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::context::ActionContext;
use super::{entity, pause};
use crate::error::AppResult;
use crate::scope::Unscoped;
use crate::words::{instant, instant_opt, new_id};

/// Lets a rule change the dates of a row that stands in its old status and stage.
pub(crate) async fn change<T>(
    cx: &ActionContext<'_>,
    row: &mut entity::Model,
    rule: impl FnOnce(&mut Dates, &DateContext<'_>) -> Result<T, RuleError>,
) -> AppResult<T> {
    let stored = open_pause(cx, row).await?;
    let mut dates = of(row, stored.as_ref());
    let before = dates.pause;
    let at = DateContext {
        calendar: &cx.calendar,
        zone: cx.region.zone(),
        alert_hour: cx.region.settings.alert_hour,
        now: instant(cx.now),
        report_cycle: row.report_cycle.0,
        report_day: row.report_day.and_then(|day| u32::try_from(day).ok()),
    };
    let told = rule(&mut dates, &at)?;
    if dates.pause != before {
        if let Some(ended) = stored {
            end(cx, ended).await?;
        }
        if let Some(begun) = dates.pause {
            begin(cx, row, begun).await?;
        }
    }
    let millis = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.timestamp_millis());
    row.due_on = dates.due_on;
    row.stopped_on = dates.stopped_on;
    row.stopped_due_on = dates.stopped_due_on;
    row.issued_at = millis(dates.issued_at);
    row.handed_over_at = millis(dates.handed_over_at);
    row.due_set_at = millis(dates.due_set_at);
    row.next_report_due_on = dates.next_report_due_on;
    row.overdue_before = dates.overdue_before;
    Ok(told)
}

fn of(row: &entity::Model, pause: Option<&pause::Model>) -> Dates {
    Dates {
        due_on: row.due_on,
        stopped_on: row.stopped_on,
        stopped_due_on: row.stopped_due_on,
        issued_at: instant_opt(row.issued_at),
        handed_over_at: instant_opt(row.handed_over_at),
        due_set_at: instant_opt(row.due_set_at),
        next_report_due_on: row.next_report_due_on,
        overdue_before: row.overdue_before,
        pause: pause.map(|pause| OpenPause {
            from_on: pause.from_on,
            began_at: instant(pause.created_at),
            reason: pause.reason.0,
        }),
    }
}

/// The clock stands still in these states only, so nobody else pays for the look-up.
async fn open_pause(cx: &ActionContext<'_>, row: &entity::Model) -> AppResult<Option<pause::Model>> {
    if row.status != Status::Suspended && row.stage != Stage::City {
        return Ok(None);
    }
    Ok(pause::Entity::find_unscoped(Unscoped::Command)
        .filter(pause::Column::MatterId.eq(row.id))
        .filter(pause::Column::ToOn.is_null())
        .one(cx.tx())
        .await?)
}

async fn begin(cx: &ActionContext<'_>, row: &entity::Model, begun: OpenPause) -> AppResult<()> {
    pause::Entity::insert(pause::ActiveModel {
        id: Set(new_id()),
        matter_id: Set(row.id),
        reason: Set(begun.reason.into()),
        from_on: Set(begun.from_on),
        to_on: Set(None),
        created_at: Set(begun.began_at.timestamp_millis()),
        ended_at: Set(None),
    })
    .exec_without_returning(cx.tx())
    .await?;
    Ok(())
}

async fn end(cx: &ActionContext<'_>, mut ended: pause::Model) -> AppResult<()> {
    ended.to_on = Some(cx.today);
    ended.ended_at = Some(cx.now);
    ended.into_active_model().reset_all().update(cx.tx()).await?;
    Ok(())
}

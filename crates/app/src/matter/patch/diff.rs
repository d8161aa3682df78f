//! What a change of a draft alters, field by field, and the record of it for the event.

use duban_core::event::MatterFact;
use duban_core::word::MatterKind;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::column::Word;
use crate::error::AppResult;
use crate::matter::context::ActionContext;
use crate::matter::form::Changes;
use crate::matter::input::{NewSource, PatchMatter};
use crate::matter::participant::{co_part, lead_part};
use crate::matter::{entity, participant};
use crate::source;

impl Changes {
    /// Everything but the departments.
    pub(super) async fn fields(
        &mut self,
        cx: &ActionContext<'_>,
        row: &mut entity::Model,
        patch: &PatchMatter,
    ) -> AppResult<()> {
        self.put("kind", &mut row.kind, patch.kind.map(Word));
        let mut patch = patch.clone();
        if row.kind != MatterKind::Issue {
            patch.weak_link_kind = Some(None);
        }
        patch.apply(row, self);
        self.put("leader_id", &mut row.leader_id, patch.leader_id);
        self.put("plan_id", &mut row.plan_id, patch.plan_id);
        self.due(cx, row, &patch);
        if let Some(wanted) = &patch.source {
            self.source(cx, row, wanted.as_ref()).await?;
        }
        Ok(())
    }

    /// A date and a number of working days take each other's place.
    fn due(&mut self, cx: &ActionContext<'_>, row: &mut entity::Model, patch: &PatchMatter) {
        let days = patch.due_in_working_days;
        if days.is_none() && patch.due_on.is_none() {
            return;
        }
        let on = patch.due_on.or(days.map(|days| cx.calendar.add(cx.today, days)));
        self.put("due_in_working_days", &mut row.due_in_working_days, Some(days));
        self.put("due_on", &mut row.due_on, on);
        row.original_due_on = row.due_on;
    }

    /// Sources are shared by matters: another one is a row of its own.
    async fn source(
        &mut self,
        cx: &ActionContext<'_>,
        row: &mut entity::Model,
        wanted: Option<&NewSource>,
    ) -> AppResult<()> {
        let old = match row.source_id {
            Some(id) => source::entity::Entity::find_by_id(id).one(cx.tx()).await?,
            None => None,
        };
        let new = wanted.map(|wanted| source::new(cx.region.id, wanted, row.import_id, cx.now));
        let told = |row: Option<&source::entity::Model>| {
            row.map(|row| json!([row.kind, row.title, row.document_number, row.dated_on]))
        };
        if told(old.as_ref()) == told(new.as_ref()) {
            return Ok(());
        }
        let title = |row: Option<&source::entity::Model>| row.map(|row| row.title.clone());
        self.noted
            .note_replaced(MatterFact::Source, &title(old.as_ref()), &title(new.as_ref()));
        row.source_id = new.as_ref().map(|new| new.id);
        if let Some(new) = new {
            source::entity::Entity::insert(new.into_active_model().reset_all())
                .exec_without_returning(cx.tx())
                .await?;
        }
        Ok(())
    }

    /// The lead department and those who co-operate; nobody has begun yet, so that their rows are written anew.
    pub(super) async fn departments(
        &mut self,
        cx: &ActionContext<'_>,
        row: &mut entity::Model,
        parts: &[participant::Model],
        patch: &PatchMatter,
    ) -> AppResult<()> {
        let mut co: Vec<Uuid> = parts
            .iter()
            .filter(|part| !part.is_lead)
            .map(|part| part.department_id)
            .collect();
        self.put(
            "lead_department_id",
            &mut row.lead_department_id,
            patch.lead_department_id,
        );
        let lead = row.lead_department_id;
        let wanted = patch.co_department_ids.as_ref().unwrap_or(&co);
        let wanted = wanted.iter().copied().filter(|id| *id != lead).collect();
        self.put("co_department_ids", &mut co, Some(wanted));
        participant::Entity::delete_many()
            .filter(participant::Column::MatterId.eq(row.id))
            .exec(cx.tx())
            .await?;
        let mut rows = vec![lead_part(row.id, lead)];
        rows.extend(co.iter().map(|department| co_part(row.id, *department)));
        let rows = rows.into_iter().map(|part| part.into_active_model().reset_all());
        participant::Entity::insert_many(rows)
            .exec_without_returning(cx.tx())
            .await?;
        Ok(())
    }
}

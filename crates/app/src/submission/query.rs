//! Reading what was submitted to the city, of all matters at once.

use std::collections::{BTreeMap, HashMap};

use duban_core::matter::lifecycle::TransitionContext;
use duban_core::policy::{self, Permission, Scope, has_permission};
use duban_core::word::EscalationStatus;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::view::{CountyCounts, EscalatedMatter};
use crate::column::Word;
use crate::error::{AppError, AppResult};
use crate::escalation::entity;
use crate::escalation::query::{readable, view};
use crate::matter::filter::{Filter, FilterContext, overdue_condition};
use crate::matter::{entity as matter, facts, list_row, participant};
use crate::paging::{Page, PageRequest};
use crate::scope::Unscoped;
use crate::words::Ref;
use crate::{App, Ctx, scope};

/// Which submissions to list; what is absent does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmissionFilter {
    /// In one of these states.
    pub status: Vec<EscalationStatus>,
    /// Of this leader's matters.
    pub leader: Option<Uuid>,
}

impl SubmissionFilter {
    /// The parameters that the list reads this filter from.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let states: Vec<_> = self.status.iter().map(ToString::to_string).collect();
        let parameters = [
            (
                "status",
                Some(states.join(",")).filter(|states| !states.is_empty()),
            ),
            ("leader", self.leader.map(|leader| leader.to_string())),
        ];
        parameters
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect()
    }
}

/// A page of the submissions that the caller may see, newest first.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    filter: &SubmissionFilter,
    page: &PageRequest,
) -> AppResult<Page<EscalatedMatter>> {
    if !has_permission(&ctx.actor, Permission::ReadEscalations) {
        return Err(AppError::Forbidden);
    }
    let db = app.store().read();
    let limit = page.limit()?;
    let mut select = matching(ctx, filter);
    if let Some((at, id)) = page.key::<(i64, Uuid)>()? {
        let columns = Expr::tuple([
            Expr::col(entity::Column::ProposedAt),
            Expr::col(entity::Column::Id),
        ]);
        select = select.filter(columns.lt(Expr::tuple([Expr::val(at), Expr::val(id)])));
    }
    let found = select
        .order_by_desc(entity::Column::ProposedAt)
        .order_by_desc(entity::Column::Id)
        .limit(limit + 1)
        .all(db)
        .await?;
    let page = Page::cut(found, limit, |row| (row.proposed_at, row.id));
    let matters = matters(db, &page.items).await?;
    let parts = participants(db, &page.items).await?;
    let (directory, calendar) = (app.directory().await?, app.calendar().await?);
    let scope = policy::visibility(&ctx.actor);
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        let Some(model) = matters.get(&row.matter_id) else {
            continue;
        };
        let region = directory.region(model.region_id.into())?;
        let today = region.zone().local_date(app.now());
        let context = TransitionContext::of(&ctx.actor, today, &calendar);
        let parts = parts.get(&row.matter_id).map_or(&[][..], Vec::as_slice);
        let rules = facts::matter_facts(model, parts, &directory, region);
        let presenter = list_row::RowPresenter::of(&directory, &calendar, region, app.now());
        let shown = list_row::ListRow::from(model.clone());
        items.push(EscalatedMatter {
            county: Ref {
                id: region.id.0,
                name: region.name.clone(),
            },
            matter: presenter.view(shown.read_by(&scope, model.extension_pending)),
            escalation: view(&directory, row),
            actions: policy::abilities(&ctx.actor, &rules, &context),
        });
    }
    Ok(Page {
        items,
        next_cursor: page.next_cursor,
    })
}

/// How many submissions the list shows.
pub async fn count(app: &App, ctx: &Ctx, filter: &SubmissionFilter) -> AppResult<u64> {
    if !has_permission(&ctx.actor, Permission::ReadEscalations) {
        return Err(AppError::Forbidden);
    }
    Ok(matching(ctx, filter).count(app.store().read()).await?)
}

/// The submissions that the caller may see and wants.
fn matching(ctx: &Ctx, filter: &SubmissionFilter) -> Select<entity::Entity> {
    let scope = policy::visibility(&ctx.actor);
    let of_leader = filter.leader.map(|leader| matter::Column::LeaderId.eq(leader));
    let visible = matter::Entity::find(&scope)
        .filter(Condition::all().add_option(of_leader))
        .filter(matter::Column::EscalationStatus.is_not_null());
    let select = entity::Entity::find(visible).filter(readable(&scope));
    let select = if ctx.actor.counties.is_empty() {
        select.filter(entity::Column::RegionId.eq(ctx.actor.region.0))
    } else {
        select
    };
    if filter.status.is_empty() {
        return select;
    }
    select.filter(entity::Column::Status.is_in(filter.status.iter().copied().map(Word)))
}

async fn matters<C: ConnectionTrait>(
    db: &C,
    rows: &[entity::Model],
) -> AppResult<HashMap<Uuid, matter::Model>> {
    let found = matter::Entity::find_unscoped(Unscoped::Shown)
        .filter(matter::Column::Id.is_in(rows.iter().map(|row| row.matter_id)))
        .all(db)
        .await?;
    Ok(found.into_iter().map(|row| (row.id, row)).collect())
}

async fn participants<C: ConnectionTrait>(
    db: &C,
    rows: &[entity::Model],
) -> AppResult<HashMap<Uuid, Vec<participant::Model>>> {
    let found = participant::Entity::find_unscoped(Unscoped::Shown)
        .filter(participant::Column::MatterId.is_in(rows.iter().map(|row| row.matter_id)))
        .all(db)
        .await?;
    let mut by_matter: HashMap<Uuid, Vec<participant::Model>> = HashMap::new();
    for part in found {
        by_matter.entry(part.matter_id).or_default().push(part);
    }
    Ok(by_matter)
}

/// How each county below the caller's city stands.
pub async fn county_counts(app: &App, ctx: &Ctx) -> AppResult<Vec<CountyCounts>> {
    if !has_permission(&ctx.actor, Permission::ReadCityCounts) {
        return Err(AppError::Forbidden);
    }
    let db = app.store().read();
    let directory = app.directory().await?;
    let today = FilterContext::of(app, ctx).await?;
    let mut counts = Vec::new();
    for county in &ctx.actor.counties {
        let of_county = || matter::Entity::find(&Scope::Region(*county));
        let submissions = |statuses: &[EscalationStatus]| {
            entity::Entity::find_unscoped(Unscoped::Counted)
                .filter(entity::Column::RegionId.eq(county.0))
                .filter(entity::Column::Status.is_in(statuses.iter().copied().map(Word)))
        };
        let open = Filter {
            open: Some(true),
            ..Filter::default()
        };
        counts.push(CountyCounts {
            county: Ref {
                id: county.0,
                name: directory.region(*county)?.name.clone(),
            },
            open: of_county()
                .filter(scope::handed_over())
                .filter(open.condition(&today))
                .count(db)
                .await?,
            overdue: of_county().filter(overdue_condition(&today)).count(db).await?,
            submitted: submissions(&[EscalationStatus::Submitted, EscalationStatus::Accepted])
                .count(db)
                .await?,
            answered: submissions(&[EscalationStatus::Answered]).count(db).await?,
        });
    }
    counts.sort_by(|a, b| a.county.name.cmp(&b.county.name));
    Ok(counts)
}

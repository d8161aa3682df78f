//! One file per resource. Every route is registered together with its part of the contract, so
//! that the two cannot differ.

use utoipa_axum::router::OpenApiRouter;

use crate::state::ApiState;

mod actions;
mod audit;
mod auth;
mod calendar;
mod counters;
mod demo;
mod directory;
mod escalations;
mod home;
mod imports;
mod matter_filter;
mod matters;
mod me;
mod notifications;
mod overdue;
mod plans;
mod settings;
mod stream;
mod users;
mod worker;

/// The API, with or without what only a demo has.
pub(crate) fn all(demo: bool) -> OpenApiRouter<ApiState> {
    let api = OpenApiRouter::new()
        .merge(auth::router())
        .merge(me::router())
        .merge(directory::router())
        .merge(plans::router())
        .merge(calendar::router())
        .merge(matters::router())
        .merge(actions::router())
        .merge(escalations::router())
        .merge(imports::router())
        .merge(notifications::router())
        .merge(home::router())
        .merge(overdue::router())
        .merge(counters::router())
        .merge(audit::router())
        .merge(users::router())
        .merge(settings::router())
        .merge(worker::router())
        .merge(stream::router());
    let api = if demo { api.merge(demo::router()) } else { api };
    OpenApiRouter::new().nest("/api/v1", api)
}

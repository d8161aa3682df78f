//! What is done to matters: one action on one matter, or one action on many at once.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use duban_app::matter::action::{
    AcceptInput, AnswerInput, ApproveExtensionInput, ClaimInput, ExtensionInput, FindingInput, InstructInput,
    NoteInput, ObjectInput, ProposeInput, ReasonInput, ReassignInput, ReportInput, SolveOnSiteInput,
    SubmitInput, UrgeInput, WaivePartInput,
};
use duban_app::matter::view::{Matter, MatterVersion};
use duban_app::{App, matter};
use duban_core::id::MatterId;
use duban_core::word::Action;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{self, Items};
use crate::extract::{Caller, Json as Body, Path, Version};
use crate::problem::ApiResult;
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(act))
        .routes(routes!(act_many))
}

/// What an action needs to be told; which form it is follows from the action (`x-actions` lists the fields of each).
#[derive(ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "only its schema is used; the use case reads the body by the action"
)]
enum ActionInput {
    /// An action that needs no more than perhaps a word.
    Note(NoteInput),
    /// An action whose finding must be written down.
    Finding(FindingInput),
    /// An action that must be justified.
    Reason(ReasonInput),
    /// `object`.
    Object(ObjectInput),
    /// `reassign`.
    Reassign(ReassignInput),
    /// `report`.
    Report(ReportInput),
    /// `solve_on_site`.
    SolveOnSite(SolveOnSiteInput),
    /// `claim`.
    Claim(ClaimInput),
    /// `waive_part`.
    WaivePart(WaivePartInput),
    /// `instruct`.
    Instruct(InstructInput),
    /// `urge`.
    Urge(UrgeInput),
    /// `escalation_propose`.
    Propose(ProposeInput),
    /// `escalation_submit`.
    Submit(SubmitInput),
    /// `escalation_accept`.
    Accept(AcceptInput),
    /// `escalation_answer`.
    ApiResult(AnswerInput),
    /// `extension_request`.
    Extension(ExtensionInput),
    /// `extension_approve`.
    ApproveExtension(ApproveExtensionInput),
}

/// One action on many matters, all or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ActMany {
    /// The matters, each with the version that the caller saw.
    #[schema(min_items = 1, max_items = 200)]
    items: Vec<MatterVersion>,
    /// What the action needs to be told.
    #[schema(value_type = ActionInput)]
    input: Value,
}

/// Does one action to a matter. The matter's `actions` tell which are open to the caller.
#[utoipa::path(post, path = "/matters/{id}/actions/{action}", operation_id = "matter_act", tag = "matter",
    request_body = ActionInput,
    params(("id" = MatterId, Path, description = "The matter"), ("action" = Action, Path, description = "The action"),
        ("If-Match" = String, Header, description = "The version that the decision was made on", example = "\"3\"")),
    responses((status = 200, description = "Done; the matter as it is now", body = Matter,
        headers(("ETag" = String, description = "Its new version")))))]
async fn act(
    State(app): State<App>,
    caller: Caller,
    Path((id, action)): Path<(MatterId, Action)>,
    Version(version): Version,
    Body(input): Body<Value>,
) -> ApiResult<Response> {
    let command = duban_app::matter::action::parse(action, input)?;
    let changed = matter::command::act(&app, &caller.ctx, id, version, command).await?;
    Ok(answer::matter(StatusCode::OK, changed))
}

/// Does one action to many matters in one transaction; if one refuses, nothing is done.
#[utoipa::path(post, path = "/matters/actions/{action}", operation_id = "matter_act_many", tag = "matter",
    request_body = ActMany, params(("action" = Action, Path, description = "The action")),
    responses((status = 200, description = "Done to all of them", body = Items<MatterVersion>)))]
async fn act_many(
    State(app): State<App>,
    caller: Caller,
    Path(action): Path<Action>,
    Body(many): Body<ActMany>,
) -> ApiResult<Json<Items<MatterVersion>>> {
    let command = duban_app::matter::action::parse(action, many.input)?;
    let items = matter::command::act_many(&app, &caller.ctx, many.items, command).await?;
    Ok(Json(Items { items }))
}

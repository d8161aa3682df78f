//! Ledgers: uploaded and previewed first, applied as a whole afterwards.

use axum::Json;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{AppendHeaders, IntoResponse};
use duban_app::import::command::{Apply, Upload};
use duban_app::import::view::{ImportSummary, ImportView};
use duban_app::paging::Page;
use duban_app::{App, FieldError, import};
use duban_core::id::{ImportId, PlanId};
use utoipa::ToSchema;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::UPLOAD_LIMIT;
use crate::answer::PageQuery;
use crate::extract::{Caller, Json as Body, Path, Query};
use crate::problem::{ApiResult, Problem};
use crate::state::ApiState;

pub(super) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(create).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(apply))
}

/// The parts of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used; the parts are read one by one")]
struct UploadForm {
    /// The ledger, an .xlsx of 5 MB at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The year of dates that name none.
    #[schema(minimum = 2000, maximum = 2099)]
    year: i32,
    /// The plan that the tasks belong to.
    plan_id: Option<PlanId>,
}

/// Uploads a ledger and shows how each of its rows is read. Nothing is registered yet.
#[utoipa::path(post, path = "/imports", operation_id = "import_create", tag = "import",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "Read", body = ImportView,
        headers(("Location" = String, description = "Its address")))))]
async fn create(
    State(app): State<App>,
    caller: Caller,
    form: Result<Multipart, MultipartRejection>,
) -> ApiResult<impl IntoResponse> {
    let form =
        form.map_err(|_| Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"))?;
    let view = import::command::preview(&app, &caller.ctx, read(form).await?).await?;
    let place = format!("/api/v1/imports/{}", view.id);
    Ok((
        StatusCode::CREATED,
        AppendHeaders([(LOCATION, place)]),
        Json(view),
    ))
}

/// Lists the ledgers that were uploaded in the county, newest first.
#[utoipa::path(get, path = "/imports", operation_id = "import_list", tag = "import", params(PageQuery),
    responses((status = 200, description = "One page", body = Page<ImportSummary>)))]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<ImportSummary>>> {
    Ok(Json(import::query::list(&app, &caller.ctx, &page.into()).await?))
}

/// Shows an uploaded ledger again.
#[utoipa::path(get, path = "/imports/{id}", operation_id = "import_get", tag = "import",
    params(("id" = ImportId, Path, description = "The upload")),
    responses((status = 200, description = "As it was read", body = ImportView)))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> ApiResult<Json<ImportView>> {
    Ok(Json(import::query::get(&app, &caller.ctx, id).await?))
}

/// Registers the rows of an uploaded ledger as drafts, in one transaction and once.
#[utoipa::path(post, path = "/imports/{id}/apply", operation_id = "import_apply", tag = "import", request_body = Apply,
    params(("id" = ImportId, Path, description = "The upload")),
    responses((status = 200, description = "Applied", body = ImportView)))]
async fn apply(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    Body(apply): Body<Apply>,
) -> ApiResult<Json<ImportView>> {
    Ok(Json(import::command::apply(&app, &caller.ctx, id, apply).await?))
}

async fn read(mut form: Multipart) -> ApiResult<Upload> {
    let (mut file, mut year, mut plan) = (None, None, None);
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default();
        if (name == "file" && file.is_some())
            || (name == "year" && year.is_some())
            || (name == "plan_id" && plan.is_some())
        {
            return Err(Problem::invalid(vec![FieldError::new(name, "given_twice")]));
        }
        match name {
            "file" => {
                let name = field.file_name().unwrap_or("ledger.xlsx").to_owned();
                file = Some((name, bytes(field).await?));
            }
            "year" => year = Some(value("year", field).await?),
            "plan_id" => plan = Some(value("plan_id", field).await?),
            other => return Err(Problem::invalid(vec![FieldError::new(other, "unknown_field")])),
        }
    }
    let missing = |field: &str| Problem::invalid(vec![FieldError::new(field, "required")]);
    let (file_name, bytes) = file.ok_or_else(|| missing("file"))?;
    let year = year.ok_or_else(|| missing("year"))?;
    Ok(Upload {
        file_name,
        bytes: bytes.to_vec(),
        year,
        plan,
    })
}

async fn bytes(field: Field<'_>) -> ApiResult<Bytes> {
    field.bytes().await.map_err(|error| broken(&error))
}

async fn value<T: std::str::FromStr>(name: &str, field: Field<'_>) -> ApiResult<T> {
    let text = field.text().await.map_err(|error| broken(&error))?;
    text.trim()
        .parse()
        .map_err(|_| Problem::invalid(vec![FieldError::new(name, "wrong_type")]))
}

fn broken(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large")
    } else {
        Problem::invalid(vec![FieldError::new("body", "invalid_form")])
    }
}

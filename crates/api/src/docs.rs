//! The contract as a document and as a page; both work without any network beyond this server.

use std::sync::{Arc, LazyLock};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use utoipa_swagger_ui::Config;

use crate::openapi;
use crate::problem::Problem;
use crate::state::ApiState;

static DOCUMENT: LazyLock<String> = LazyLock::new(openapi::document);
static WITHOUT_DEMO: LazyLock<String> = LazyLock::new(openapi::document_without_demo);
static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::from("/api/v1/openapi.json")
        .validator_url("none")
        .filter(true);
    Arc::new(config)
});

pub(crate) async fn document(State(state): State<ApiState>) -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")];
    // What this server does not answer is not in the document that it shows.
    let text: &str = if state.is_demo() { &DOCUMENT } else { &WITHOUT_DEMO };
    (headers, text).into_response()
}

pub(crate) async fn redirect() -> Redirect {
    Redirect::permanent("/api/docs/")
}

pub(crate) async fn index() -> Response {
    serve("index.html")
}

pub(crate) async fn file(Path(file): Path<String>) -> Response {
    serve(&file)
}

fn serve(file: &str) -> Response {
    match utoipa_swagger_ui::serve(file, CONFIG.clone()) {
        Ok(Some(found)) => {
            let headers = [
                (CONTENT_TYPE, found.content_type),
                (CACHE_CONTROL, "no-cache".to_owned()),
            ];
            (headers, found.bytes.into_owned()).into_response()
        }
        Ok(None) => Problem::not_found().into_response(),
        Err(error) => {
            tracing::error!(%error, file, "the documentation page cannot be served");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").into_response()
        }
    }
}

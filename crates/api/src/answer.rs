//! Answers that several resources give.

use axum::http::header::{ETAG, HeaderName, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use duban_app::matter::view::Matter;
use duban_app::paging::PageRequest;
use serde::Serialize;
use utoipa::ToSchema;

/// A list that has no pages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Items<T> {
    /// All of it.
    pub(crate) items: Vec<T>,
}

/// A number.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Count {
    /// How many there are.
    pub(crate) count: u64,
}

/// A matter with its version as ETag, and with its address when it is new.
pub(crate) fn matter(status: StatusCode, matter: Matter) -> Response {
    let mut headers: Vec<(HeaderName, HeaderValue)> = Vec::new();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", matter.row.version)) {
        headers.push((ETAG, tag));
    }
    if status == StatusCode::CREATED
        && let Ok(place) = HeaderValue::from_str(&format!("/api/v1/matters/{}", matter.row.id))
    {
        headers.push((LOCATION, place));
    }
    (status, AppendHeaders(headers), axum::Json(matter)).into_response()
}

/// Which page the query asks for.
pub(crate) fn page(limit: Option<u64>, cursor: Option<String>) -> PageRequest {
    PageRequest { limit, cursor }
}

/// A query that has nothing but a page.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Rows, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub(crate) limit: Option<u64>,
    /// `next_cursor` of the page before.
    pub(crate) cursor: Option<String>,
}

impl From<PageQuery> for PageRequest {
    fn from(query: PageQuery) -> Self {
        page(query.limit, query.cursor)
    }
}

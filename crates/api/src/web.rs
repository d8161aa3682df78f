//! The web pages, embedded when the server is built. Files with a hash in their name never change;
//! everything else is asked for again with its ETag. Any other address is the application's own.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::problem::Problem;

#[derive(RustEmbed)]
#[folder = "$DUBAN_WEB_DIR"]
struct Pages;

/// Built files carry their content's hash in their name below this folder.
const HASHED: &str = "assets/";

static TAGS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Pages::iter()
        .filter_map(|name| Pages::get(&name).map(|file| (name.into_owned(), tag(&file))))
        .collect()
});

fn tag(file: &EmbeddedFile) -> String {
    format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..12]))
}

/// Everything that is no API.
pub(crate) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") || !matches!(method, Method::GET | Method::HEAD) {
        return Problem::not_found().into_response();
    }
    if let Some(found) = serve(path, &headers) {
        return found;
    }
    // A missing file is missing; a missing page is a route of the application.
    let is_file = path.starts_with(HASHED) || path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        return Problem::not_found().into_response();
    }
    serve("index.html", &headers).unwrap_or_else(|| Problem::not_found().into_response())
}

fn serve(path: &str, headers: &HeaderMap) -> Option<Response> {
    let path = if path.is_empty() { "index.html" } else { path };
    let (name, encoding) = variant(path, headers);
    let file = Pages::get(&name)?;
    let tag = TAGS.get(&name)?;
    let cache = if path.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let fixed = [
        (ETAG, tag.as_str()),
        (CACHE_CONTROL, cache),
        (VARY, "accept-encoding"),
    ];
    if known.split(',').any(|known| known.trim() == tag) {
        return Some((StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let kind = if kind.type_() == mime_guess::mime::TEXT {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_string()
    };
    let mut response = (fixed, [(CONTENT_TYPE, kind)], Body::from(file.data)).into_response();
    if let Some(encoding) = encoding {
        response
            .headers_mut()
            .insert(CONTENT_ENCODING, encoding.parse().ok()?);
    }
    Some(response)
}

/// The smallest form of the file that the caller can read.
fn variant(path: &str, headers: &HeaderMap) -> (String, Option<&'static str>) {
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
        let name = format!("{path}.{suffix}");
        if accepts(accepted, encoding) && TAGS.contains_key(&name) {
            return (name, Some(encoding));
        }
    }
    (path.to_owned(), None)
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        pieces.next() == Some(encoding) && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_used_only_when_accepted() {
        let cases = [
            ("gzip, deflate, br", true),
            ("br;q=1.0", true),
            ("br;q=0", false),
            ("gzip", false),
            ("", false),
        ];
        for (header, accepted) in cases {
            assert_eq!(accepts(header, "br"), accepted, "{header:?}");
        }
    }
}

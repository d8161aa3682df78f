//! Where a request comes from, when proxies stand between.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use crate::problem::Problem;
use crate::state::ApiState;

/// How the request reached us.
pub(crate) struct RequestOrigin {
    pub(crate) address: String,
    pub(crate) https: bool,
    pub(crate) user_agent: Option<String>,
}

impl FromRequestParts<ApiState> for RequestOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let headers = &parts.headers;
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let proxies = state.options.proxies;
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip().to_string());
        Ok(Self {
            address: forwarded(headers, proxies).or(peer).unwrap_or_default(),
            https: proxies > 0 && text("x-forwarded-proto") == Some("https"),
            user_agent: text(USER_AGENT.as_str()).map(|agent| agent.chars().take(200).collect()),
        })
    }
}

/// The caller's address as the outermost of our proxies saw it. Every proxy adds at the end whom it heard from, so
/// what stands before that is the caller's own word. Several lines are one list, and bytes that are no text, which a
/// caller may have sent, spoil only their own entry.
fn forwarded(headers: &HeaderMap, proxies: u8) -> Option<String> {
    let lines: Vec<_> = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|line| String::from_utf8_lossy(line.as_bytes()))
        .collect();
    let list: Vec<&str> = lines
        .iter()
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    let at = list.len().saturating_sub(usize::from(proxies));
    let entry = list.get(at).filter(|entry| !entry.is_empty())?;
    Some(entry.chars().take(64).collect())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_client_address_is_taken_from_the_outermost_proxy() {
        // One text per header line, one character per byte.
        let cases = [
            (vec!["10.1.1.1"], 0, None),
            (vec!["10.1.1.1"], 1, Some("10.1.1.1")),
            (vec!["6.6.6.6, 10.1.1.1"], 1, Some("10.1.1.1")),
            (vec!["10.1.1.1, 172.18.0.1"], 2, Some("10.1.1.1")),
            (vec!["6.6.6.6, 10.1.1.1,172.18.0.1"], 2, Some("10.1.1.1")),
            (vec!["6.6.6.6", "10.1.1.1"], 1, Some("10.1.1.1")),
            (vec!["6.6.6.6, 10.1.1.1", "172.18.0.1"], 2, Some("10.1.1.1")),
            (vec!["\u{ff}\u{fe}, 10.1.1.1"], 1, Some("10.1.1.1")),
            // Somebody inside who came past the outer proxy.
            (vec!["10.1.1.1"], 2, Some("10.1.1.1")),
            (vec![""], 1, None),
            (vec![], 1, None),
        ];
        for (lines, proxies, address) in cases {
            let mut headers = HeaderMap::new();
            for line in lines {
                let bytes: Vec<u8> = line.chars().filter_map(|c| u8::try_from(c).ok()).collect();
                let line = HeaderValue::from_bytes(&bytes).expect("a header");
                headers.append("x-forwarded-for", line);
            }
            assert_eq!(
                forwarded(&headers, proxies).as_deref(),
                address,
                "{headers:?} behind {proxies}"
            );
        }
    }
}

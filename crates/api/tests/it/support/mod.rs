//! The whole router on an empty installation with one administrator.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use duban_api::{ApiState, Options, Parts, router};
use duban_app::App;
use duban_app::store::Store;
use duban_app::user::password::queue::{Hashing, Limits};
use duban_core::clock::SystemClock;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

#[path = "../../../src/testing/installed.rs"]
#[expect(dead_code, reason = "the tests beside the sources use the rest")]
mod installed;

pub(crate) use installed::PASSWORD;
use installed::{ADMIN, install};

pub(crate) struct Server {
    pub(crate) router: Router,
    pub(crate) store: Store,
    _folder: TempDir,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The access token of a sign-in, as it is sent.
    pub(crate) fn bearer(&self) -> String {
        format!(
            "Bearer {}",
            self.json()["access_token"].as_str().expect("a token")
        )
    }

    /// The refresh token of a sign-in, as it is sent back.
    pub(crate) fn cookie(&self) -> String {
        let cookie = self.header("set-cookie");
        cookie.split(';').next().expect("a pair").to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_with(Hashing::new(Limits::default()), 0).await
    }

    /// With limits for hashing, behind so many proxies.
    pub(crate) async fn start_with(hashing: Arc<Hashing>, proxies: u8) -> Self {
        let installed = install().await;
        let clock = Arc::new(SystemClock);
        let parts = duban_app::Parts {
            store: installed.store.clone(),
            clock: clock.clone(),
            wall: clock,
            audit_key: vec![1; 32],
        };
        let state = ApiState::new(Parts {
            app: App::with_hashing(parts, hashing),
            jwt_key: vec![2; 32],
            options: Options {
                proxies,
                ..Options::default()
            },
            demo: None,
            metrics: None,
            stopping: CancellationToken::new(),
        });
        Self {
            router: router(state),
            store: installed.store,
            _folder: installed.folder,
        }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(request("GET", path, headers, Body::empty())).await
    }

    pub(crate) async fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        self.ask(request("POST", path, &all, Body::from(body.to_string())))
            .await
    }

    pub(crate) async fn sign_in(&self) -> Answer {
        self.sign_in_as(ADMIN, PASSWORD).await
    }

    pub(crate) async fn sign_in_as(&self, username: &str, password: &str) -> Answer {
        let body = json!({ "username": username, "password": password });
        self.post("/api/v1/auth/login", &[], &body).await
    }

    pub(crate) async fn bearer(&self) -> String {
        self.sign_in().await.bearer()
    }
}

pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).expect("a request")
}

//! The whole router on an empty installation with one administrator.
#![allow(dead_code, reason = "every test file uses its own part")]

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use duban_api::{ApiState, Options, Parts, router};
use duban_app::store::{Durability, Store, StoreOptions};
use duban_app::user::command::{Bootstrap, bootstrap_admin};
use duban_app::{App, calendar};
use duban_core::clock::SystemClock;
use duban_core::word::RegionLevel;
use duban_migrations::{Migrator, MigratorTrait};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "Correct-Horse-9";

pub(crate) struct Server {
    pub(crate) router: Router,
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
        let folder = tempfile::tempdir().expect("a folder");
        let options = StoreOptions {
            database_url: format!("sqlite://{}", folder.path().join("test.db").display()),
            connections: 2,
            durability: Durability::Normal,
        };
        let store = Store::open(&options).await.expect("opened");
        Migrator::up(store.for_migrations(), None)
            .await
            .expect("migrated");
        let clock = Arc::new(SystemClock);
        let app = App::new(duban_app::Parts {
            store,
            clock: clock.clone(),
            wall: clock,
            audit_key: vec![1; 32],
        });
        calendar::seed(&app).await.expect("a calendar");
        let admin = Bootstrap {
            region_code: "530323".to_owned(),
            region_name: "师宗县".to_owned(),
            region_level: RegionLevel::County,
            username: "sysadmin".to_owned(),
            name: "系统管理员".to_owned(),
            password: PASSWORD.to_owned(),
            must_change_password: false,
        };
        bootstrap_admin(&app, admin).await.expect("an administrator");
        let state = ApiState::new(Parts {
            app,
            jwt_key: vec![2; 32],
            options: Options::default(),
            demo: None,
            metrics: None,
            stopping: CancellationToken::new(),
        });
        Self {
            router: router(state),
            _folder: folder,
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
        self.sign_in_as("sysadmin", PASSWORD).await
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

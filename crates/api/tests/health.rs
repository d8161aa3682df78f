//! What monitoring is told.

use axum::http::StatusCode;
use serde_json::json;

mod support;
use support::Server;

#[tokio::test]
async fn readiness_says_whether_the_database_answers() {
    let server = Server::start().await;
    let ready = server.get("/readyz", &[]).await;
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(ready.json()["status"], "ok");
    assert_eq!(ready.json()["worker"]["status"], "late", "nobody has swept yet");

    server.store.clone().close().await.expect("closed");
    let ready = server.get("/readyz", &[]).await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.json(), json!({ "status": "unavailable", "worker": null }));
    assert_eq!(server.get("/healthz", &[]).await.status, StatusCode::OK);
}

//! What monitoring is told.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::Server;

#[tokio::test]
async fn readiness_says_whether_the_database_answers() {
    let server = Server::start().await;
    let ready = server.get("/readyz", &[]).await;
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(ready.json()["status"], "ok");
    assert_eq!(ready.json()["database"], json!({ "read": "ok", "write": "ok" }));
    let worker = &ready.json()["worker"];
    assert_eq!(
        (&worker["status"], &worker["reason"]),
        (&json!("late"), &json!("never_swept"))
    );

    // Another one: what was found is told again for a second.
    let server = Server::start().await;
    server.store.clone().close().await.expect("closed");
    let ready = server.get("/readyz", &[]).await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    let ill = json!({ "read": "unavailable", "write": "unavailable" });
    assert_eq!(
        ready.json(),
        json!({ "status": "unavailable", "database": ill, "worker": null })
    );
    assert_eq!(ready.header("retry-after"), "5");
    assert_eq!(server.get("/healthz", &[]).await.status, StatusCode::OK);
}

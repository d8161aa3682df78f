//! Signing in and out, and what every answer carries.

mod accounts;
mod answers;
mod sessions;
mod trail;

use duban_tests::{Answer, Client};
use reqwest::Method;
use reqwest::header::COOKIE;
use serde_json::json;

async fn login(client: &Client, username: &str, password: &str) -> Answer {
    client
        .post(
            "/auth/login",
            &json!({ "username": username, "password": password }),
        )
        .await
}

async fn refresh(client: &Client, cookie: &str) -> Answer {
    let request = client
        .request(Method::POST, "/auth/refresh")
        .header(COOKIE, format!("duban_refresh={cookie}"));
    client.send(request).await
}

//! How long a session lives: renewed by its cookie, ended by hand or by a new password.

use duban_tests::World;
use duban_tests::world::{PASSWORD, items, text};
use reqwest::Method;
use serde_json::json;

use super::{login, refresh};

#[tokio::test]
async fn the_refresh_cookie_rotates_and_its_reuse_ends_the_session() {
    let world = World::demo().await;
    let anyone = &world.anyone;
    let first = login(anyone, "d05", PASSWORD).await;
    let cookie = first.header("set-cookie").expect("a cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age="] {
        assert!(cookie.contains(part), "{part} is missing: {cookie}");
    }
    let zero = first.refresh_cookie().expect("a token");
    assert!(
        !first.text.contains(&zero),
        "no script ever sees the refresh token"
    );
    let one = refresh(anyone, &zero).await;
    assert!(one.body["access_token"].is_string());
    let one = one.refresh_cookie().expect("a new token");
    assert_ne!(zero, one);
    // A second tab may come with the same one a moment later.
    refresh(anyone, &zero).await.must_be(200);
    let two = refresh(anyone, &one).await;
    let access = text(&two.body["access_token"]);
    let two = two.refresh_cookie().expect("a new token");
    let signed_in = anyone.with_token("d05", &access);
    signed_in.get("/me").await.must_be(200);

    refresh(anyone, &zero).await.problem(401, "unauthenticated");
    refresh(anyone, &two).await.problem(401, "unauthenticated");
    signed_in.get("/me").await.problem(401, "unauthenticated");
    for bad in ["", "nonsense", "01850000-0000-7000-8000-000000000000.abc"] {
        refresh(anyone, bad).await.problem(401, "unauthenticated");
    }
    anyone
        .post("/auth/refresh", &json!({}))
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn sessions_end_when_they_are_ended() {
    let world = World::demo().await;
    let anyone = &world.anyone;
    let (here, there) = (
        login(anyone, "d05", PASSWORD).await,
        login(anyone, "d05", PASSWORD).await,
    );
    let cookie = here.refresh_cookie().expect("a token");
    let here = anyone.with_token("here", &text(&here.body["access_token"]));
    let there = anyone.with_token("there", &text(&there.body["access_token"]));
    let sessions = items(&here.get("/auth/sessions").await.expect(200));
    assert_eq!(sessions.len(), 2);
    let other = sessions
        .iter()
        .find(|session| session["current"] == false)
        .expect("the other one");
    let end = here.request(Method::DELETE, &format!("/auth/sessions/{}", text(&other["id"])));
    here.send(end).await.must_be(204);
    there.get("/me").await.problem(401, "unauthenticated");
    here.post("/auth/logout", &json!({})).await.must_be(204);
    here.get("/me").await.problem(401, "unauthenticated");
    refresh(anyone, &cookie).await.problem(401, "unauthenticated");
    for token in ["", "x.y.z", "eyJhbGciOiJub25lIn0.e30."] {
        anyone
            .with_token("forger", token)
            .get("/me")
            .await
            .problem(401, "unauthenticated");
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let world = World::demo().await;
    let anyone = &world.anyone;
    let (here, there) = (
        login(anyone, "d05", PASSWORD).await,
        login(anyone, "d05", PASSWORD).await,
    );
    let here = anyone.with_token("here", &text(&here.body["access_token"]));
    let there = anyone.with_token("there", &text(&there.body["access_token"]));
    let change = |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
    let new = "Better-Horse-2023";
    here.post("/auth/password", &change("wrong-Password-1", new))
        .await
        .field(422, "current_password", "wrong_password");
    let weak = here.post("/auth/password", &change(PASSWORD, "short")).await;
    assert_eq!(
        (weak.status, &weak.body["errors"][0]["field"]),
        (422, &json!("new_password"))
    );
    here.post("/auth/password", &change(PASSWORD, new))
        .await
        .must_be(204);
    there.get("/me").await.problem(401, "unauthenticated");
    here.get("/me").await.must_be(200);
    login(anyone, "d05", PASSWORD)
        .await
        .problem(401, "invalid_credentials");
    login(anyone, "d05", new).await.must_be(200);
}

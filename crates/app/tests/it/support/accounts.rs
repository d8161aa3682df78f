//! Words for tests about accounts.

use duban_app::session::command::{self as session, Login, SignedIn};
use duban_app::session::query;
use duban_app::user::input::NewUser;
use duban_app::{App, AppError, AppResult};
use duban_core::word::Role;

use super::Fixture;

/// A password that is nobody's yet.
pub(crate) const NEW: &str = "Another-Horse-7";

/// A handler to be; the department is still missing.
pub(crate) fn handler(username: &str) -> NewUser {
    NewUser {
        username: username.to_owned(),
        name: "张三".to_owned(),
        post: None,
        role: Role::Handler,
        department_id: None,
        liaison_id: None,
        portfolio: Vec::new(),
        password: NEW.to_owned(),
    }
}

pub(crate) async fn sign_in(app: &App, username: &str, password: &str) -> AppResult<SignedIn> {
    sign_in_from(app, username, password, "10.0.0.1", None).await
}

/// The same from another address, perhaps on a device that is known by this cookie.
pub(crate) async fn sign_in_from(
    app: &App,
    username: &str,
    password: &str,
    address: &str,
    device: Option<&str>,
) -> AppResult<SignedIn> {
    let login = Login {
        username: username.to_owned(),
        password: password.to_owned(),
    };
    let origin = session::ClientInfo {
        address: Some(address.to_owned()),
        user_agent: Some("a browser".to_owned()),
        device: device.map(str::to_owned),
    };
    session::login(app, login, origin).await
}

/// The refused fields as `field:code`, in order.
pub(crate) fn faults<T: std::fmt::Debug>(answer: AppResult<T>) -> Vec<String> {
    match answer {
        Err(AppError::Invalid(errors)) => errors.iter().map(|e| format!("{}:{}", e.field, e.code)).collect(),
        other => panic!("expected bad fields, got {other:?}"),
    }
}

/// Whether the session still lets its owner in.
pub(crate) async fn alive(f: &Fixture, signed_in: &SignedIn) -> bool {
    match query::actor(&f.app, signed_in.user, signed_in.session).await {
        Ok(actor) => actor.user == signed_in.user,
        Err(AppError::Unauthenticated) => false,
        Err(other) => panic!("{other}"),
    }
}

//! Accounts and sessions.

use chrono::TimeDelta;
use duban_app::session::command as session;
use duban_app::user::input::{ChangePassword, PatchUser};
use duban_app::user::{command as user, local_admin};
use duban_app::{AppError, AppResult};
use duban_core::id::{DepartmentId, UserId};
use serde_json::json;

use super::{Case, Kind, Work, fresh};
use crate::support::accounts::{NEW, handler, sign_in};
use crate::support::{COUNTY, Fixture, PASSWORD};

/// A new handler, who has had no other password.
async fn somebody(f: &Fixture) -> (String, UserId) {
    let username = format!("p{}", fresh());
    let mut new = handler(&username);
    new.department_id = Some(f.d01);
    let sysadmin = f.ctx("sysadmin").await;
    let made = user::create(&f.app, &sysadmin, new).await.expect("an account");
    (username, made.id)
}

pub(super) fn accounts() -> Vec<Case> {
    vec![
        case!(Command, "user_create", |f| {
            let ctx = f.ctx("sysadmin").await;
            let mut new = handler(&format!("u{}", fresh()));
            new.department_id = Some(f.d01);
            work!([ctx, new] app => user::create(&app, &ctx, new).await)
        }),
        case!(Command, "user_patch", |f| {
            let (ctx, id) = (f.ctx("sysadmin").await, f.user("d02"));
            let patch: PatchUser =
                serde_json::from_value(json!({ "name": format!("李四{}", fresh()), "post": "科员" }))
                    .expect("a patch");
            work!([ctx, patch] app => user::patch(&app, &ctx, id, patch).await)
        }),
        case!(Command, "user_portfolio", |f| {
            // There and back, so that the number of rows stays.
            let sysadmin = f.ctx("sysadmin").await;
            let id = f.user("leader1");
            let line = |units: &[DepartmentId]| PatchUser {
                portfolio: Some(units.to_vec()),
                ..PatchUser::default()
            };
            user::patch(&f.app, &sysadmin, id, line(&[f.d02]))
                .await
                .expect("changed");
            let (ctx, patch) = (sysadmin, line(&[f.d01]));
            work!([ctx, patch] app => user::patch(&app, &ctx, id, patch).await)
        }),
        case!(Command, "user_set_password", |f| {
            let (ctx, (_, id)) = (f.ctx("sysadmin").await, somebody(f).await);
            work!([ctx] app => user::set_password(&app, &ctx, id, PASSWORD).await)
        }),
        case!(Command, "user_unlock", |f| {
            let (ctx, id) = (f.ctx("sysadmin").await, f.user("d02"));
            work!([ctx] app => user::unlock(&app, &ctx, id).await)
        }),
        case!(Command, "machine_reset_password", |f| {
            let (name, _) = somebody(f).await;
            work!([name] app => local_admin::reset_password(&app, &name, PASSWORD).await)
        }),
        case!(Command, "machine_unlock", |_f| {
            work!([] app => local_admin::unlock(&app, "d02").await)
        }),
        case!(Command, "machine_security_admin", |_f| {
            let name = format!("s{}", fresh());
            work!([name] app => local_admin::make_security_admin(&app, COUNTY, &name, NEW, true).await)
        }),
        case!(Command, "user_load", |f| {
            let county = f.county;
            let person = user::LoadUser {
                username: format!("l{}", fresh()),
                name: "王五".to_owned(),
                post: None,
                role: duban_core::word::Role::Handler,
                department: Some(f.d01),
                liaison: None,
                portfolio: Vec::new(),
                password_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA".to_owned(),
                must_change_password: true,
            };
            work!([person] app => user::load(&app, county, vec![person]).await)
        }),
    ]
}

pub(super) fn sessions() -> Vec<Case> {
    vec![
        case!(Job, "sign_in", |_f| {
            work!([] app => sign_in(&app, "d01", PASSWORD).await)
        }),
        case!(Job, "sign_in_refused", |f| {
            // Nobody is locked yet, and the address may try again.
            let (name, _) = somebody(f).await;
            f.wall.advance(TimeDelta::minutes(10));
            work!([name] app => match sign_in(&app, &name, "Wrong-Horse-9").await {
                Err(AppError::InvalidCredentials) => Ok(()),
                Err(other) => Err(other),
                Ok(_) => Err(AppError::Internal("signed in".to_owned())),
            })
        }),
        case!(Command, "sign_in_renewed", |f| {
            let token = sign_in(&f.app, "d01", PASSWORD)
                .await
                .expect("session")
                .refresh_token;
            work!([token] app => session::refresh(&app, &token).await)
        }),
        case!(Command, "sign_out", |f| {
            let (ctx, id) = (
                f.ctx("d01").await,
                sign_in(&f.app, "d01", PASSWORD).await.expect("session").session,
            );
            work!([ctx] app => session::logout(&app, &ctx, id).await)
        }),
        case!(Command, "sign_out_by_cookie", |f| {
            let token = sign_in(&f.app, "d01", PASSWORD)
                .await
                .expect("session")
                .refresh_token;
            work!([token] app => session::logout_by_refresh(&app, &token).await)
        }),
        case!(Command, "session_revoke", |f| {
            let (ctx, id) = (
                f.ctx("d01").await,
                sign_in(&f.app, "d01", PASSWORD).await.expect("session").session,
            );
            work!([ctx] app => session::revoke(&app, &ctx, id).await)
        }),
        case!(Command, "sessions_revoke", |f| {
            let (ctx, id) = (f.ctx("sysadmin").await, f.user("d01-head"));
            let _ = sign_in(&f.app, "d01-head", PASSWORD).await.expect("session");
            work!([ctx] app => session::revoke_all_of(&app, &ctx, id).await)
        }),
        case!(Job, "own_password", |f| {
            let (username, id) = somebody(f).await;
            let mine = sign_in(&f.app, &username, NEW).await.expect("session").session;
            let actor = f
                .app
                .directory()
                .await
                .expect("directory")
                .actor(id)
                .expect("active");
            let ctx = duban_app::Ctx {
                actor,
                request_id: None,
            };
            let change = ChangePassword {
                current_password: NEW.to_owned(),
                new_password: "Third-Horse-5".to_owned(),
            };
            work!([ctx, change] app => user::change_own_password(&app, &ctx, mine, change).await)
        }),
    ]
}

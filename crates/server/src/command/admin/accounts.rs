//! Accounts at the machine: for the case that nobody who could help is able to sign in.

use std::process::ExitCode;

use anyhow::{Context, Result};
use duban_app::user;
use duban_app::user::command::Account;
use duban_app::user::local_admin;

use super::{describe, generate_password, read_line};
use crate::bootstrap::{Runtime, Schema, Time};
use crate::cli::MakeSecurityAdmin;
use crate::config::Settings;

pub(in crate::command) async fn list(settings: &Settings) -> Result<ExitCode> {
    let runtime = Runtime::open(settings, Time::Real, Schema::Require).await?;
    let accounts = user::command::accounts(&runtime.app).await?;
    let directory = runtime.app.directory().await?;
    for account in &accounts {
        let region = directory.region(account.region)?;
        println!("{}", line(account, &format!("{} {}", region.code, region.name)));
    }
    runtime.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// User name, role, region, state and name, apart by tabs.
fn line(account: &Account, region: &str) -> String {
    let mut state = vec![if account.active { "active" } else { "closed" }.to_owned()];
    if account.must_change_password {
        state.push("must change password".to_owned());
    }
    if let Some(until) = account.locked_until {
        state.push(format!("locked until {}", until.format("%Y-%m-%dT%H:%M:%SZ")));
    }
    let columns = [
        &account.username,
        account.role.as_str(),
        region,
        &state.join(", "),
        &account.name,
    ];
    columns.join("\t")
}

pub(in crate::command) async fn reset_password(settings: &Settings, username: &str) -> Result<ExitCode> {
    let runtime = Runtime::open(settings, Time::Real, Schema::Require).await?;
    let password = generate_password()?;
    let done = local_admin::reset_password(&runtime.app, username, &password).await;
    runtime.close().await?;
    done.map_err(describe).context("no password was set")?;
    println!(
        "{username} has a new password, to be changed at the next sign-in and shown this once: {password}"
    );
    Ok(ExitCode::SUCCESS)
}

pub(in crate::command) async fn unlock(settings: &Settings, username: &str) -> Result<ExitCode> {
    let runtime = Runtime::open(settings, Time::Real, Schema::Require).await?;
    let done = local_admin::unlock(&runtime.app, username).await;
    runtime.close().await?;
    if done.map_err(describe).context("not unlocked")? {
        println!("{username} is open again");
    } else {
        println!("{username} was not locked");
    }
    Ok(ExitCode::SUCCESS)
}

pub(in crate::command) async fn make_security_admin(
    settings: &Settings,
    new: &MakeSecurityAdmin,
) -> Result<ExitCode> {
    let runtime = Runtime::open(settings, Time::Real, Schema::Require).await?;
    let given = new.password_stdin;
    let password = if given { read_line()? } else { generate_password()? };
    let made =
        local_admin::make_security_admin(&runtime.app, &new.region_code, &new.username, &password, !given)
            .await;
    runtime.close().await?;
    made.map_err(describe).context("not made")?;
    let of = &new.region_code;
    if given {
        println!("the security administrator of {of} was made");
    } else {
        println!("the security administrator of {of} was made; password, shown this once: {password}");
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use duban_core::word::Role;

    use super::*;

    #[test]
    fn a_line_shows_the_state() {
        let nobody = "00000000-0000-0000-0000-000000000000";
        let account = |active: bool, must_change_password: bool, locked_until: Option<&str>| Account {
            id: nobody.parse().expect("an id"),
            region: nobody.parse().expect("an id"),
            username: "admin".to_owned(),
            post: "管理员".to_owned(),
            name: "张三".to_owned(),
            role: Role::SystemAdmin,
            active,
            must_change_password,
            locked_until: locked_until.map(|until| until.parse().expect("an instant")),
        };
        for (account, state) in [
            (account(true, false, None), "active"),
            (account(false, false, None), "closed"),
            (
                account(true, true, Some("2026-01-02T03:04:05.6Z")),
                "active, must change password, locked until 2026-01-02T03:04:05Z",
            ),
        ] {
            let text = line(&account, "530323 师宗县");
            assert_eq!(text, format!("admin\tsystem_admin\t530323 师宗县\t{state}\t张三"));
        }
    }
}

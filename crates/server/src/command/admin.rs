//! The first administrator. There is no default account and no default password.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use duban_app::AppError;
use duban_app::user::command::{Bootstrap, bootstrap_admin};

use crate::cli::CreateAdmin;
use crate::config::Settings;
use crate::opened::{Opened, Schema, Time};

/// No letters or digits that are easily taken for one another.
const ALPHABET: &[u8; 56] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
    .first_chunk::<56>()
    .expect("long enough");

pub(super) async fn create(settings: &Settings, new: CreateAdmin) -> Result<ExitCode> {
    let username = given_or_asked(new.username, "User name", "--username")?;
    let region_code = given_or_asked(
        new.region_code,
        "Code of the region, e.g. 530323",
        "--region-code",
    )?;
    let region_name = given_or_asked(
        new.region_name,
        "Name of the region, e.g. 师宗县",
        "--region-name",
    )?;
    let region_level = new
        .region_level
        .parse()
        .ok()
        .context("--region-level must be county or city")?;
    let password = if new.password_stdin {
        read_line()?
    } else {
        made_up()?
    };
    let first = Bootstrap {
        region_code,
        region_name,
        region_level,
        name: username.clone(),
        username,
        password: password.clone(),
        must_change_password: !new.password_stdin,
    };
    let opened = Opened::open(settings, Time::Real, Schema::Migrate).await?;
    let made = bootstrap_admin(&opened.app, first).await;
    opened.close().await?;
    match made {
        Ok(_) if new.password_stdin => println!("the administrator was made"),
        Ok(_) => println!("the administrator was made; password, shown this once: {password}"),
        Err(AppError::Invalid(errors)) => {
            let told: Vec<_> = errors
                .iter()
                .map(|error| format!("{}: {}", error.field, error.code))
                .collect();
            bail!("not made: {}", told.join(", "));
        }
        Err(error) => return Err(error).context("not made"),
    }
    Ok(ExitCode::SUCCESS)
}

fn given_or_asked(given: Option<String>, question: &str, flag: &str) -> Result<String> {
    match given {
        Some(given) => Ok(given),
        None if io::stdin().is_terminal() => {
            print!("{question}: ");
            io::stdout().flush()?;
            read_line()
        }
        None => bail!("{flag} is missing"),
    }
}

fn read_line() -> Result<String> {
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .context("standard input cannot be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Twenty characters of all classes.
fn made_up() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    let letters: String = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]))
        .collect();
    Ok(format!("{letters}-Aa2"))
}

#[cfg(test)]
mod tests {
    use duban_app::user::password::check_strength;

    use super::*;

    #[test]
    fn a_made_up_password_is_strong_and_new_every_time() {
        let (one, two) = (made_up().expect("made"), made_up().expect("made"));
        assert_ne!(one, two);
        check_strength("password", "admin", &one).expect("strong");
    }
}

//! The first administrator. There is no default account and no default password. [`accounts`] has what is done to
//! accounts that are there.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail, ensure};
use duban_app::AppError;
use duban_app::directory::Region;
use duban_app::user::command::{FirstAdmin, bootstrap_admin};
use duban_core::lang::Lang;
use duban_core::say;
use duban_core::word::RegionLevel;

use crate::bootstrap::{Runtime, Schema, Time};
use crate::cli::CreateAdmin;
use crate::config::Settings;
use crate::county::file::is_code;

pub(super) mod accounts;

/// No letters or digits that are easily taken for one another.
const ALPHABET: &[u8; 56] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
    .first_chunk::<56>()
    .expect("long enough");

pub(super) async fn create(settings: &Settings, new: CreateAdmin) -> Result<ExitCode> {
    let username = value_or_prompt(new.username, "User name", "--username")?;
    let region_code = value_or_prompt(
        new.region_code,
        "Code of the region, e.g. 530323",
        "--region-code",
    )?;
    let requested = RequestedRegion {
        code: region_code,
        name: new.region_name,
        level: match new.region_level {
            Some(level) => Some(
                level
                    .parse()
                    .ok()
                    .context("--region-level must be county or city")?,
            ),
            None => None,
        },
    };
    requested.check()?;
    let runtime = Runtime::open(settings, Time::Real, Schema::migrating(new.new.new)).await?;
    let directory = runtime.app.directory().await?;
    let regions: Vec<_> = directory.regions().map(RegionIdentity::from).collect();
    let region = requested.resolve(&regions, |given, question| {
        value_or_prompt(given, question, "--region-name")
    })?;
    let password = if new.password_stdin {
        read_line()?
    } else {
        generate_password()?
    };
    let first = FirstAdmin {
        region_code: region.code.clone(),
        region_name: region.name.clone(),
        region_level: region.level,
        name: username.clone(),
        username,
        password: password.clone(),
        must_change_password: !new.password_stdin,
    };
    let made = bootstrap_admin(&runtime.app, first).await;
    runtime.mark_as_used(settings).await?;
    runtime.close().await?;
    let of = format!("of {} {}", region.code, region.name);
    match made {
        Ok(_) if new.password_stdin => println!("the administrator {of} was made"),
        Ok(_) => println!("the administrator {of} was made; password, shown this once: {password}"),
        Err(error) => return Err(describe(error)).context("not made"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The error with its bad fields in one line.
fn describe(error: AppError) -> anyhow::Error {
    let AppError::Invalid(errors) = error else {
        return error.into();
    };
    let fields = errors
        .iter()
        .map(|error| format!("{}: {}", error.field, error.code));
    anyhow!(fields.collect::<Vec<_>>().join(", "))
}

/// The region as given on the command line; only the code is required.
struct RequestedRegion {
    code: String,
    name: Option<String>,
    level: Option<RegionLevel>,
}

/// What identifies a region on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RegionIdentity {
    code: String,
    name: String,
    level: RegionLevel,
}

impl From<&Region> for RegionIdentity {
    fn from(region: &Region) -> Self {
        Self {
            code: region.code.clone(),
            name: region.name.clone(),
            level: region.level,
        }
    }
}

impl RequestedRegion {
    fn check(&self) -> Result<()> {
        ensure!(
            is_code(&self.code),
            "--region-code must be the six digits of the administrative code"
        );
        Ok(())
    }

    /// Which region is meant; of one that is not there yet, the name is asked for when none was given. Nothing removes
    /// a region that a slip of the pen has made, so what does not fit together is refused.
    fn resolve(
        self,
        regions: &[RegionIdentity],
        named: impl FnOnce(Option<String>, &str) -> Result<String>,
    ) -> Result<RegionIdentity> {
        let Some(there) = regions.iter().find(|region| region.code == self.code) else {
            let question = say!(Lang::English, "command.region_name", code = self.code);
            let name = named(self.name, &question)?.trim().to_owned();
            if let Some(namesake) = regions.iter().find(|region| region.name == name) {
                bail!("{name} is there already, with the code {}", namesake.code);
            }
            return Ok(RegionIdentity {
                code: self.code,
                name,
                level: self.level.unwrap_or(RegionLevel::County),
            });
        };
        if let Some(name) = &self.name {
            ensure!(
                name.trim() == there.name,
                "{} is {}, not {name}",
                there.code,
                there.name
            );
        }
        if let Some(level) = self.level {
            ensure!(
                level == there.level,
                "{} {} is a {}, not a {level}",
                there.code,
                there.name,
                there.level
            );
        }
        Ok(there.clone())
    }
}

fn value_or_prompt(given: Option<String>, question: &str, flag: &str) -> Result<String> {
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
fn generate_password() -> Result<String> {
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
    fn a_region_that_contradicts_an_existing_one_is_refused() {
        let there = RegionIdentity {
            code: "530325".to_owned(),
            name: "富源县".to_owned(),
            level: RegionLevel::County,
        };
        let (county, city) = (Some("county"), Some("city"));
        let namesake = "富源县 is there already, with the code 530325";
        // What was given, and what is typed when the name is asked for.
        let cases = [
            ("530325", None, None, "", "530325 富源县 county"),
            ("530325", Some("富源县"), county, "", "530325 富源县 county"),
            ("530325", Some("富源"), None, "", "530325 is 富源县, not 富源"),
            ("530325", None, city, "", "530325 富源县 is a county, not a city"),
            ("530352", Some("富源县"), None, "", namesake),
            ("530352", None, None, "富源县 ", namesake),
            ("530300", Some("曲靖市"), city, "", "530300 曲靖市 city"),
            ("530324", None, None, " 罗平县 ", "530324 罗平县 county"),
            ("53032", None, None, "", "six digits"),
            ("53032x", None, None, "", "six digits"),
        ];
        for (code, name, level, typed, expected) in cases {
            let requested = RequestedRegion {
                code: code.to_owned(),
                name: name.map(str::to_owned),
                level: level.map(|level: &str| level.parse().expect("a level")),
            };
            let named = |given: Option<String>, _: &str| Ok(given.unwrap_or_else(|| typed.to_owned()));
            let found = requested
                .check()
                .and_then(|()| requested.resolve(std::slice::from_ref(&there), named));
            let found = found.map_or_else(
                |error| error.to_string(),
                |region| format!("{} {} {}", region.code, region.name, region.level),
            );
            assert!(
                found.contains(expected),
                "{code} {name:?} {level:?} {typed}: {found}"
            );
        }
    }

    #[test]
    fn a_generated_password_is_strong_and_unique() {
        let (one, two) = (
            generate_password().expect("made"),
            generate_password().expect("made"),
        );
        assert_ne!(one, two);
        check_strength("password", "admin", &one).expect("strong");
    }
}

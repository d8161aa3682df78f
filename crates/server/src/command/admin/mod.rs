//! The first administrator. There is no default account and no default password. [`accounts`] has what is done to
//! accounts that are there.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail, ensure};
use duban_app::AppError;
use duban_app::directory::Region;
use duban_app::user::command::{Bootstrap, bootstrap_admin};
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
    let username = given_or_asked(new.username, "User name", "--username")?;
    let region_code = given_or_asked(
        new.region_code,
        "Code of the region, e.g. 530323",
        "--region-code",
    )?;
    let wanted = Wanted {
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
    wanted.check()?;
    let runtime = Runtime::open(settings, Time::Real, Schema::migrating(new.new.new)).await?;
    let directory = runtime.app.directory().await?;
    let regions: Vec<_> = directory.regions().map(Known::from).collect();
    let region = wanted.among(&regions, |given, question| {
        given_or_asked(given, question, "--region-name")
    })?;
    let password = if new.password_stdin {
        read_line()?
    } else {
        made_up()?
    };
    let first = Bootstrap {
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
        Err(error) => return Err(told(error)).context("not made"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The error with its bad fields in one line.
fn told(error: AppError) -> anyhow::Error {
    let AppError::Invalid(errors) = error else {
        return error.into();
    };
    let fields = errors
        .iter()
        .map(|error| format!("{}: {}", error.field, error.code));
    anyhow!(fields.collect::<Vec<_>>().join(", "))
}

/// The region as the command line says it.
struct Wanted {
    code: String,
    name: Option<String>,
    level: Option<RegionLevel>,
}

/// What is told apart of a region here.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    code: String,
    name: String,
    level: RegionLevel,
}

impl From<&Region> for Known {
    fn from(region: &Region) -> Self {
        Self {
            code: region.code.clone(),
            name: region.name.clone(),
            level: region.level,
        }
    }
}

impl Wanted {
    fn check(&self) -> Result<()> {
        ensure!(
            is_code(&self.code),
            "--region-code must be the six digits of the administrative code"
        );
        Ok(())
    }

    /// Which region is meant; of one that is not there yet, the name is asked for when none was given. Nothing removes
    /// a region that a slip of the pen has made, so what does not fit together is refused.
    fn among(
        self,
        regions: &[Known],
        named: impl FnOnce(Option<String>, &str) -> Result<String>,
    ) -> Result<Known> {
        let Some(there) = regions.iter().find(|region| region.code == self.code) else {
            let question = say!(Lang::English, "command.region_name", code = self.code);
            let name = named(self.name, &question)?.trim().to_owned();
            if let Some(namesake) = regions.iter().find(|region| region.name == name) {
                bail!("{name} is there already, with the code {}", namesake.code);
            }
            return Ok(Known {
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
    fn a_region_is_the_one_that_is_there_or_a_new_one_and_never_a_slip() {
        let there = Known {
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
        for (code, name, level, typed, told) in cases {
            let wanted = Wanted {
                code: code.to_owned(),
                name: name.map(str::to_owned),
                level: level.map(|level: &str| level.parse().expect("a level")),
            };
            let named = |given: Option<String>, _: &str| Ok(given.unwrap_or_else(|| typed.to_owned()));
            let found = wanted
                .check()
                .and_then(|()| wanted.among(std::slice::from_ref(&there), named));
            let found = found.map_or_else(
                |error| error.to_string(),
                |region| format!("{} {} {}", region.code, region.name, region.level),
            );
            assert!(found.contains(told), "{code} {name:?} {level:?} {typed}: {found}");
        }
    }

    #[test]
    fn a_made_up_password_is_strong_and_new_every_time() {
        let (one, two) = (made_up().expect("made"), made_up().expect("made"));
        assert_ne!(one, two);
        check_strength("password", "admin", &one).expect("strong");
    }
}

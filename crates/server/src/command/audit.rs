//! Checking the chain of events from outside the running server.

use std::process::ExitCode;

use anyhow::{Context, Result};
use duban_app::event::verify::{self, FirstBad, Head, Reason, Verdict};
use duban_app::{App, region};
use duban_core::id::RegionId;

use crate::bootstrap::Runtime;
use crate::cli::Verify;
use crate::config::Settings;

pub(super) async fn verify(settings: &Settings, what: Verify) -> Result<ExitCode> {
    let runtime = Runtime::open_to_verify(settings).await?;
    let intact = check(&runtime.app, &what).await;
    runtime.close().await?;
    Ok(if intact? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

pub(super) async fn head(settings: &Settings) -> Result<ExitCode> {
    let runtime = Runtime::open_to_verify(settings).await?;
    let printed = heads(&runtime.app).await;
    runtime.close().await?;
    let intact = printed?;
    Ok(if intact {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The head of every chain that is whole, under the code that `--region` takes. That of a broken one is worth nothing as
/// a proof and is not given out for one.
async fn heads(app: &App) -> Result<bool> {
    let directory = app.directory().await?;
    let mut regions: Vec<_> = directory.regions().collect();
    regions.sort_unstable_by_key(|region| &region.code);
    let mut intact = true;
    for region in regions {
        let verdict = verify::region(app, region.id).await?;
        match head_of(&verdict) {
            Ok(head) => println!("{} {head}", region.code),
            Err(why) => {
                eprintln!("{} {why}", region.code);
                intact = false;
            }
        }
    }
    for fault in verify::regions(app).await? {
        eprintln!("{fault}");
        intact = false;
    }
    Ok(intact)
}

fn head_of(verdict: &Verdict) -> std::result::Result<String, String> {
    match &verdict.first_bad {
        None => Ok(format!("{}:{}", verdict.head.seq, verdict.head.mac)),
        Some(bad) => Err(format!("is {}; it has no head to be kept", broken(bad))),
    }
}

async fn check(app: &App, what: &Verify) -> Result<bool> {
    let Some(region_name) = &what.region else {
        let mut intact = true;
        for (name, verdict) in verify::all(app).await? {
            intact &= print_verdict(&name, &verdict);
        }
        for fault in verify::regions(app).await? {
            println!("broken: {fault}");
            intact = false;
        }
        return Ok(intact);
    };
    let region = find(app, region_name).await?;
    let verdict = verify::region(app, region).await?;
    let mut intact = print_verdict(region_name, &verdict);
    if let Some(known) = &what.known {
        let (seq, mac) = known.split_once(':').context("--known must be NUMBER:SEAL")?;
        let known = Head {
            seq: seq.parse().context("--known must be NUMBER:SEAL")?,
            mac: mac.to_owned(),
        };
        if !verify::holds(app, region, &known).await? {
            println!("{region_name}: row {} with the known seal is gone", known.seq);
            intact = false;
        }
    }
    Ok(intact)
}

async fn find(app: &App, region_name: &str) -> Result<RegionId> {
    if let Some(region) = region::command::find_by_code(app, region_name).await? {
        return Ok(region);
    }
    let directory = app.directory().await?;
    let mut regions = directory.regions();
    regions
        .find(|region| region.name == region_name)
        .map(|region| region.id)
        .context("there is no such region")
}

fn print_verdict(name: &str, verdict: &Verdict) -> bool {
    match &verdict.first_bad {
        None => println!(
            "{name}: whole, {} rows, head {}:{}",
            verdict.checked, verdict.head.seq, verdict.head.mac
        ),
        Some(bad) => println!("{name}: {}", broken(bad)),
    }
    verdict.whole
}

fn broken(bad: &FirstBad) -> String {
    format!("broken at row {}: {}", bad.seq, describe(bad.reason))
}

const fn describe(reason: Reason) -> &'static str {
    match reason {
        Reason::Altered => "it says something else than what was sealed",
        Reason::Missing => "it is missing although later ones are there",
        Reason::CutOff => "it and all after it are gone",
        Reason::HeadAltered => {
            "the head says something else than the newest row or than what was sealed, or is gone"
        }
        Reason::PastHead => "it lies past the head",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_chain_gives_no_head_to_keep() {
        let head = Head {
            seq: 7,
            mac: "5ea1".to_owned(),
        };
        let intact = Verdict {
            whole: true,
            checked: 7,
            first_bad: None,
            head,
        };
        assert_eq!(head_of(&intact), Ok("7:5ea1".to_owned()));
        let bad = FirstBad {
            seq: 3,
            reason: Reason::Altered,
        };
        let broken = Verdict {
            whole: false,
            first_bad: Some(bad),
            ..intact
        };
        let message = head_of(&broken).expect_err("broken");
        assert!(
            message.contains("broken at row 3") && !message.contains("5ea1"),
            "{message}"
        );
    }
}

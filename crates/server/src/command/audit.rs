//! Checking the chain of events from outside the running server.

use std::process::ExitCode;

use anyhow::{Context, Result};
use duban_app::event::verify::{self, Head, Reason, Verdict};
use duban_app::{App, region};
use duban_core::id::RegionId;

use crate::cli::Verify;
use crate::config::Settings;
use crate::opened::Opened;

pub(super) async fn verify(settings: &Settings, what: Verify) -> Result<ExitCode> {
    let opened = Opened::open_to_verify(settings).await?;
    let whole = check(&opened.app, &what).await;
    opened.close().await?;
    Ok(if whole? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

pub(super) async fn head(settings: &Settings) -> Result<ExitCode> {
    let opened = Opened::open_to_verify(settings).await?;
    for (name, verdict) in verify::all(&opened.app).await? {
        println!("{name} {}:{}", verdict.head.seq, verdict.head.mac);
    }
    opened.close().await?;
    Ok(ExitCode::SUCCESS)
}

async fn check(app: &App, what: &Verify) -> Result<bool> {
    let Some(wanted) = &what.region else {
        let mut whole = true;
        for (name, verdict) in verify::all(app).await? {
            whole &= tell(&name, &verdict);
        }
        return Ok(whole);
    };
    let region = find(app, wanted).await?;
    let verdict = verify::region(app, region).await?;
    let mut whole = tell(wanted, &verdict);
    if let Some(known) = &what.known {
        let (seq, mac) = known.split_once(':').context("--known must be NUMBER:SEAL")?;
        let known = Head {
            seq: seq.parse().context("--known must be NUMBER:SEAL")?,
            mac: mac.to_owned(),
        };
        if !verify::holds(app, region, &known).await? {
            println!("{wanted}: row {} with the known seal is gone", known.seq);
            whole = false;
        }
    }
    Ok(whole)
}

async fn find(app: &App, wanted: &str) -> Result<RegionId> {
    if let Some(region) = region::command::find_by_code(app, wanted).await? {
        return Ok(region);
    }
    let directory = app.directory().await?;
    let mut regions = directory.regions();
    regions
        .find(|region| region.name == wanted)
        .map(|region| region.id)
        .context("there is no such region")
}

fn tell(name: &str, verdict: &Verdict) -> bool {
    match &verdict.first_bad {
        None => println!(
            "{name}: whole, {} rows, head {}:{}",
            verdict.checked, verdict.head.seq, verdict.head.mac
        ),
        Some(bad) => println!("{name}: broken at row {}: {}", bad.seq, words(bad.reason)),
    }
    verdict.whole
}

const fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Altered => "it says something else than what was sealed",
        Reason::Missing => "it is missing although later ones are there",
        Reason::CutOff => "it and all after it are gone",
        Reason::HeadAltered => "the head says something else than the newest row",
        Reason::PastHead => "it lies past the head",
    }
}

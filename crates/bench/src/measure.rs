//! The measurements: both sides on databases that are alike, round about.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::child::{Server, cpu_seconds};
use crate::client::{Connection, get, load, post};
use crate::county::County;
use crate::fixture::Fixture;
use crate::report::{Line, progress};
use crate::stats::{Pair, Round};
use crate::{Content, Side, engine, ours};

/// How much is measured.
#[derive(Debug, Clone)]
pub(crate) struct Amount {
    /// Rounds of each side.
    pub(crate) rounds: usize,
    /// Lists in a round.
    pub(crate) lists: usize,
    /// Creations in a round.
    pub(crate) creations: usize,
    /// Due steps in a sweep.
    pub(crate) steps: usize,
    /// Clients at once.
    pub(crate) clients: usize,
}

/// Two servers on two copies of a database.
pub(crate) struct Both {
    ours: Server,
    baseline: Server,
    county: County,
    urls: [String; 2],
    now: DateTime<Utc>,
}

impl Both {
    /// Makes the database twice and starts the servers.
    pub(crate) async fn start(fixture: &Fixture, matters: usize, now: DateTime<Utc>) -> Result<Self> {
        let url = fixture.make("ours", Content::Mixed, matters, now).await?;
        let copy = fixture.copy("ours", "baseline").await?;
        println!("{} with {matters} matters", engine::version(&url).await?);
        Ok(Self {
            county: engine::county(&url).await?,
            ours: Server::start(Side::Ours, &url, now)?,
            baseline: Server::start(Side::Baseline, &copy, now)?,
            urls: [url, copy],
            now,
        })
    }

    /// Stops the servers, checks what they wrote and throws it away.
    pub(crate) async fn stop(self, fixture: &Fixture) -> Result<()> {
        let Self {
            ours,
            baseline,
            urls,
            now,
            ..
        } = self;
        drop((ours, baseline));
        for url in &urls {
            ours::verify(url, now).await?;
        }
        fixture.drop("ours").await?;
        fixture.drop("baseline").await
    }

    fn sides(&self, round: usize) -> [&Server; 2] {
        if round.is_multiple_of(2) {
            [&self.ours, &self.baseline]
        } else {
            [&self.baseline, &self.ours]
        }
    }

    /// Lists of 50 by department, open, by date.
    pub(crate) async fn lists(&self, what: &str, amount: &Amount) -> Result<Pair> {
        let target = |unit: &crate::county::Unit| {
            format!(
                "/api/v1/matters?department={}&open=true&sort=due_on&limit=50",
                unit.unit.id
            )
        };
        for unit in self.county.units.iter().step_by(9) {
            let path = target(unit);
            let body = async |server: &Server| {
                self.answer(server, &get(&path, &server.token().await?), 200)
                    .await
            };
            let (ours, baseline) = (body(&self.ours).await?, body(&self.baseline).await?);
            ensure!(ours == baseline, "the answers differ:\n{ours}\n{baseline}");
            ensure!(
                ours["items"].as_array().is_some_and(|items| items.len() == 50),
                "no full page: {ours}"
            );
        }
        let requests = |token: &str| {
            self.county
                .units
                .iter()
                .map(|unit| get(&target(unit), token))
                .collect()
        };
        self.rounds(what, amount, amount.lists, 200, requests).await
    }

    /// Registering matters, each with a lead and two co-departments.
    pub(crate) async fn creations(&self, what: &str, amount: &Amount) -> Result<Pair> {
        let bodies: Vec<Value> = (0..self.county.units.len())
            .map(|n| new_matter(&self.county, n, self.now))
            .collect();
        let created = async |server: &Server| {
            let request = post("/api/v1/matters", &server.token().await?, &bodies[0]);
            let mut answer = self.answer(server, &request, 201).await?;
            answer
                .as_object_mut()
                .context("an object")?
                .remove("id")
                .context("an id")?;
            Ok::<_, anyhow::Error>(answer)
        };
        let (ours, baseline) = (created(&self.ours).await?, created(&self.baseline).await?);
        ensure!(ours == baseline, "the answers differ:\n{ours}\n{baseline}");
        let requests = |token: &str| {
            bodies
                .iter()
                .map(|body| post("/api/v1/matters", token, body))
                .collect()
        };
        self.rounds(what, amount, amount.creations, 201, requests).await
    }

    async fn answer(&self, server: &Server, request: &[u8], status: u16) -> Result<Value> {
        let answer = Connection::open(server.port).await?.send(request).await?;
        let body = String::from_utf8_lossy(&answer.body);
        ensure!(
            answer.status == status,
            "{} answered {}: {body}",
            server.side.name(),
            answer.status
        );
        Ok(serde_json::from_str(&body)?)
    }

    async fn rounds(
        &self,
        what: &str,
        amount: &Amount,
        count: usize,
        status: u16,
        requests: impl Fn(&str) -> Vec<Vec<u8>>,
    ) -> Result<Pair> {
        let mut pair = Pair::default();
        // Round 0 warms up and is forgotten.
        for round in 0..=amount.rounds {
            for server in self.sides(round) {
                let requests = Arc::new(requests(&server.token().await?));
                let before = server.cpu_seconds()?;
                let samples = load(server.port, requests, amount.clients, count, status).await?;
                let measured = Round::of(samples, server.cpu_seconds()? - before);
                if round > 0 {
                    progress(what, server.side.name(), &measured);
                    pair.of(server.side).push(measured);
                }
            }
        }
        Ok(pair)
    }
}

fn new_matter(county: &County, n: usize, now: DateTime<Utc>) -> Value {
    let unit = |n: usize| county.units[n % county.units.len()].unit.id;
    json!({
        "kind": "task",
        "title": "关于加快推进工业园区标准厂房建设并尽快投产达效的督办事项",
        "requirement": "倒排工期，挂图作战，每周报送形象进度；遇到用地、用电、资金问题的，列明原因和所需支持，三日内提出建议。",
        "urgency": "urgent",
        "category": "工业经济",
        "basis": "县政府第12次常务会议纪要",
        "leader_id": county.leaders[n % county.leaders.len()].id,
        "lead_department_id": unit(n),
        "co_department_ids": [unit(n + 3), unit(n + 11)],
        "due_on": crate::today(now) + TimeDelta::days(40),
        "report_cycle": "monthly",
        "remark": "每月20日前反馈",
    })
}

/// Sweeps of matters of each of which one step is due, in this process.
pub(crate) async fn sweeps(
    fixture: &Fixture,
    what: &str,
    amount: &Amount,
    now: DateTime<Utc>,
) -> Result<Line> {
    fixture.make("due", Content::Due, amount.steps, now).await?;
    let mut pair = Pair::default();
    // Round 0 warms up and is forgotten; what it left behind is checked as it is after the others.
    for round in 0..=amount.rounds {
        let mut left = Vec::new();
        let sides = if round.is_multiple_of(2) {
            [Side::Ours, Side::Baseline]
        } else {
            [Side::Baseline, Side::Ours]
        };
        for side in sides {
            let url = fixture.copy("due", side.name()).await?;
            let (begun, before) = (Instant::now(), cpu_seconds("self")?);
            let matters = match side {
                Side::Ours => ours::sweep(&url, now).await?,
                Side::Baseline => engine::sweep(&url, now).await?,
            };
            let seconds = begun.elapsed().as_secs_f64();
            ensure!(matters == amount.steps as u64, "{} swept {matters}", side.name());
            #[expect(
                clippy::cast_precision_loss,
                reason = "far fewer steps than a double can count"
            )]
            let steps = amount.steps as f64;
            let cpu_us = (cpu_seconds("self")? - before) * 1e6 / steps;
            let measured = Round {
                per_second: steps / seconds,
                cpu_us,
                ..Round::default()
            };
            if round > 0 {
                progress(what, side.name(), &measured);
                pair.of(side).push(measured);
            }
            ours::verify(&url, now).await?;
            left.push(engine::fingerprint(&url).await?);
            fixture.drop(side.name()).await?;
        }
        if let [ours, baseline] = left.as_slice() {
            ours.check(baseline)?;
        }
    }
    fixture.drop("due").await?;
    Ok(Line {
        what: what.to_owned(),
        pair,
        aim: 0.4,
    })
}

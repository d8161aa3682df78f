//! A server in a process of its own, so that its CPU time can be told from the load's.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::Side;
use crate::client::{Connection, post};
use crate::county::{PASSWORD, SUPERVISOR};

/// Clock ticks in a second, as `/proc` counts them on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// A running server; it ends when this is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) side: Side,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn start(side: Side, url: &str, now: DateTime<Utc>) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", side.name(), url, &now.timestamp_millis().to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("the server does not start")?;
        let out = child.stdout.take().context("no output")?;
        let mut server = Self { child, side, port: 0 };
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        server.port = line.trim().parse().context("the server did not name its port")?;
        Ok(server)
    }

    /// Signs in and gives a fresh token; the baseline takes anything.
    pub(crate) async fn token(&self) -> Result<String> {
        if self.side == Side::Baseline {
            return Ok("none".to_owned());
        }
        self.token_of(SUPERVISOR).await
    }

    /// Signs somebody in at the product.
    pub(crate) async fn token_of(&self, username: &str) -> Result<String> {
        let login = json!({ "username": username, "password": PASSWORD });
        let answer = Connection::open(self.port)
            .await?
            .send(&post("/api/v1/auth/login", "none", &login))
            .await?;
        let body: Value = serde_json::from_slice(&answer.body)?;
        let token = body["access_token"].as_str();
        Ok(token
            .with_context(|| format!("no token: {} {body}", answer.status))?
            .to_owned())
    }

    /// CPU seconds that the server has used so far.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        cpu_seconds(&self.child.id().to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It holds nothing but its database, which is built to be cut off.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// User and system time of a process (`self` for this one).
pub(crate) fn cpu_seconds(process: &str) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name may hold spaces; what counts comes after its bracket.
    let (_, rest) = stat.rsplit_once(')').context("an unknown /proc format")?;
    let ticks = |at: usize| {
        rest.split_whitespace()
            .nth(at)
            .and_then(|text| text.parse::<f64>().ok())
    };
    Ok((ticks(11).context("utime")? + ticks(12).context("stime")?) / TICKS_PER_SECOND)
}

//! The load: a fixed number of requests over keep-alive connections, read as cheaply as can be, so
//! that the cores are the servers'.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::stats::Samples;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// A connection that stays open.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends a request and waits for the whole answer.
    pub(crate) async fn send(&mut self, request: &[u8]) -> Result<Answer> {
        let (status, from, to) = self.exchange(request).await?;
        Ok(Answer {
            status,
            body: self.buffer[from..to].to_vec(),
        })
    }

    /// The status, and where in the buffer the body lies.
    async fn exchange(&mut self, request: &[u8]) -> Result<(u16, usize, usize)> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server hung up");
            }
            let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") else {
                continue;
            };
            let head = std::str::from_utf8(&self.buffer[..end])?;
            let status = head.get(9..12).context("a status line")?.parse()?;
            let from = end + 4;
            let to = from + content_length(head)?;
            while self.buffer.len() < to {
                if self.stream.read_buf(&mut self.buffer).await? == 0 {
                    bail!("the server hung up");
                }
            }
            return Ok((status, from, to));
        }
    }
}

fn content_length(head: &str) -> Result<usize> {
    let named = |line: &str| {
        line.split_once(':')
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
    };
    let mut lines = head.lines().filter_map(named);
    let (_, length) = lines
        .find(|(name, _)| name == "content-length")
        .context("no content-length")?;
    Ok(length.trim().parse()?)
}

/// A GET.
pub(crate) fn get(target: &str, token: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n\r\n").into_bytes()
}

/// A POST of JSON.
pub(crate) fn post(target: &str, token: &str, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    format!(
        "POST {target} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Sends `count` requests, round and round, over `connections` connections.
pub(crate) async fn load(
    port: u16,
    requests: Arc<Vec<Vec<u8>>>,
    connections: usize,
    count: usize,
    status: u16,
) -> Result<Samples> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut open = Vec::with_capacity(connections);
    for _ in 0..connections {
        open.push(Connection::open(port).await?);
    }
    let begun = Instant::now();
    let mut tasks = Vec::with_capacity(connections);
    for mut connection in open {
        let (next, requests) = (next.clone(), requests.clone());
        tasks.push(tokio::spawn(async move {
            let mut micros = Vec::with_capacity(count / connections * 2);
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                if at >= count {
                    return Ok(micros);
                }
                let sent = Instant::now();
                let (got, from, to) = connection.exchange(&requests[at % requests.len()]).await?;
                micros.push(u64::try_from(sent.elapsed().as_micros())?);
                if got != status {
                    bail!("{got}: {}", String::from_utf8_lossy(&connection.buffer[from..to]));
                }
            }
        }));
    }
    let mut micros = Vec::with_capacity(count);
    for task in tasks {
        micros.extend(task.await??);
    }
    Ok(Samples {
        seconds: begun.elapsed().as_secs_f64(),
        micros,
    })
}

//! Reading the live stream.

use std::time::Duration;

use futures::StreamExt;
use futures::stream::BoxStream;
use reqwest::Method;
use serde_json::Value;

use crate::api::Client;

/// How long an event may take; what is asked for comes at once or has been lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// One server-sent event.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id, to resume from.
    pub id: String,
    /// `change` or `notification`.
    pub kind: String,
    /// What it says.
    pub data: Value,
}

/// An open stream.
pub struct Stream {
    chunks: BoxStream<'static, Vec<u8>>,
    buffer: Vec<u8>,
}

impl Stream {
    /// Opens the stream from now on, or from after an event.
    pub async fn open(client: &Client, last_event_id: Option<&str>) -> Self {
        let mut request = client.request(Method::GET, "/stream");
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        let response = request.send().await.expect("the stream");
        assert_eq!(
            response.status(),
            200,
            "{} may not follow the stream",
            client.name
        );
        let kind = response
            .headers()
            .get("content-type")
            .and_then(|value| value.to_str().ok());
        assert_eq!(kind, Some("text/event-stream"));
        let chunks = response
            .bytes_stream()
            .map(|chunk| chunk.expect("a piece of the stream").to_vec());
        Self {
            chunks: chunks.boxed(),
            buffer: Vec::new(),
        }
    }

    /// The next event that is wanted; others are passed over.
    pub async fn until(&mut self, expected: impl Fn(&Event) -> bool) -> Event {
        self.collect_until(expected)
            .await
            .pop()
            .expect("at least the wanted one")
    }

    /// Everything up to and including the event that is wanted.
    pub async fn collect_until(&mut self, expected: impl Fn(&Event) -> bool) -> Vec<Event> {
        let mut seen = Vec::new();
        loop {
            let next = tokio::time::timeout(PATIENCE, self.next()).await;
            let event = next.unwrap_or_else(|_| panic!("the wanted event did not come, but {seen:?}"));
            let found = expected(&event);
            seen.push(event);
            if found {
                return seen;
            }
        }
    }

    /// Everything that still comes until the stream ends, e.g. with its session.
    pub async fn rest(&mut self) -> Vec<Event> {
        let whole = async {
            let mut seen = Vec::new();
            loop {
                seen.extend(std::iter::from_fn(|| self.buffered()));
                match self.chunks.next().await {
                    Some(chunk) => self.buffer.extend(chunk),
                    None => return seen,
                }
            }
        };
        tokio::time::timeout(PATIENCE, whole)
            .await
            .expect("the end of the stream")
    }

    /// Waits for the end; false when an event comes instead.
    pub async fn ended(&mut self) -> bool {
        let end = async {
            while let Some(chunk) = self.chunks.next().await {
                self.buffer.extend(chunk);
                if String::from_utf8_lossy(&self.buffer).contains("data:") {
                    return false;
                }
            }
            true
        };
        tokio::time::timeout(PATIENCE, end)
            .await
            .expect("neither an event nor the end")
    }

    /// The next event of what has arrived.
    fn buffered(&mut self) -> Option<Event> {
        while let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\n\n") {
            let block: Vec<u8> = self.buffer.drain(..end + 2).collect();
            let event = parse(&String::from_utf8_lossy(&block));
            if event.is_some() {
                return event;
            }
        }
        None
    }

    async fn next(&mut self) -> Event {
        loop {
            if let Some(event) = self.buffered() {
                return event;
            }
            let chunk = self.chunks.next().await.expect("the stream ended");
            self.buffer.extend(chunk);
        }
    }
}

/// One block of the stream; comments that keep it alive are none.
fn parse(block: &str) -> Option<Event> {
    let field = |name: &str| {
        let mut lines = block
            .lines()
            .filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        lines.next().map(|value| value.trim_start().to_owned())
    };
    let data = field("data")?;
    Some(Event {
        id: field("id").unwrap_or_default(),
        kind: field("event").unwrap_or_default(),
        data: serde_json::from_str(&data).unwrap_or_else(|error| panic!("{error}: {data}")),
    })
}

//! Requests and answers. An answer that is not the expected one fails with the whole story: what was
//! asked, by whom, and what came back.

use reqwest::header::{AUTHORIZATION, ETAG, HeaderMap, HeaderValue, IF_MATCH};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::server::Address;

/// Somebody who talks to the server, signed in or not.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    address: Address,
    /// For messages.
    pub name: String,
    /// The access token, once signed in.
    pub token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, null when it is no JSON.
    pub body: Value,
    /// The body as it is.
    pub text: String,
    asked: String,
}

impl Client {
    /// Somebody who is not signed in.
    pub fn new(address: Address) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("an HTTP client");
        Self {
            http,
            address,
            name: "somebody".to_owned(),
            token: None,
        }
    }

    /// The same connections for somebody else.
    pub fn with_token(&self, name: &str, token: &str) -> Self {
        Self {
            name: name.to_owned(),
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// The same person on connections of their own, for a request whose body the server does not read to its end:
    /// it closes such a connection, and nothing else may be on its way there.
    pub fn apart(&self) -> Self {
        let fresh = Self::new(self.address.clone());
        Self {
            name: self.name.clone(),
            token: self.token.clone(),
            ..fresh
        }
    }

    /// A request to a path below `/api/v1`, or to any other path when it starts with two slashes.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let path = match path.strip_prefix('/') {
            Some(root) if root.starts_with('/') => root.to_owned(),
            _ => format!("/api/v1{path}"),
        };
        let request = self.http.request(method, format!("{}{path}", self.address.get()));
        match &self.token {
            Some(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }

    /// Sends what was prepared.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request)
            .await
            .unwrap_or_else(|error| panic!("{}: no answer: {error:?}", self.name))
    }

    /// Sends what was prepared, to a server that may die under it.
    ///
    /// # Errors
    /// When the connection broke before the whole answer was there.
    pub async fn try_send(&self, request: RequestBuilder) -> reqwest::Result<Answer> {
        let request = request.build()?;
        let asked = format!("{} {} {}", self.name, request.method(), request.url().path());
        let response = self.http.execute(request).await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer {
            status,
            headers,
            body,
            text,
            asked,
        })
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// Writes.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// Writes with a version that the decision was made on.
    pub async fn post_if(&self, path: &str, version: i64, body: &Value) -> Answer {
        self.send(
            self.request(Method::POST, path)
                .header(IF_MATCH, etag(version))
                .json(body),
        )
        .await
    }

    /// Uploads a spreadsheet.
    pub async fn upload(&self, file_name: &str, bytes: Vec<u8>, year: i32) -> Answer {
        let file = Part::bytes(bytes).file_name(file_name.to_owned());
        let form = Form::new().part("file", file).text("year", year.to_string());
        self.send(self.request(Method::POST, "/imports").multipart(form))
            .await
    }

    /// Every item of a list, page after page.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let join = if path.contains('?') { '&' } else { '?' };
        let (mut items, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let after = cursor
                .map(|cursor| format!("&cursor={cursor}"))
                .unwrap_or_default();
            let page = self
                .get(&format!("{path}{join}limit=100{after}"))
                .await
                .expect(200);
            items.extend(page["items"].as_array().expect("items").iter().cloned());
            match page["next_cursor"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return items,
            }
        }
    }
}

impl Answer {
    /// The body, when the status is this one.
    ///
    /// # Panics
    /// When it is another, with what was asked and answered.
    pub fn expect(self, status: u16) -> Value {
        self.must(status);
        self.body
    }

    /// The status must be this one; the body does not matter.
    ///
    /// # Panics
    /// When it is another.
    pub fn must_be(self, status: u16) {
        self.must(status);
    }

    /// The body of a problem, when status and code are these.
    ///
    /// # Panics
    /// When they are others, or the answer is no problem+json.
    pub fn problem(self, status: u16, code: &str) -> Value {
        self.must(status);
        let kind = self
            .headers
            .get("content-type")
            .and_then(|value| value.to_str().ok());
        assert_eq!(
            kind,
            Some("application/problem+json"),
            "{}: {}",
            self.asked,
            self.text
        );
        assert_eq!(self.body["code"], code, "{}: {}", self.asked, self.text);
        for field in ["type", "title", "detail", "request_id"] {
            let text = self.body[field].as_str().unwrap_or_default();
            assert!(
                !text.is_empty(),
                "{}: a problem without {field}: {}",
                self.asked,
                self.text
            );
        }
        assert_eq!(self.body["status"], status, "{}", self.asked);
        self.body
    }

    /// Bad input, when it names this field with this code and a text.
    ///
    /// # Panics
    /// When it does not.
    pub fn field(self, status: u16, field: &str, code: &str) {
        self.must(status);
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let named = errors.iter().any(|error| {
            error["field"] == field
                && error["code"] == code
                && error["message"].as_str().is_some_and(|text| !text.is_empty())
        });
        assert!(named, "{}: no error {code} at {field}: {}", self.asked, self.text);
    }

    /// The version in the `ETag`.
    pub fn version(&self) -> i64 {
        let tag = self
            .headers
            .get(ETAG)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        tag.trim_matches('"')
            .parse()
            .unwrap_or_else(|_| panic!("{}: no version in {tag:?}", self.asked))
    }

    /// Who asked for what.
    pub fn asked(&self) -> &str {
        &self.asked
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The refresh cookie that came with it.
    pub fn refresh_cookie(&self) -> Option<String> {
        let cookies = self
            .headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok());
        cookies
            .filter_map(|cookie| cookie.strip_prefix("duban_refresh="))
            .map(|rest| rest.split(';').next().unwrap_or_default().to_owned())
            .next()
    }

    #[track_caller]
    fn must(&self, status: u16) {
        assert_eq!(self.status, status, "{}: {}", self.asked, self.text);
    }
}

/// A version as `If-Match` wants it.
pub fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).expect("a header")
}

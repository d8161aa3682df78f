//! The contract, generated from the handlers. What all operations share is added here, once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use axum::extract::MatchedPath;
use axum::http::{Extensions, Method};
use utoipa::OpenApi;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, Ref, RefOr, Required};

use crate::access::{self, Access};
use crate::problem::{FieldProblem, ProblemBody};
use crate::routes;
use duban_app::event::word::SystemEvent;
use duban_core::lang::Lang;
use duban_core::say;

#[derive(OpenApi)]
#[openapi(
    info(
        version = "1",
        description = "Supervision of a county's tasks and issues. Ids are UUIDs, instants RFC 3339 in UTC, dates YYYY-MM-DD. \
            Lists are pages: pass `next_cursor` as `cursor`. Unknown body fields and query parameters are refused. \
            Every refusal is a problem (RFC 9457) with a stable `code`, in the language of `Accept-Language` (zh-CN or en).",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(ProblemBody, FieldProblem, SystemEvent))
)]
struct Base;

/// The document before the operations are added.
pub(crate) fn base() -> Document {
    let mut document = Base::openapi();
    document.info.title = [Lang::English, Lang::Chinese]
        .map(|lang| say!(lang, "shell.product"))
        .join(" ");
    document
}

/// The whole contract as JSON, indented, with a newline at its end.
pub fn document() -> String {
    written(&finished(Offer::WithDemo))
}

/// The contract of an installation that is no demo.
pub(crate) fn document_without_demo() -> String {
    written(&finished(Offer::Installation))
}

fn written(document: &Document) -> String {
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// What a server offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offer {
    WithDemo,
    Installation,
}

/// Every operation's id, in the document's order.
pub fn operations() -> Vec<String> {
    let document = finished(Offer::WithDemo);
    let items = document.paths.paths.values();
    items
        .flat_map(|item| {
            of_item(item)
                .into_iter()
                .filter_map(|(_, o)| o.operation_id.clone())
        })
        .collect()
}

/// Whether the operation at this address declares query parameters.
pub(crate) fn takes_query(method: &str, path: &str) -> bool {
    static TAKERS: LazyLock<HashSet<(String, String)>> = LazyLock::new(|| {
        let document = finished(Offer::WithDemo);
        let takes = |operation: &Operation| {
            operation.parameters.iter().flatten().any(|parameter| {
                matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
            })
        };
        let all = document.paths.paths.iter().flat_map(|(path, item)| {
            of_item(item)
                .into_iter()
                .filter(|(_, operation)| takes(operation))
                .map(move |(method, _)| (method.to_uppercase(), path.clone()))
        });
        all.collect()
    });
    TAKERS.contains(&(as_declared(method).to_owned(), path.to_owned()))
}

/// Which operation a request came to, by its method and the address it matched.
pub(crate) fn operation_of(method: &Method, extensions: &Extensions) -> Option<&'static str> {
    static IDS: LazyLock<HashMap<(String, String), String>> = LazyLock::new(|| {
        let document = finished(Offer::WithDemo);
        let all = document.paths.paths.iter().flat_map(|(path, item)| {
            of_item(item).into_iter().filter_map(move |(method, operation)| {
                let id = operation.operation_id.clone()?;
                Some(((method.to_uppercase(), path.clone()), id))
            })
        });
        all.collect()
    });
    let path = extensions.get::<MatchedPath>()?.as_str().to_owned();
    IDS.get(&(as_declared(method.as_str()).to_owned(), path))
        .map(String::as_str)
}

/// HEAD is answered wherever GET is.
fn as_declared(method: &str) -> &str {
    if method == "HEAD" { "GET" } else { method }
}

fn finished(offer: Offer) -> Document {
    let (_, mut document) = routes::all(offer == Offer::WithDemo).split_for_parts();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(
        "bearer",
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .build(),
        ),
    );
    components
        .responses
        .insert("Problem".to_owned(), RefOr::T(problem()));
    for item in document.paths.paths.values_mut() {
        for (method, operation) in of_item_mut(item) {
            complete(method, operation);
        }
    }
    document
}

fn complete(method: &str, operation: &mut Operation) {
    let id = operation.operation_id.clone().unwrap_or_default();
    let open = access::of(&id) == Some(Access::Everyone);
    operation.security = Some(if open {
        Vec::new()
    } else {
        vec![SecurityRequirement::new("bearer", Vec::<String>::new())]
    });
    operation
        .responses
        .responses
        .insert("default".to_owned(), Ref::from_response_name("Problem").into());
    // Signing in is not kept, and what is not kept needs no key; nor what needs no person.
    let writes = matches!(method, "post" | "put" | "patch");
    if writes && !open && !id.starts_with("session_") && id != "password_change" {
        operation
            .parameters
            .get_or_insert_default()
            .push(idempotency_key().into());
    }
}

fn problem() -> Response {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("ProblemBody")))
        .build();
    let request_id = HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build();
    ResponseBuilder::new()
        .description("It was not done; the body says why and what can be done.")
        .content("application/problem+json", content)
        .header("X-Request-Id", request_id)
        .build()
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "1 to 100 visible ASCII characters; the same key does the same write once within 24 hours",
        ))
        .schema(Some(
            ObjectBuilder::new()
                .schema_type(Type::String)
                .min_length(Some(1))
                .max_length(Some(100)),
        ))
        .build()
}

fn of_item(item: &PathItem) -> Vec<(&'static str, &Operation)> {
    [
        ("get", &item.get),
        ("post", &item.post),
        ("put", &item.put),
        ("patch", &item.patch),
        ("delete", &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
    .collect()
}

fn of_item_mut(item: &mut PathItem) -> Vec<(&'static str, &mut Operation)> {
    [
        ("get", &mut item.get),
        ("post", &mut item.post),
        ("put", &mut item.put),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
    .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_operation_has_its_place_in_the_access_list() {
        let ids = operations();
        let offered: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(offered.len(), ids.len(), "operation ids are unique");
        let listed: BTreeSet<&str> = access::TABLE.iter().map(|(id, _)| *id).collect();
        assert_eq!(listed.len(), access::TABLE.len(), "listed once");
        assert_eq!(
            offered.difference(&listed).collect::<Vec<_>>(),
            Vec::<&&str>::new(),
            "without an entry"
        );
        assert_eq!(
            listed.difference(&offered).collect::<Vec<_>>(),
            Vec::<&&str>::new(),
            "entry without operation"
        );
    }

    #[test]
    fn every_answer_is_described_and_every_operation_named() {
        let document = finished(Offer::WithDemo);
        for (path, item) in &document.paths.paths {
            for (method, operation) in of_item(item) {
                let named = operation.summary.as_ref().or(operation.description.as_ref());
                assert!(
                    named.is_some_and(|text| !text.is_empty()),
                    "{method} {path} says what it does"
                );
                for (status, response) in &operation.responses.responses {
                    if let RefOr::T(response) = response {
                        assert!(
                            !response.description.is_empty(),
                            "{method} {path} {status} is described"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let text = document();
        let parsed: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        for part in text.split("\"$ref\": \"#").skip(1) {
            let pointer = part.split('"').next().unwrap_or_default();
            assert!(parsed.pointer(pointer).is_some(), "{pointer}");
        }
    }

    #[test]
    fn the_committed_document_is_this_one() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
        let kept = fs::read_to_string(file).expect("openapi.json is in the top folder");
        assert!(
            kept == document(),
            "openapi.json is stale: run cargo xtask check --fix"
        );
    }
}

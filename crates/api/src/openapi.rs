//! The contract, generated from the handlers. What all operations share is added here, once.

use std::collections::BTreeMap;

use axum::http::Method;
use duban_core::event::SystemEvent;
use serde::Serialize;
use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation as Declared, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, Ref, RefOr, Required};
use utoipa_axum::router::OpenApiRouter;

use crate::access::Access;
use crate::operation::Operation;
use crate::problem::{FieldProblem, ProblemBody};
use crate::{forms, routes};
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
fn base() -> Document {
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

/// The document with its extensions; utoipa would write them in another order at every start.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    document: &'a Document,
    #[serde(flatten)]
    extensions: BTreeMap<&'static str, Value>,
}

fn written(document: &Document) -> String {
    let extensions = BTreeMap::from([
        (forms::NAME, forms::all()),
        (forms::LIFE, forms::life()),
        (forms::MATTER, forms::matter()),
        (forms::FILTERS, forms::filters()),
    ]);
    let whole = Written { document, extensions };
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

/// What a server offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offer {
    WithDemo,
    Installation,
}

fn finished(offer: Offer) -> Document {
    let routes = routes::all(offer == Offer::WithDemo);
    let (_, mut document) = OpenApiRouter::with_openapi(base())
        .merge(routes)
        .split_for_parts();
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
            complete(&method, operation);
        }
    }
    document
}

fn complete(method: &Method, operation: &mut Declared) {
    let known = Operation::new(method, operation);
    operation.security = Some(if known.access == Access::Open {
        Vec::new()
    } else {
        vec![SecurityRequirement::new("bearer", Vec::<String>::new())]
    });
    operation
        .responses
        .responses
        .insert("default".to_owned(), Ref::from_response_name("Problem").into());
    // What is not kept needs no key.
    if known.keeps_answer {
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

fn of_item_mut(item: &mut PathItem) -> Vec<(Method, &mut Declared)> {
    [
        (Method::GET, &mut item.get),
        (Method::POST, &mut item.post),
        (Method::PUT, &mut item.put),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
    .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::operation::declared_by;

    #[test]
    fn every_answer_is_described_and_every_operation_named() {
        let document = finished(Offer::WithDemo);
        for (path, item) in &document.paths.paths {
            for (method, operation) in declared_by(item) {
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

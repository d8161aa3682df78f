//! The operations of the contract as the layers ask for them: one table, built when the router is, from what the routes
//! declare and from the access list.

use std::collections::HashMap;

use axum::extract::MatchedPath;
use axum::http::{Extensions, Method};
use utoipa::openapi::path::{Operation as Declared, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi as Document, RefOr};

use crate::access::{self, Access};

/// Writes whose answers are not kept under an `Idempotency-Key`: they are secrets, or about them.
const ANSWERS_NOT_KEPT: &[&str] = &[
    "session_login",
    "session_refresh",
    "session_logout",
    "password_change",
];

/// One operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    /// Its id in the contract.
    pub(crate) id: &'static str,
    /// Who may call it.
    pub(crate) access: Access,
    /// Whether it declares query parameters.
    pub(crate) takes_query: bool,
    /// Whether it is done once under an `Idempotency-Key`, its answer kept for whoever asks again. A key is a person's:
    /// what is open to everyone is done without one.
    pub(crate) keeps_answer: bool,
}

impl Operation {
    /// As it is declared. One that is missing in the access list is nobody's to call.
    pub(crate) fn new(method: &Method, declared: &Declared) -> Self {
        let id = declared.operation_id.as_deref().unwrap_or_default();
        let (id, access) = access::line(id).unwrap_or(("unlisted", Access::NeedsOneOf(&[])));
        let mut parameters = declared.parameters.iter().flatten();
        let writes = matches!(*method, Method::POST | Method::PUT | Method::PATCH);
        Self {
            id,
            access,
            takes_query: parameters.any(|parameter| {
                matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
            }),
            keeps_answer: writes && access != Access::Open && !ANSWERS_NOT_KEPT.contains(&id),
        }
    }
}

/// All operations of a server, by address and method.
#[derive(Debug, Default)]
pub(crate) struct Operations(HashMap<String, Vec<(Method, Operation)>>);

impl Operations {
    /// Those that the routes declare.
    pub(crate) fn declared_in(document: &Document) -> Self {
        let of_path = |item| -> Vec<_> {
            let declared = declared_by(item).into_iter();
            declared
                .map(|(method, declared)| {
                    let operation = Operation::new(&method, declared);
                    (method, operation)
                })
                .collect()
        };
        let paths = document.paths.paths.iter();
        Self(paths.map(|(path, item)| (path.clone(), of_path(item))).collect())
    }

    /// Which operation a request came to; none where its address does not have the method.
    pub(crate) fn find(&self, method: &Method, extensions: &Extensions) -> Option<Operation> {
        let path = extensions.get::<MatchedPath>()?.as_str();
        // HEAD is answered wherever GET is.
        let method = if method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        let (_, operation) = self.0.get(path)?.iter().find(|(known, _)| known == method)?;
        Some(*operation)
    }

    #[cfg(test)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Operation> {
        self.0.values().flatten().map(|(_, operation)| operation)
    }
}

/// The operations of one address.
pub(crate) fn declared_by(item: &PathItem) -> Vec<(Method, &Declared)> {
    [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PUT, &item.put),
        (Method::PATCH, &item.patch),
        (Method::DELETE, &item.delete),
    ]
    .into_iter()
    .filter_map(|(method, declared)| Some((method, declared.as_ref()?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing;

    /// An operation without a line is refused to everybody at run time, and found here before.
    #[test]
    fn access_list_names_every_operation_and_no_other() {
        let mut declared: Vec<String> = Vec::new();
        for item in testing::document().paths.paths.values() {
            let ids = declared_by(item).into_iter().map(|(_, o)| o.operation_id.clone());
            declared.extend(ids.map(Option::unwrap_or_default));
        }
        let offered: BTreeSet<&str> = declared.iter().map(String::as_str).collect();
        assert_eq!(offered.len(), declared.len(), "operation ids are unique");
        let listed: BTreeSet<&str> = access::TABLE.iter().map(|(id, _)| *id).collect();
        assert_eq!(listed.len(), access::TABLE.len(), "listed once");
        let none: Vec<&&str> = Vec::new();
        assert_eq!(
            offered.difference(&listed).collect::<Vec<_>>(),
            none,
            "without a line"
        );
        assert_eq!(
            listed.difference(&offered).collect::<Vec<_>>(),
            none,
            "line without operation"
        );
    }

    #[test]
    fn an_operation_without_an_access_entry_is_denied() {
        let declared = Declared::builder().operation_id(Some("matter_shred")).build();
        let operation = Operation::new(&Method::POST, &declared);
        assert_eq!(
            (operation.id, operation.access),
            ("unlisted", Access::NeedsOneOf(&[]))
        );
    }

    #[test]
    fn other_lists_name_operations_of_the_table() {
        let known = |id: &&str| access::of(id).is_some();
        assert!(ANSWERS_NOT_KEPT.iter().all(known));
        assert!(access::BEFORE_NEW_PASSWORD.iter().all(known));
    }

    #[test]
    fn columns_follow_from_declaration_and_list() {
        let operations = Operations::declared_in(&testing::document());
        let names = |predicate: fn(&Operation) -> bool| -> BTreeSet<&str> {
            let matching = operations.iter().filter(|operation| predicate(operation));
            matching.map(|operation| operation.id).collect()
        };
        let keep = names(|operation| operation.keeps_answer);
        let query = names(|operation| operation.takes_query);
        for (id, keeps_answer, takes_query) in [
            ("matter_create", true, false),
            ("settings_update", true, false),
            ("user_patch", true, false),
            ("matter_list", false, true),
            ("stream_get", false, true),
            ("me_get", false, false),
            ("password_change", false, false),
            ("session_login", false, false),
            ("session_revoke", false, false),
            ("demo_clock_move", false, false),
        ] {
            assert_eq!(
                (keep.contains(id), query.contains(id)),
                (keeps_answer, takes_query),
                "{id}"
            );
        }
    }
}

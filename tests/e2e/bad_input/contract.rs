//! What the published contract says of the bodies that it takes.

use duban_tests::World;
use duban_tests::world::text;
use reqwest::Method;
use serde_json::{Value, json};

/// The published document.
pub(crate) struct Contract(Value);

/// An operation with a JSON body.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) schema: Value,
}

/// A field that a body may have.
pub(crate) struct Field {
    /// Where it stands, as a JSON pointer.
    pub(crate) place: String,
    /// Characters that it takes at most.
    pub(crate) max_length: Option<usize>,
    /// The JSON types that it takes.
    types: Vec<String>,
}

impl Contract {
    pub(crate) async fn of(world: &World) -> Self {
        Self(world.anyone.get("/openapi.json").await.expect(200))
    }

    /// The operations that take JSON.
    pub(crate) fn operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (path, item) in self.0["paths"].as_object().expect("paths") {
            for method in ["post", "put", "patch"] {
                let schema = &item[method]["requestBody"]["content"]["application/json"]["schema"];
                if schema.is_null() {
                    continue;
                }
                operations.push(Operation {
                    id: text(&item[method]["operationId"]),
                    method: Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method"),
                    path: path.clone(),
                    schema: schema.clone(),
                });
            }
        }
        operations
    }

    /// Every field of a body, wherever it stands; what an action is told has the form that names the action.
    pub(crate) fn fields(&self, body: &Value, action: &str) -> Vec<Field> {
        let mut fields = Vec::new();
        self.walk("", body, action, &mut fields);
        fields
    }

    fn walk(&self, place: &str, schema: &Value, action: &str, fields: &mut Vec<Field>) {
        let (schema, mut types) = self.resolve(schema, action);
        match &schema["type"] {
            Value::String(one) => types.push(one.clone()),
            several => types.extend(several.as_array().expect("types").iter().map(text)),
        }
        if !place.is_empty() {
            let max_length = schema["maxLength"].as_u64();
            fields.push(Field {
                place: place.to_owned(),
                max_length: max_length.map(|most| usize::try_from(most).expect("a length")),
                types,
            });
        }
        for (name, child) in schema["properties"].as_object().into_iter().flatten() {
            self.walk(&format!("{place}/{name}"), child, action, fields);
        }
        if schema["items"].is_object() {
            // What holds for the first of a list holds for each.
            self.walk(&format!("{place}/0"), &schema["items"], action, fields);
        }
    }

    /// The schema behind references and choices, and `null` where that is the other choice.
    fn resolve<'a>(&'a self, mut schema: &'a Value, action: &str) -> (&'a Value, Vec<String>) {
        let mut types = Vec::new();
        loop {
            if let Some(place) = schema["$ref"].as_str().and_then(|place| place.strip_prefix('#')) {
                schema = self.0.pointer(place).expect("what the contract refers to");
                continue;
            }
            let Some(choices) = schema["oneOf"].as_array() else {
                return (schema, types);
            };
            let (nulls, forms): (Vec<&Value>, Vec<&Value>) =
                choices.iter().partition(|choice| choice["type"] == "null");
            types.extend(nulls.first().map(|_| "null".to_owned()));
            let fits = |form: &&&Value| forms.len() == 1 || self.is_form_of(form, action);
            schema = forms
                .iter()
                .find(fits)
                .unwrap_or_else(|| panic!("no form for {action}: {schema}"));
        }
    }

    /// Whether the form has the fields that the contract lists for the action, with the same ones required.
    fn is_form_of(&self, form: &Value, action: &str) -> bool {
        let form = form["$ref"]
            .as_str()
            .and_then(|place| self.0.pointer(place.strip_prefix('#')?));
        let Some(form) = form else { return false };
        let actions = self.0["x-actions"].as_array().expect("the actions");
        let listed = actions.iter().find(|listed| listed["action"] == action);
        let fields = listed.and_then(|listed| listed["fields"].as_array());
        let fields = fields.expect("the fields of the action");
        let is_required = |name: &Value| {
            let required = form["required"].as_array();
            required.is_some_and(|names| names.contains(name))
        };
        form["properties"]
            .as_object()
            .is_some_and(|own| own.len() == fields.len())
            && fields.iter().all(|field| {
                field["name"]
                    .as_str()
                    .is_some_and(|name| !form["properties"][name].is_null())
                    && field["required"] == is_required(&field["name"])
            })
    }
}

impl Field {
    /// Values of every JSON type that the field does not take.
    pub(crate) fn misfits(&self) -> Vec<Value> {
        let all = [
            (&["integer", "number"][..], json!(7)),
            (&["string"], json!("七")),
            (&["boolean"], json!(true)),
            (&["array"], json!([])),
            (&["object"], json!({})),
        ];
        let mut misfits = Vec::from(all);
        misfits.retain(|(kinds, _)| !self.types.iter().any(|kind| kinds.contains(&kind.as_str())));
        misfits.into_iter().map(|(_, value)| value).collect()
    }

    /// Whether it may be a text.
    pub(crate) fn takes_text(&self) -> bool {
        self.types.iter().any(|kind| kind == "string")
    }

    /// A body with this value in the field's place; what the way there needs is made.
    pub(crate) fn put(&self, body: &Value, value: Value) -> Value {
        let mut body = body.clone();
        let mut at = &mut body;
        for step in self.place.split('/').skip(1) {
            let is_first = step == "0";
            if is_first && at.as_array().is_none_or(Vec::is_empty) {
                *at = json!([null]);
            } else if !is_first && !at.is_object() {
                *at = json!({});
            }
            at = if is_first { &mut at[0] } else { &mut at[step] };
        }
        *at = value;
        body
    }

    /// The field as the reading of the body names it, before anybody knows what a batch does.
    pub(crate) fn full_name(&self) -> String {
        self.place[1..].replace("/0", "[0]").replace('/', ".")
    }

    /// The field as problems name it.
    pub(crate) fn name(&self) -> String {
        name_of(&self.place)
    }
}

/// A JSON pointer as problems name fields: `items[0].id`. What goes with a batch is named as for a single one.
pub(crate) fn name_of(place: &str) -> String {
    let mut name = String::new();
    for step in place.strip_prefix("/input").unwrap_or(place).split('/').skip(1) {
        match step.parse::<usize>() {
            Ok(place) => name.push_str(&format!("[{place}]")),
            Err(_) if name.is_empty() => name.push_str(step),
            Err(_) => name.push_str(&format!(".{step}")),
        }
    }
    if name.is_empty() { "body".to_owned() } else { name }
}

//! What a file's tokens tell: its modules, its items, what it imports and which paths it names. Comments and texts are
//! no tokens, what stands in macros is; what is compiled for tests only is left out.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// One imported name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// The path as it is written, without groups.
    pub(super) path: Vec<String>,
    /// The name that it has here; `*` for everything in it.
    pub(super) name: String,
}

/// A module that is declared.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) name: String,
    /// Where its file is, when that is not where its name says.
    pub(super) file: Option<String>,
    /// What stands in its braces, when it has no file.
    pub(super) inline: Option<Facts>,
}

/// What a module says.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) children: Vec<Child>,
    pub(super) items: BTreeSet<String>,
    pub(super) imports: Vec<Import>,
    /// Paths of two names and more.
    pub(super) paths: Vec<Vec<String>>,
}

impl Facts {
    pub(super) fn of(tokens: TokenStream) -> Self {
        let mut facts = Self::default();
        facts.read(tokens, Level::Module);
        facts
    }

    fn read(&mut self, tokens: TokenStream, level: Level) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut file = None;
        let mut at = 0;
        while at < trees.len() {
            let rest = &trees[at..];
            at += match rest {
                [TokenTree::Punct(hash), TokenTree::Group(attribute), after @ ..]
                    if hash.as_char() == '#' =>
                {
                    if is_for_tests(attribute) {
                        2 + length_of_item(after)
                    } else {
                        file = path_attribute(attribute).or(file);
                        2
                    }
                }
                [TokenTree::Ident(word), after @ ..] if word == "use" && !is(after.first(), '<') => {
                    let length = after.iter().take_while(|tree| !is(Some(tree), ';')).count();
                    self.import(&after[..length], &[]);
                    1 + length
                }
                [TokenTree::Ident(word), TokenTree::Ident(name), after @ ..]
                    if level == Level::Module && word == "mod" =>
                {
                    let inline = match after.first() {
                        Some(TokenTree::Group(body)) => Some(Self::of(body.stream())),
                        _ => None,
                    };
                    self.children.push(Child {
                        name: name.to_string(),
                        file: file.take(),
                        inline,
                    });
                    3
                }
                [TokenTree::Ident(word), TokenTree::Ident(name), ..]
                    if level == Level::Module && ITEMS.iter().any(|item| word == item) =>
                {
                    self.items.insert(name.to_string());
                    1
                }
                [TokenTree::Ident(first), ..] => {
                    let path = path(first.to_string(), &rest[1..]);
                    let length = 1 + 3 * (path.len() - 1);
                    // `::name` is of another crate.
                    let follows_two_colons =
                        at > 1 && is(trees.get(at - 1), ':') && is(trees.get(at - 2), ':');
                    if path.len() > 1 && !follows_two_colons {
                        self.paths.push(path);
                    }
                    length
                }
                [TokenTree::Group(group), ..] => {
                    self.read(group.stream(), Level::Inner);
                    1
                }
                _ => 1,
            };
        }
    }

    /// Reads what stands between `use` and `;`, or one part of a group.
    fn import(&mut self, trees: &[TokenTree], before: &[String]) {
        if trees.is_empty() {
            return; // Behind the last comma.
        }
        let mut path = before.to_vec();
        let mut name = None;
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                TokenTree::Ident(word) if word == "as" => {
                    name = trees.get(at + 1).map(ToString::to_string);
                    break;
                }
                TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Punct(star) if star.as_char() == '*' => name = Some("*".to_owned()),
                TokenTree::Group(group) => {
                    let parts: Vec<TokenTree> = group.stream().into_iter().collect();
                    for part in parts.split(|tree| is(Some(tree), ',')) {
                        self.import(part, &path);
                    }
                    return;
                }
                // `use ::name` is of another crate.
                TokenTree::Punct(_) if at == 0 => return,
                _ => {}
            }
        }
        if let Some(last) = path.last() {
            let name = name.unwrap_or_else(|| last.clone());
            self.imports.push(Import { path, name });
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Module,
    Inner,
}

/// What comes before the name of an item.
const ITEMS: [&str; 8] = [
    "fn", "struct", "enum", "trait", "const", "static", "type", "union",
];

fn is(tree: Option<&TokenTree>, character: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

/// `a::b::c` from its first name on.
fn path(first: String, mut rest: &[TokenTree]) -> Vec<String> {
    let mut path = vec![first];
    while let [colon, second, TokenTree::Ident(name), after @ ..] = rest
        && is(Some(colon), ':')
        && is(Some(second), ':')
    {
        path.push(name.to_string());
        rest = after;
    }
    path
}

/// `#[cfg(test)]`.
fn is_for_tests(attribute: &Group) -> bool {
    let text: String = attribute
        .stream()
        .into_iter()
        .map(|tree| tree.to_string())
        .collect();
    matches!(text.replace(' ', "").as_str(), "cfg(test)" | "test")
}

/// The file of `#[path = "…"]`.
fn path_attribute(attribute: &Group) -> Option<String> {
    let trees: Vec<TokenTree> = attribute.stream().into_iter().collect();
    match trees.as_slice() {
        [TokenTree::Ident(word), _, TokenTree::Literal(text)] if word == "path" => {
            Some(text.to_string().trim_matches('"').to_owned())
        }
        _ => None,
    }
}

/// How many trees the item has that begins here: up to its braces or its semicolon.
fn length_of_item(trees: &[TokenTree]) -> usize {
    let is_import = trees
        .iter()
        .take(3)
        .any(|tree| matches!(tree, TokenTree::Ident(word) if word == "use"));
    let ends = |tree: &TokenTree| match tree {
        TokenTree::Group(group) => !is_import && group.delimiter() == Delimiter::Brace,
        _ => is(Some(tree), ';'),
    };
    trees.iter().position(ends).map_or(trees.len(), |at| at + 1)
}

//! XML as a row of tags and texts. Prefixes are dropped, entities other than XML's own are refused,
//! and nothing is kept of what has been passed.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::MAX_TEXT;
use crate::error::{Error, Result};

/// Bytes of an attribute at most.
const MAX_ATTRIBUTE: usize = 16 * 1024;

/// The next thing in a part.
pub(super) enum Node<'a> {
    Open(Tag<'a>),
    /// An empty tag opens and closes.
    Close(End<'a>),
    Text(Cow<'a, str>),
}

/// A tag with its attributes.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Whether this is its name, whatever its prefix.
    pub(super) fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    /// An attribute by its name without prefix; a monstrous one counts as missing.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false);
        let found = attributes
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)
            .filter(|attribute| attribute.value.len() <= MAX_ATTRIBUTE)?;
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()
            .map(Cow::into_owned)
    }
}

/// The end of a tag.
pub(super) struct End<'a>(BytesEnd<'a>);

impl End<'_> {
    /// Whether this is its name, whatever its prefix.
    pub(super) fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }
}

/// Walks through a part.
pub(super) struct Nodes<'a> {
    reader: Reader<&'a [u8]>,
}

impl<'a> Nodes<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self { reader }
    }

    /// The next node; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node<'a>>> {
        loop {
            let event = self.reader.read_event().map_err(|_| Error::Damaged)?;
            return Ok(Some(match event {
                Event::Start(tag) | Event::Empty(tag) => Node::Open(Tag(tag)),
                Event::End(tag) => Node::Close(End(tag)),
                Event::Text(text) => Node::Text(bearable(text.into_inner())?),
                Event::CData(text) => Node::Text(bearable(text.into_inner())?),
                Event::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().map_err(|_| Error::Damaged)?;
                    match character {
                        Some(character) => Node::Text(character.to_string().into()),
                        None => {
                            let known = resolve_predefined_entity(&entity);
                            Node::Text(known.ok_or(Error::Damaged)?.into())
                        }
                    }
                }
                Event::DocType(_) => return Err(Error::Damaged),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof => return Ok(None),
            }));
        }
    }
}

/// A piece of text that may be copied.
fn bearable(text: Cow<'_, str>) -> Result<Cow<'_, str>> {
    if text.len() > MAX_TEXT {
        return Err(Error::TooMuchText);
    }
    Ok(text)
}

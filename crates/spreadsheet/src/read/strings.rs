//! The table of texts that cells share, kept as one text with its cuts.

use super::xml::{Node, Nodes};
use super::{MAX_SHARED_TEXT, MAX_STRINGS};
use crate::error::{Error, Result};

/// The shared texts.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut strings = Self::default();
        let mut rich = RichText::default();
        let mut nodes = Nodes::of(text);
        while let Some(node) = nodes.next()? {
            match &node {
                Node::Close(tag) if tag.is("si") => strings.ends.push(strings.text.len()),
                node => rich.add(node, &mut strings.text),
            }
            if strings.ends.len() > MAX_STRINGS || strings.text.len() > MAX_SHARED_TEXT {
                return Err(Error::TooMuchText);
            }
        }
        Ok(strings)
    }

    /// The text with this number.
    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
        self.text.get(start..end)
    }
}

/// Collects the text of `<t>` tags and leaves out the pronunciation written above it (`<rPh>`).
#[derive(Default)]
pub(super) struct RichText {
    in_text: bool,
    in_pronunciation: bool,
}

impl RichText {
    pub(super) fn add(&mut self, node: &Node<'_>, to: &mut String) {
        match node {
            Node::Open(tag) if tag.is("t") => self.in_text = true,
            Node::Open(tag) if tag.is("rPh") => self.in_pronunciation = true,
            Node::Close(tag) if tag.is("t") => self.in_text = false,
            Node::Close(tag) if tag.is("rPh") => self.in_pronunciation = false,
            Node::Text(text) if self.in_text && !self.in_pronunciation => to.push_str(text),
            _ => {}
        }
    }
}

//! The abstract among descriptions: Dublin Core has one element for abstracts, notes, rights and the
//! same in other languages.
//!
//! Notes and rights are none. Of several languages that of the title is meant, and what is left in one
//! language are the paragraphs of one abstract, or a text among asides.

use abslint_core::record::Field;
use abslint_core::text::Language;

use super::Tree;
use super::text::{self, Style};
use crate::source::decoded::Decoded;
use crate::source::languages;
use crate::source::notes;

/// So many paragraphs an abstract may have; more descriptions than these are a list of something.
const MOST_PARAGRAPHS: usize = 6;

/// The nodes among `texts` that are the abstract, in order; none if all are notes. `title` is that of
/// the paper.
pub(super) fn abstract_of(
    tree: &Tree<'_>,
    texts: &[(usize, Field<'static>)],
    title: Option<&(usize, Field<'static>)>,
) -> Vec<usize> {
    let texts: Vec<&(usize, Field<'static>)> =
        texts.iter().filter(|(_, field)| !notes::is_note(&field.text)).collect();
    let languages: Vec<Option<String>> = texts.iter().map(|text| language(tree, text)).collect();
    let own = title.and_then(|title| language(tree, title));
    let known = |wanted: &String| languages.iter().flatten().any(|other| other == wanted);
    let wanted = own.filter(known).or_else(|| languages.iter().flatten().next().cloned());
    let in_it: Vec<&(usize, Field<'static>)> = texts
        .into_iter()
        .zip(&languages)
        .filter(|(_, own)| own.is_none() || **own == wanted)
        .map(|(text, _)| text)
        .collect();
    let mut paragraphs: Vec<&(usize, Field<'static>)> = Vec::new();
    for text in in_it.iter().filter(|(_, field)| notes::is_paragraph(&field.text)) {
        let is_known = |known: &&(usize, Field<'static>)| {
            known.1.text.contains(text.1.text.as_ref())
                || text.1.text.contains(known.1.text.as_ref())
        };
        match paragraphs.iter().position(is_known) {
            Some(at) if text.1.text.len() > paragraphs[at].1.text.len() => paragraphs[at] = text,
            Some(_) => {}
            None => paragraphs.push(text),
        }
    }
    if (1..=MOST_PARAGRAPHS).contains(&paragraphs.len()) {
        return paragraphs.into_iter().map(|(node, _)| *node).collect();
    }
    // Of equals the first.
    let longest = in_it.into_iter().rev().max_by_key(|(_, field)| field.text.len());
    longest.map(|(node, _)| *node).into_iter().collect()
}

/// The texts of some nodes, a paragraph each.
pub(super) fn joined(
    tree: &Tree<'_>,
    nodes: &[usize],
    style: impl Fn(usize) -> Style<'static>,
) -> Decoded {
    let mut out = Decoded::default();
    for &node in nodes {
        out.paragraph(tree.nodes[node].bytes.start);
        text::of(tree, node, style(node), &mut out);
    }
    out
}

/// The language that an element says it is in, as a code.
pub(super) fn said(tree: &Tree<'_>, node: usize) -> Option<String> {
    let said = |name: &str| tree.nodes[node].attribute(name).map(|(said, _)| said.trim());
    let said = said("xml:lang").or_else(|| said("lang")).filter(|said| !said.is_empty());
    said.map(languages::code)
}

/// The language of a text, by what is said of it or by its words, as the code of ISO 639-1 where there
/// is one; `None` if it cannot be told.
pub(super) fn language(tree: &Tree<'_>, (node, field): &(usize, Field<'static>)) -> Option<String> {
    if let Some(said) = said(tree, *node) {
        return Some(said);
    }
    let code = match Language::of(&field.text) {
        Language::English => "en",
        Language::German => "de",
        Language::French => "fr",
        Language::Spanish => "es",
        Language::Portuguese => "pt",
        Language::Italian => "it",
        Language::Dutch => "nl",
        Language::Russian => "ru",
        Language::Chinese => "zh",
        Language::Japanese => "ja",
        Language::Korean => "ko",
        Language::Other => "other",
        Language::Unknown => return None,
    };
    Some(code.to_owned())
}

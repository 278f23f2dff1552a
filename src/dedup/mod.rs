//! The same paper more than once.
//!
//! Keys are taken from the text after repair ([`keys`]), equal keys make a
//! cluster ([`cluster`]), and of each cluster one record stays ([`survivor`]).
//! While records are read only an [`Entry`] of each is kept, never its text.

pub mod cluster;
pub mod keys;
pub mod survivor;

use keys::Keys;

use crate::finding::Location;

/// What is kept of a record while the others are read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Position of its file in the input order.
    pub file: u32,
    /// 0-based index in the file.
    pub record: u32,
    /// 1-based line.
    pub line: u32,
    /// Its id.
    pub id: String,
    /// Its title as it stands, for a report on it.
    pub title: Option<TitlePlace>,
    /// What it is compared by; `None` if it is never a duplicate (unreadable, without text, or dropped already).
    pub keys: Option<Keys>,
    /// How much of the paper it has.
    pub completeness: Completeness,
    /// How many findings it has that are not mere information.
    pub damage: u32,
}

/// The title of a record, and where it stands in its file.
#[derive(Clone, Debug)]
pub struct TitlePlace {
    /// The title, as it was read.
    pub text: Box<str>,
    /// Its first character.
    pub start: Location,
    /// Behind its last character.
    pub end: Location,
}

/// How much of a paper a record has; more is better, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Completeness {
    /// It has a title.
    pub has_title: bool,
    /// Letters and digits of its abstract.
    pub letters: u32,
    /// Usable links.
    pub links: u32,
    /// Other fields.
    pub fields: u32,
}

/// Records of one paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The one that stays, as an index into the entries.
    pub survivor: usize,
    /// The others, in input order.
    pub copies: Vec<usize>,
}

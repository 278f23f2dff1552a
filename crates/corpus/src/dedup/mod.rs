//! The same paper more than once, and papers that look like it.
//!
//! ```text
//! text after repair → keys ──→ candidates ──→ verify ──→ cluster → survivor
//!                     └ shingles ─────────────┘
//! ```
//!
//! While records are read only an [`Entry`] of each is kept in memory: its
//! [`keys`], and where its [`store::Details`] are; these, and the keys of its
//! sketch ([`bands`]), go to temporary files. When all are read, records that
//! share a key are [`candidates`]; what two of them are to
//! each other is decided by all of their [`shingles`] and by their [`titles`]
//! ([`verify`]); copies make clusters ([`cluster`], [`union_find`]), and of each
//! cluster one record stays ([`survivor`]).

pub mod bands;
pub mod candidates;
pub mod cluster;
pub mod graft;
pub mod index;
pub mod keys;
pub mod notices;
pub mod records;
pub mod reference;
pub mod settings;
pub mod shingles;
pub mod sketch;
pub mod state;
pub mod store;
pub mod survivor;
pub mod title_words;
pub mod titles;
pub mod union_find;
pub mod verify;

use serde::{Deserialize, Serialize};

use self::keys::Keys;
pub use self::settings::{Preference, Preferences, Settings};
use self::store::Address;

/// What is kept of a record while the others are read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Entry {
    /// Position of its file in the input order.
    pub file: u32,
    /// 0-based index in the file.
    pub record: u32,
    /// 1-based line.
    pub line: u32,
    /// What it is compared by; `None` if it is never a copy (unreadable, without text, or dropped
    /// already).
    pub keys: Option<Keys>,
    /// Where the rest of what may be asked about it is.
    #[serde(skip)]
    pub details: Address,
    /// How much of the paper it has.
    pub completeness: Completeness,
    /// Whether its text is none of a paper, but a preface or a notice; such a record has no versions.
    pub is_notice: bool,
    /// How many findings it has after repair that are not mere information.
    pub damage: u32,
    /// Which of the preferences it meets; the lower, the more it is preferred.
    pub preference: u32,
}

/// How much of a paper a record has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// It has a title.
    pub has_title: bool,
    /// Letters and digits of its abstract, in bytes.
    pub letters: u32,
    /// Usable links.
    pub links: u32,
    /// Other fields.
    pub fields: u32,
    /// Its title says that it is less than the paper: an extended abstract.
    pub is_extract: bool,
}

//! What a text is made of, found out once for all who ask.

pub mod byte_classes;
pub mod east_asian;
pub mod facts;
pub mod language;
pub(crate) mod letter_runs;
pub mod roman;
pub mod sentence;
pub mod token;

pub use byte_classes::ByteClasses;
pub use facts::TextFacts;
pub use language::Language;

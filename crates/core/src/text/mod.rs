//! What a text is made of.

pub mod sentence;

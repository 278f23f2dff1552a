//! `--against`: a corpus that is there already.

use std::path::PathBuf;

use clap::Args;

use super::{CommandError, Common, inputs};
use crate::config::Config;
use crate::dedup::reference::Reference;
use crate::engine::Engine;
use crate::rule::Library;

/// What new records are compared with, beside each other.
#[derive(Debug, Args)]
pub struct Against {
    /// Look for copies of the records of this corpus too; it is never changed
    #[arg(long = "against", value_name = "CORPUS")]
    corpora: Vec<String>,
}

impl Against {
    /// The files that are named.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.corpora.iter().map(PathBuf::from).collect()
    }

    /// What is known of their records.
    ///
    /// # Errors
    /// That one of them cannot be read in whole.
    pub fn reference(&self, library: &Library, config: &Config) -> Result<Reference, CommandError> {
        if self.corpora.is_empty() {
            return Ok(Reference::default());
        }
        let (sources, missing) = inputs(&self.corpora, config)?;
        if missing > 0 {
            return Err(CommandError::Usage("there is nothing to compare with at --against".to_owned()));
        }
        Ok(Engine::remember(library, Common::reading(library, config), config, &sources)?)
    }
}

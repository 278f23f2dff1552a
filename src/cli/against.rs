//! `--against`: a corpus that is there already, or its index.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{CommandError, Common, inputs};
use crate::config::Config;
use crate::dedup::index::{Index, is_index};
use crate::dedup::reference::{Reference, References};
use crate::engine::{Engine, StoreError};
use crate::rule::Library;

/// What new records are compared with, beside each other.
#[derive(Debug, Args)]
pub struct Against {
    /// Look for copies of the records of this corpus, or of this index of one, too; it is never changed
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
    pub fn references(&self, library: &Library, config: &Config) -> Result<References, CommandError> {
        let (indexes, corpora): (Vec<String>, Vec<String>) = self.corpora.iter().cloned().partition(|name| is_index(Path::new(name)));
        let open = |name: &String| Index::open(Path::new(name), config.dedup.banding());
        let indexes = indexes.iter().map(open).collect::<Result<_, _>>().map_err(StoreError::from)?;
        Ok(References { whole: whole(&corpora, library, config)?, indexes })
    }
}

/// What is known of the records of some corpora.
pub fn whole(corpora: &[String], library: &Library, config: &Config) -> Result<Reference, CommandError> {
    if corpora.is_empty() {
        return Ok(Reference::default());
    }
    let (sources, missing) = inputs(corpora, config)?;
    if missing > 0 {
        return Err(CommandError::Usage("there is nothing to compare with".to_owned()));
    }
    Ok(Engine::remember(library, Common::reading(library, config), config, &sources)?)
}

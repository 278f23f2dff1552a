//! `--against`: a corpus that is there already, or its index.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{CommandError, all_inputs};
use abslint_core::rule::Library;
use abslint_corpus::config::Config;
use abslint_corpus::dedup::index::{Index, is_index};
use abslint_corpus::dedup::reference::{Reference, References};
use abslint_corpus::run::{StoreError, remember};
use abslint_corpus::source::{Reading, Source};

/// What new records are compared with, beside each other.
#[derive(Debug, Args)]
pub(super) struct Against {
    /// Look for copies of the records of this corpus, or of this index of one, too; it is never
    /// changed
    #[arg(long = "against", value_name = "CORPUS")]
    corpora: Vec<String>,
}

impl Against {
    /// What is known of their records; if `texts` are wanted, with their abstracts, which an index
    /// does not hold.
    ///
    /// # Errors
    /// That one of them cannot be read in whole.
    pub(super) fn references(
        &self,
        library: &Library,
        reading: &Reading,
        config: &Config,
        texts: bool,
    ) -> Result<References, CommandError> {
        let (indexes, corpora): (Vec<String>, Vec<String>) =
            self.corpora.iter().cloned().partition(|name| is_index(Path::new(name)));
        let sources = if corpora.is_empty() { Vec::new() } else { all_inputs(&corpora, config)? };
        let files = sources
            .iter()
            .filter_map(Source::path)
            .map(Path::to_owned)
            .chain(indexes.iter().map(PathBuf::from))
            .collect();
        let open = |name: &String| Index::open(Path::new(name), config.dedup.banding());
        let indexes =
            indexes.iter().map(open).collect::<Result<_, _>>().map_err(StoreError::from)?;
        // How the new records are written says nothing of these.
        let whole = if sources.is_empty() {
            Reference::default()
        } else {
            remember(library, Reading { format: None, ..reading.clone() }, config, &sources, texts)?
        };
        Ok(References { whole, indexes, files })
    }
}

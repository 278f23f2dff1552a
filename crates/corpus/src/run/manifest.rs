//! What a run is, so that another one does not take its work for its own.

use std::fs::File;
use std::io;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3Default;

use super::stage::Stage;
use super::{CheckpointError, Engine, fingerprint};
use crate::source::Source;

/// What a run is.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of abslint.
    version: String,
    /// The hash (XXH3, as all of these) of the program.
    program: String,
    /// The hash of the rules and options.
    rules: String,
    /// The inputs in their order.
    inputs: Vec<Input>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Input {
    path: String,
    bytes: u64,
    hash: String,
}

impl Manifest {
    /// How the run whose manifest is in `bytes` differs from this one, if it does.
    pub(super) fn difference_from(&self, bytes: &[u8]) -> Option<String> {
        let begun: Manifest = match serde_json::from_slice(bytes) {
            Ok(begun) => begun,
            Err(error) => return Some(format!("its manifest cannot be read: {error}")),
        };
        if begun.program != self.program {
            return Some(format!(
                "it was begun by another build of abslint ({}, this is {})",
                begun.version, self.version
            ));
        }
        if begun.rules != self.rules {
            return Some("its rules, its configuration or its options are others".to_owned());
        }
        let changed = begun.inputs.iter().zip(&self.inputs).find(|(then, now)| then != now);
        let change = changed.map(|(then, now)| {
            if then.path == now.path {
                format!("{} has changed since", now.path)
            } else {
                format!("it read {}, not {}", then.path, now.path)
            }
        });
        let (then, now) = (begun.inputs.len(), self.inputs.len());
        change.or_else(|| {
            (then != now).then(|| format!("it read another number of files, {then} and not {now}"))
        })
    }
}

impl Input {
    fn of(source: &Source) -> Result<Input, CheckpointError> {
        let file = source.path().filter(|path| path.is_file());
        let path = file.ok_or_else(|| CheckpointError::NotAFile { input: source.name.clone() })?;
        let mut hash = Xxh3Default::new();
        let copied = File::open(path).and_then(|mut file| io::copy(&mut file, &mut hash));
        let bytes =
            copied.map_err(|error| CheckpointError::Io { path: source.name.clone(), error })?;
        let hash = hash.digest128();
        Ok(Input { path: source.name.clone(), bytes, hash: format!("{hash:032x}") })
    }
}

impl<S: Stage> Engine<'_, S> {
    /// What the run of this engine over `sources` is; every one of them is read.
    pub(super) fn manifest(&self, sources: &[Source]) -> Result<Manifest, CheckpointError> {
        let failed = |error| CheckpointError::Io { path: "the program".to_owned(), error };
        let program = fingerprint::program().map_err(failed)?;
        let ignores: Vec<String> = self
            .policy
            .ignores
            .iter()
            .map(|entry| format!("{} {}", entry.origin, entry.name()))
            .collect();
        let (prefer, options) = (&self.plan.settings.prefer, self.stage.options());
        let rules =
            fingerprint::hash(&(self.fingerprint(), ignores, prefer, options)).map_err(failed)?;
        Ok(Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            program: format!("{program:032x}"),
            rules: format!("{rules:032x}"),
            inputs: sources.iter().map(Input::of).collect::<Result<_, _>>()?,
        })
    }
}

/// A manifest of these rules and inputs, each a path and a hash.
#[cfg(test)]
pub(super) fn example(rules: &str, inputs: &[(&str, &str)]) -> Manifest {
    let input = |(path, hash): &(&str, &str)| Input {
        path: (*path).to_owned(),
        bytes: 1,
        hash: (*hash).to_owned(),
    };
    let inputs = inputs.iter().map(input).collect();
    Manifest { version: "1".to_owned(), program: "p".to_owned(), rules: rules.to_owned(), inputs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_run_is_refused_and_told_apart() {
        let begun = serde_json::to_vec(&example("r", &[("a", "1"), ("b", "2")])).unwrap();
        let difference =
            |rules: &str, inputs: &[(&str, &str)]| example(rules, inputs).difference_from(&begun);
        assert_eq!(difference("r", &[("a", "1"), ("b", "2")]), None);
        let says = |rules: &str, inputs: &[(&str, &str)], said: &str| {
            difference(rules, inputs).is_some_and(|what| what.contains(said))
        };
        assert!(says("s", &[("a", "1"), ("b", "2")], "rules"));
        assert!(says("r", &[("a", "1"), ("b", "3")], "b has changed"));
        assert!(says("r", &[("a", "1"), ("c", "2")], "it read b, not c"));
        assert!(says("r", &[("a", "1")], "2 and not 1"));
        assert!(
            example("r", &[])
                .difference_from(b"{}")
                .is_some_and(|what| what.contains("cannot be read"))
        );
    }
}

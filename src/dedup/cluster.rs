//! Equal keys to clusters.

use std::collections::HashMap;

use super::{Cluster, Entry, survivor};

/// The clusters of `entries`, in the order of their first records.
///
/// Records of one abstract fall apart by title. One without a title goes with
/// the first title of its abstract.
pub fn exact(entries: &[Entry]) -> Vec<Cluster> {
    let mut by_abstract: HashMap<u128, Vec<usize>> = HashMap::new();
    for (n, entry) in entries.iter().enumerate() {
        if let Some(keys) = entry.keys.filter(|keys| keys.letters > 0) {
            by_abstract.entry(keys.abstract_).or_default().push(n);
        }
    }
    let groups = by_abstract.into_values().filter(|group| group.len() > 1).flat_map(|group| by_title(entries, &group));
    let mut clusters: Vec<Cluster> = groups.filter(|group| group.len() > 1).map(|group| survivor::choose(entries, group)).collect();
    clusters.sort_by_key(|cluster| cluster.survivor.min(cluster.copies[0]));
    clusters
}

fn by_title(entries: &[Entry], group: &[usize]) -> Vec<Vec<usize>> {
    let title = |n: &usize| entries[*n].keys.and_then(|keys| keys.title);
    let first = group.iter().find_map(title);
    let mut parts: Vec<(Option<u64>, Vec<usize>)> = Vec::new();
    for n in group {
        let key = title(n).or(first);
        match parts.iter_mut().find(|(known, _)| *known == key) {
            Some((_, part)) => part.push(*n),
            None => parts.push((key, vec![*n])),
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}
